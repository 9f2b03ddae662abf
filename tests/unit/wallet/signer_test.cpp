// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "unit/vectors.hpp"
#include "wallet/signer.hpp"

using namespace ctrip;
using test::address_of;
using test::amount_of;
using test::bytes_of;
using test::number_of;
using wallet::Signer;

namespace {

Signer signer_of(const nlohmann::json& vector)
{
    return Signer::parse("key", vector["privateKey"].get<std::string>());
}

std::optional<evm::Address> recipient_of(const nlohmann::json& tx)
{
    const auto to = tx.find("to");
    return to == tx.end() || to->is_null() ? std::nullopt : std::optional{address_of(*to)};
}

std::vector<evm::AccessListEntry> access_list_of(const nlohmann::json& tx)
{
    std::vector<evm::AccessListEntry> list;
    for (const auto& item : tx["accessList"]) {
        evm::AccessListEntry entry{.address = address_of(item["address"]), .storage_keys = {}};
        for (const auto& key : item["storageKeys"]) {
            entry.storage_keys.push_back(test::word_of(key));
        }
        list.push_back(entry);
    }
    return list;
}

void check_signed(const wallet::SignedTx& tx, const nlohmann::json& vector)
{
    CHECK(base::to_hex_0x(tx.raw) == vector["raw"]);
    CHECK(tx.hash.to_hex() == vector["hash"]);
}

std::string refusal_of(std::string_view text)
{
    try {
        static_cast<void>(Signer::parse("sponsor key", text));
        return {};
    } catch (const Error& error) {
        CHECK((error.kind() == ErrorKind::config));
        return error.what();
    }
}

const std::string kKey = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

} // namespace

TEST_CASE("legacy transactions are signed as published", "[wallet][signer]")
{
    const auto file = test::load_vectors("tx_legacy_eip155.json");
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            const Signer signer = signer_of(vector);
            CHECK(signer.address().to_checksum() == vector["from"]);
            const auto& tx = vector["tx"];
            check_signed(signer.sign(evm::LegacyTx{.chain_id = number_of(tx["chainId"]),
                                                   .nonce = number_of(tx["nonce"]),
                                                   .gas_price = amount_of(tx["gasPrice"]),
                                                   .gas = number_of(tx["gas"]),
                                                   .to = recipient_of(tx),
                                                   .value = amount_of(tx["value"]),
                                                   .data = bytes_of(tx["data"])}),
                         vector);
        }
    }
}

TEST_CASE("transactions with a fee market are signed as published", "[wallet][signer]")
{
    const auto file = test::load_vectors("tx_eip1559.json");
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            const Signer signer = signer_of(vector);
            CHECK(signer.address().to_checksum() == vector["from"]);
            const auto& tx = vector["tx"];
            check_signed(signer.sign(evm::Eip1559Tx{.chain_id = number_of(tx["chainId"]),
                                                    .nonce = number_of(tx["nonce"]),
                                                    .max_priority_fee =
                                                        amount_of(tx["maxPriorityFeePerGas"]),
                                                    .max_fee = amount_of(tx["maxFeePerGas"]),
                                                    .gas = number_of(tx["gas"]),
                                                    .to = recipient_of(tx),
                                                    .value = amount_of(tx["value"]),
                                                    .data = bytes_of(tx["data"]),
                                                    .access_list = access_list_of(tx)}),
                         vector);
        }
    }
}

TEST_CASE("transactions with authorizations are signed as published", "[wallet][signer]")
{
    const auto file = test::load_vectors("tx_eip7702.json");
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            const auto& tx = vector["tx"];
            evm::Eip7702Tx unsigned_tx{.chain_id = number_of(tx["chainId"]),
                                       .nonce = number_of(tx["nonce"]),
                                       .max_priority_fee = amount_of(tx["maxPriorityFeePerGas"]),
                                       .max_fee = amount_of(tx["maxFeePerGas"]),
                                       .gas = number_of(tx["gas"]),
                                       .to = address_of(tx["to"]),
                                       .value = amount_of(tx["value"]),
                                       .data = bytes_of(tx["data"]),
                                       .access_list = access_list_of(tx),
                                       .authorizations = {}};
            for (const auto& item : tx["authorizationList"]) {
                unsigned_tx.authorizations.push_back(
                    {.authorization = {.chain_id = number_of(item["chainId"]),
                                       .address = address_of(item["address"]),
                                       .nonce = number_of(item["nonce"])},
                     .signature = {.r = test::word_of(item["r"]),
                                   .s = test::word_of(item["s"]),
                                   .y_parity = item["yParity"].get<std::uint8_t>()}});
            }
            check_signed(signer_of(vector).sign(unsigned_tx), vector);
        }
    }
}

TEST_CASE("authorizations are signed as published", "[wallet][signer]")
{
    const auto file = test::load_vectors("eip7702_authorization.json");
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            const Signer signer = signer_of(vector);
            CHECK(signer.address().to_checksum() == vector["authority"]);
            const auto signed_one =
                signer.sign(evm::Authorization{.chain_id = number_of(vector["chainId"]),
                                               .address = address_of(vector["address"]),
                                               .nonce = number_of(vector["nonce"])});
            CHECK(base::to_hex_0x(evm::encode_signed(signed_one)) == vector["tupleRlp"]);
        }
    }
}

TEST_CASE("a private key is read with and without 0x, in either case, with blanks around it",
          "[wallet][signer]")
{
    const auto expected = address_of("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    for (const std::string& text :
         {kKey, "0x" + kKey, "0X" + kKey, "  0x" + kKey + "\n",
          std::string{"0xAC0974BEC39A17E36BA4A6B4D238FF944BACB478CBED5EFCAE784D7BF4F2FF80"}}) {
        CHECK(Signer::parse("sponsor key", text).address() == expected);
    }
}

TEST_CASE("what is no private key is refused by its name and never repeated", "[wallet][signer]")
{
    for (const std::string& text :
         {std::string{"secretword"}, kKey.substr(1), kKey + "0", "0x0x" + kKey.substr(2),
          kKey.substr(0, 63) + "g", kKey.substr(0, 32) + " " + kKey.substr(32),
          std::string(64, '0'), std::string(64, 'f'),
          std::string{"fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"}}) {
        CAPTURE(text);
        const std::string refusal = refusal_of(text);
        CHECK(refusal.starts_with("sponsor key: "));
        CHECK(refusal.find(text.substr(0, 10)) == std::string::npos);
    }
    CHECK(refusal_of("").starts_with("sponsor key: "));
}

TEST_CASE("a deposit's signer has the deposit's address", "[wallet][signer]")
{
    const auto account = wallet::AccountKey::from_mnemonic(
        wallet::Mnemonic::parse("test test test test test test test test test test test junk"));
    for (const std::uint32_t index : {0U, 1U, 140U, 0x7fffffffU}) {
        CHECK(wallet::deposit_signer(account, index).address() == account.xpub().address(index));
    }
}

TEST_CASE("the accounts whose keys everybody has are known", "[wallet][signer]")
{
    const auto xpub =
        wallet::AccountKey::from_mnemonic(
            wallet::Mnemonic::parse("test test test test test test test test test test test junk"))
            .xpub();
    for (std::uint32_t index = 0; index < 10; ++index) {
        CHECK(wallet::is_well_known(xpub.address(index)));
    }
    CHECK_FALSE(wallet::is_well_known(evm::Address{}));
}
