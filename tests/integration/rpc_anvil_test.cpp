// SPDX-License-Identifier: MIT
#include "base/clock.hpp"
#include "base/error.hpp"
#include "evm/abi.hpp"
#include "evm/derived_address.hpp"
#include "integration/anvil.hpp"
#include "paths.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <fstream>
#include <span>
#include <vector>

using namespace ctrip;
using nlohmann::json;

namespace {

const base::SystemClock kClock;
const base::Log kLog{{.level = base::LogLevel::error}, kClock};

// Anvil's first two accounts.
const std::string kPayer = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
const std::string kSecond = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
const std::string kDeposit = "0x1111111111111111111111111111111111111111";
const std::string kToken = "0x00000000000000000000000000000000000070cc";
// Emits Transfer(caller, first word of the call data, 5), whatever is asked of it:
// PUSH1 5, PUSH0, MSTORE, PUSH0, CALLDATALOAD, CALLER, PUSH32 topic, PUSH1 32, PUSH0, LOG3, STOP.
const std::string kTokenCode =
    "0x60055f525f35337fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef60205fa300";
// PUSH0, PUSH0, REVERT.
const std::string kRevertCode = "0x5f5ffd";

evm::Address address(const std::string& text)
{
    return *evm::Address::parse_unchecked(text);
}

rpc::JsonRpcOptions options_for(const test::Anvil& anvil)
{
    return {.chain = "anvil", .chain_id = 31337, .rpc_urls = {anvil.url()}};
}

} // namespace

TEST_CASE("native and token payments on a real node are found with their blocks' times",
          "[rpc][anvil]")
{
    const test::Anvil anvil;
    anvil.rpc("anvil_setCode", {kToken, kTokenCode});
    const std::string word = "0x" + std::string(24, '0') + kDeposit.substr(2);
    anvil.rpc("anvil_mine", {"0x14"});
    const std::string native_tx =
        anvil.rpc("eth_sendTransaction", {{{"from", kPayer}, {"to", kDeposit}, {"value", "0x7b"}}});
    const std::string token_tx =
        anvil.rpc("eth_sendTransaction", {{{"from", kPayer}, {"to", kToken}, {"data", word}}});
    // Reverted: shows a value that did not move.
    anvil.rpc("anvil_setCode", {kDeposit, kRevertCode});
    anvil.rpc("eth_sendTransaction",
              {{{"from", kPayer}, {"to", kDeposit}, {"value", "0x5"}, {"gas", "0x186a0"}}});
    anvil.rpc("anvil_mine", {"0x14"});

    rpc::JsonRpcChainClient client{options_for(anvil), kLog};
    client.check_chain_id();
    const rpc::BlockHeader head = client.head();
    REQUIRE(head.number == 43);
    for (const bool native : {true, false}) {
        const rpc::ReadOptions what{
            .native = native,
            .tokens = {address(kToken)},
            .recipients = {address(kDeposit)},
            .may_be_ours = [](const evm::Address& one) { return one == address(kDeposit); }};
        std::vector<evm::Transfer> found;
        std::optional<evm::BlockHash> last;
        client.read_blocks(1, head.number, 8, what, [&](const rpc::BlockRange& range) {
            CHECK((!last || range.first.parent_hash == *last));
            last = range.last.hash;
            found.insert(found.end(), range.transfers.begin(), range.transfers.end());
            return true;
        });
        CHECK(last == head.hash);
        REQUIRE(found.size() == (native ? 2U : 1U));
        CHECK(found.back().tx_hash.to_hex() == token_tx);
        CHECK(found.back().amount == evm::Amount{5});
        CHECK(found.back().from == address(kPayer));
        CHECK(found.back().block_time_s == client.header(22)->timestamp_s);
        if (native) {
            CHECK(found[0].tx_hash.to_hex() == native_tx);
            CHECK(found[0].amount == evm::Amount{123});
            CHECK(found[0].block_hash == client.header(21)->hash);
        }
    }
    const std::array hashes{*evm::TxHash::parse(token_tx), evm::TxHash{}};
    const auto receipts = client.receipts(hashes);
    CHECK(receipts[0]->succeeded);
    REQUIRE(receipts[0]->token_transfers.size() == 1);
    CHECK(receipts[0]->token_transfers[0].to == address(kDeposit));
    CHECK_FALSE(receipts[1].has_value());
}

