// SPDX-License-Identifier: MIT
#include "evm/transfer_authorization.hpp"
#include "unit/vectors.hpp"
#include "wallet/signer.hpp"

#include <functional>

using namespace ctrip;
using evm::Address;
using evm::Amount;

namespace {

Address parsed(const char* text)
{
    const auto address = Address::parse(text);
    REQUIRE(address);
    return *address;
}

/// USDC on Ethereum.
evm::TokenDomain usdc()
{
    return {.name = "USD Coin",
            .version = "2",
            .chain_id = 1,
            .token = parsed("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48")};
}

evm::SignedTransferAuthorization transfer(std::uint64_t number)
{
    const wallet::Signer signer = wallet::Signer::parse("test", std::string(64, '1'));
    return signer.sign(
        evm::TransferAuthorization{.from = signer.address(),
                                   .to = parsed("0x00000000000000000000000000000000c01d57a6"),
                                   .value = 12'500'000,
                                   .valid_before = 1'800'000'000,
                                   .nonce = evm::transfer_nonce({.chain_id = 1,
                                                                 .token = usdc().token,
                                                                 .from = signer.address(),
                                                                 .number = number})},
        evm::domain_separator(usdc()));
}

evm::TransferManyCall call_of_two()
{
    return {.token = usdc().token,
            .transfers = {transfer(0), transfer(1)},
            .gas = 90'000,
            .margin = 50'000};
}

constexpr std::size_t kWordsAt = 4;

/// Changes the last byte of a word of the call.
void bump(base::Bytes& data, std::size_t word)
{
    ++data.at(kWordsAt + 32 * word + 31);
}

} // namespace

TEST_CASE("a token's domain is that of its name, version, chain and address", "[evm][eip3009]")
{
    // What DOMAIN_SEPARATOR() of USDC answers on Ethereum.
    CHECK(base::to_hex(evm::domain_separator(usdc())) ==
          "06c37168a7db5138defc7866392bb87a741f9b3d104deb5094588ce041cae335");
    evm::TokenDomain other = usdc();
    other.chain_id = 137;
    CHECK(evm::domain_separator(other) != evm::domain_separator(usdc()));
}

TEST_CASE("a transfer is hashed and signed as another implementation does", "[evm][eip3009]")
{
    // Made by @noble/curves and @noble/hashes, from the text of EIP-3009 and EIP-712.
    const evm::SignedTransferAuthorization made = transfer(3);
    CHECK(base::to_hex(made.transfer.nonce) ==
          "3ef85bcb8c8d54250d3f0af193c3a1820710d589a446f8b666cabaa4a9ac9c84");
    CHECK(base::to_hex(evm::signing_hash(made.transfer, evm::domain_separator(usdc()))) ==
          "d0176abea7187fd01e7c3a7a785b7889fd0e46794a632bfb6de352710f745493");
    CHECK(made.signature.y_parity == 1);
    CHECK(base::to_hex(made.signature.r) ==
          "4ff70425eafc5bb97a28996af11dfb8740ef2a72ad179e45a7cfa7c5b277f0b7");
    CHECK(base::to_hex(made.signature.s) ==
          "05eda020bea99085d5dd4198d6edbedf6486121770860ad54dde2657b17532b1");
}

TEST_CASE("the nonce of a transfer follows from chain, token, owner and number alone",
          "[evm][eip3009]")
{
    const evm::TransferNonce one{.chain_id = 1, .token = Address{{1}}, .from = Address{{2}}};
    CHECK(evm::transfer_nonce(one) == evm::transfer_nonce(one));
    const std::function<void(evm::TransferNonce&)> changes[]{
        [](evm::TransferNonce& of) { ++of.chain_id; },
        [](evm::TransferNonce& of) { of.token = Address{{3}}; },
        [](evm::TransferNonce& of) { of.from = Address{{3}}; },
        [](evm::TransferNonce& of) { ++of.number; }};
    for (const auto& change : changes) {
        evm::TransferNonce other = one;
        change(other);
        CHECK(evm::transfer_nonce(other) != evm::transfer_nonce(one));
    }
}

TEST_CASE("a call of transferMany is read back whole", "[evm][eip3009]")
{
    const Address treasury = parsed("0x00000000000000000000000000000000c01d57a6");
    const evm::TransferManyCall call = call_of_two();
    const base::Bytes data = evm::encode_transfer_many(call);
    const auto read = evm::decode_transfer_many(data, treasury);
    REQUIRE(read);
    CHECK(read->token == call.token);
    CHECK(read->gas == call.gas);
    CHECK(read->margin == call.margin);
    REQUIRE(read->transfers.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(read->transfers[i].transfer.from == call.transfers[i].transfer.from);
        CHECK(read->transfers[i].transfer.to == treasury);
        CHECK(read->transfers[i].transfer.value == call.transfers[i].transfer.value);
        CHECK(read->transfers[i].transfer.valid_before == call.transfers[i].transfer.valid_before);
        CHECK(read->transfers[i].transfer.nonce == call.transfers[i].transfer.nonce);
        CHECK(read->transfers[i].signature == call.transfers[i].signature);
    }
    CHECK(evm::decode_transfer_many(
        evm::encode_transfer_many({.token = call.token, .transfers = {}, .gas = 1, .margin = 1}),
        treasury));
}

TEST_CASE("what encode_transfer_many does not return is no call of transferMany", "[evm][eip3009]")
{
    const base::Bytes good = evm::encode_transfer_many(call_of_two());
    const struct
    {
        const char* what;
        std::function<void(base::Bytes&)> change;
    } cases[]{
        {"another function", [](base::Bytes& data) { ++data.front(); }},
        {"another offset", [](base::Bytes& data) { bump(data, 1); }},
        {"another count", [](base::Bytes& data) { bump(data, 4); }},
        {"a token of more than 20 bytes", [](base::Bytes& data) { data.at(kWordsAt) = 1; }},
        {"a validAfter", [](base::Bytes& data) { bump(data, 7); }},
        {"a validBefore of more than 64 bits",
         [](base::Bytes& data) { data.at(kWordsAt + 256) = 1; }},
        {"a v of 29", [](base::Bytes& data) { data.at(kWordsAt + 32 * 10 + 31) = 29; }},
        {"a v of 26", [](base::Bytes& data) { data.at(kWordsAt + 32 * 10 + 31) = 26; }},
        {"a byte more", [](base::Bytes& data) { data.push_back(0); }},
        {"a word more", [](base::Bytes& data) { data.resize(data.size() + 32); }},
        {"a word less", [](base::Bytes& data) { data.resize(data.size() - 32); }},
        {"half of it", [](base::Bytes& data) { data.resize(data.size() / 2); }},
        {"nothing", [](base::Bytes& data) { data.clear(); }},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            base::Bytes data = good;
            one.change(data);
            CHECK_FALSE(evm::decode_transfer_many(data, Address{{1}}));
        }
    }
}