TEST_CASE("balances, nonces, fees and estimates of a real node are read", "[rpc][anvil]")
{
    const test::Anvil anvil;
    rpc::JsonRpcChainClient client{options_for(anvil), kLog};
    anvil.rpc("eth_sendTransaction", {{{"from", kPayer}, {"to", kDeposit}, {"value", "0x7b"}}});
    const std::array addresses{address(kDeposit), address(kSecond), address(kToken)};
    CHECK(client.balances(addresses) ==
          std::vector<evm::Amount>{123, *evm::Amount::from_decimal("10000000000000000000000"),
                                   evm::Amount{}});
    CHECK(client.nonce(address(kPayer), false) == 1);
    CHECK(client.nonce(address(kPayer), true) == 1);
    const rpc::FeeEstimate fees = client.fees();
    REQUIRE(fees.base_fee.has_value());
    CHECK(fees.gas_price >= *fees.base_fee);
    rpc::CallRequest call{.from = address(kPayer), .to = address(kDeposit), .value = 1, .data = {}};
    CHECK(client.estimate_gas(call) == 21'000);
    CHECK(client.call(call).empty());
    anvil.rpc("anvil_setCode", {kDeposit, kRevertCode});
    CHECK_THROWS_AS(client.estimate_gas(call), Error);
    CHECK_THROWS_WITH(client.call(call), Catch::Contains("chain 'anvil': eth_call to 0x1111") &&
                                             Catch::Contains("revert"));
    // No contract, no balance: not zero.
    const std::array queries{
        rpc::StateSource::TokenBalanceQuery{.token = address(kSecond), .owner = address(kPayer)}};
    CHECK_THROWS_WITH(client.token_balances(queries),
                      Catch::Contains("has no balanceOf; fix its address"));
    CHECK(client.header(rpc::BlockTag::finalized)->number == 0);
    CHECK_FALSE(client.header(1'000).has_value());
}

namespace {

constexpr const char* kTreasury = "0x00000000000000000000000000000000c01d57a6";

/// Six accounts that differ in nonce, code and money, and a token of which the last two have none.
struct SixAccounts
{
    explicit SixAccounts(const test::Anvil& anvil)
    {
        std::ifstream file{std::string{test::paths().contracts} + "/UsdtLike.json"};
        REQUIRE(file);
        const json code = json::parse(file);
        anvil.rpc("eth_sendTransaction", {{{"from", kPayer}, {"data", code["bytecode"]}}});
        token = evm::create_address(address(kPayer), 0);
        for (unsigned i = 0; i < 6; ++i) {
            const evm::Address owner{{0xd0, static_cast<std::uint8_t>(i)}};
            owners.push_back(owner);
            anvil.rpc("anvil_setNonce", {owner.to_hex(), fmt::format("{:#x}", i == 5 ? 40 : i)});
            anvil.rpc("anvil_setBalance", {owner.to_hex(), fmt::format("{:#x}", 1'000 + i)});
            if (i < 4) {
                std::string data = "0x40c10f19" + base::to_hex(evm::to_word(owner)) +
                                   fmt::format("{:064x}", 500 + i);
                anvil.rpc("eth_sendTransaction",
                          {{{"from", kPayer}, {"to", token.to_hex()}, {"data", data}}});
            }
        }
        anvil.rpc("anvil_setCode", {owners[2].to_hex(), "0xef0100" + owners[0].to_hex().substr(2)});
        anvil.rpc("anvil_setCode", {owners[4].to_hex(), "0x" + std::string(80, '0')});
    }

    evm::Address token;
    std::vector<evm::Address> owners;
};

} // namespace

TEST_CASE("many accounts are read by a few calls, and show what each by itself does",
          "[rpc][anvil]")
{
    const test::Anvil anvil;
    const SixAccounts six{anvil};
    rpc::JsonRpcChainClient client{options_for(anvil), kLog};
    const std::vector<rpc::Account> accounts = client.accounts(six.owners);
    const auto nonces = client.mined_nonces(six.owners);
    for (std::size_t i = 0; i < six.owners.size(); ++i) {
        const std::array one{six.owners[i]};
        const rpc::Account alone = client.accounts(one).front();
        CHECK(accounts[i].nonce == alone.nonce);
        CHECK(accounts[i].balance == alone.balance);
        CHECK(accounts[i].code == alone.code);
        CHECK(nonces[i] == (i == 5 ? std::nullopt : std::optional<std::uint64_t>{i}));
        CHECK(client.mined_nonces(one) == std::vector<std::optional<std::uint64_t>>{std::nullopt});
    }
    std::vector<rpc::HoldingQuery> queries;
    for (const evm::Address& owner : six.owners) {
        queries.push_back({.owner = owner, .token = six.token});
    }
    queries.push_back({.owner = six.owners[1], .token = std::nullopt});
    queries.push_back({.owner = six.owners[1], .token = six.owners[0]}); // No contract.
    const std::vector<rpc::HeldFunds> held = client.holdings(queries);
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const rpc::HeldFunds alone = client.holdings(std::span{queries}.subspan(i, 1)).front();
        CHECK(held[i].native == alone.native);
        CHECK(held[i].token == alone.token);
    }
    CHECK(held[1].token == evm::Amount{501});
    CHECK_FALSE(held[7].token.has_value());
}

TEST_CASE("many transfers are tried by one call, and need the gas that the node estimates",
          "[rpc][anvil]")
{
    const test::Anvil anvil;
    const SixAccounts six{anvil};
    rpc::JsonRpcChainClient client{options_for(anvil), kLog};
    std::vector<rpc::TransferQuery> queries;
    for (const evm::Address& owner : six.owners) {
        queries.push_back(
            {.owner = owner, .token = six.token, .to = address(kTreasury), .amount = 500});
    }
    const std::vector<rpc::TrialOutcome> outcomes = client.try_transfers(queries);
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const rpc::TrialOutcome alone =
            client.try_transfers(std::span{queries}.subspan(i, 1)).front();
        CHECK(outcomes[i].gas == alone.gas);
        CHECK(outcomes[i].error == alone.error);
        CHECK(outcomes[i].gas.has_value() == (i < 4)); // The last two have nothing.
    }
    CHECK(outcomes[5].error.find("revert") != std::string::npos);
}

TEST_CASE("a real node's refusals of a transaction are understood", "[rpc][anvil]")
{
    const test::Anvil anvil{{"--no-mining"}};
    rpc::JsonRpcChainClient client{options_for(anvil), kLog};
    const auto sign = [&](const std::string& nonce, const std::string& value) {
        const json signed_tx = anvil.rpc("eth_signTransaction", {{{"from", kPayer},
                                                                  {"to", kSecond},
                                                                  {"value", value},
                                                                  {"nonce", nonce},
                                                                  {"gas", "0x5208"},
                                                                  {"gasPrice", "0x77359400"}}});
        return *base::from_hex_0x(signed_tx.is_string() ? signed_tx.get<std::string>()
                                                        : signed_tx["raw"].get<std::string>());
    };
    const base::Bytes first = sign("0x0", "0x1");
    CHECK(client.send_raw(first).outcome == rpc::SendOutcome::accepted);
    CHECK(client.send_raw(first).outcome == rpc::SendOutcome::already_known);
    CHECK(client.send_raw(sign("0x0", "0x2")).outcome == rpc::SendOutcome::underpriced);
    CHECK(client.nonce(address(kPayer), true) == 1);
    CHECK(client.nonce(address(kPayer), false) == 0);
    CHECK(client.send_raw(sign("0x1", "0xffffffffffffffffffffff")).outcome ==
          rpc::SendOutcome::insufficient_funds);
    anvil.rpc("anvil_mine", {"0x1"});
    CHECK(client.send_raw(sign("0x0", "0x3")).outcome == rpc::SendOutcome::nonce_too_low);
    CHECK(client.send_raw(base::Bytes{1, 2, 3}).outcome == rpc::SendOutcome::rejected);
}
