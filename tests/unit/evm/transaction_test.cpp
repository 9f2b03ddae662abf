// SPDX-License-Identifier: MIT
#include "evm/transaction.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using test::address_of;
using test::amount_of;
using test::bytes_of;
using test::number_of;
using test::word_of;

namespace {

std::optional<evm::Address> recipient_of(const nlohmann::json& tx)
{
    const auto to = tx.find("to");
    return to == tx.end() || to->is_null() ? std::nullopt : std::optional{address_of(*to)};
}

std::vector<evm::AccessListEntry> access_list_of(const nlohmann::json& items)
{
    std::vector<evm::AccessListEntry> list;
    for (const auto& item : items) {
        evm::AccessListEntry entry{.address = address_of(item["address"]), .storage_keys = {}};
        for (const auto& key : item["storageKeys"]) {
            entry.storage_keys.push_back(word_of(key));
        }
        list.push_back(entry);
    }
    return list;
}

evm::Signature signature_of(const nlohmann::json& vector)
{
    return {.r = word_of(vector["r"]),
            .s = word_of(vector["s"]),
            .y_parity = vector["yParity"].get<std::uint8_t>()};
}

evm::SignedAuthorization authorization_of(const nlohmann::json& item)
{
    return {.authorization = {.chain_id = number_of(item["chainId"]),
                              .address = address_of(item["address"]),
                              .nonce = number_of(item["nonce"])},
            .signature = signature_of(item)};
}

evm::LegacyTx legacy_of(const nlohmann::json& tx)
{
    return {.chain_id = number_of(tx["chainId"]),
            .nonce = number_of(tx["nonce"]),
            .gas_price = amount_of(tx["gasPrice"]),
            .gas = number_of(tx["gas"]),
            .to = recipient_of(tx),
            .value = amount_of(tx["value"]),
            .data = bytes_of(tx["data"])};
}

evm::Eip1559Tx eip1559_of(const nlohmann::json& tx)
{
    return {.chain_id = number_of(tx["chainId"]),
            .nonce = number_of(tx["nonce"]),
            .max_priority_fee = amount_of(tx["maxPriorityFeePerGas"]),
            .max_fee = amount_of(tx["maxFeePerGas"]),
            .gas = number_of(tx["gas"]),
            .to = recipient_of(tx),
            .value = amount_of(tx["value"]),
            .data = bytes_of(tx["data"]),
            .access_list = access_list_of(tx["accessList"])};
}

evm::Eip7702Tx eip7702_of(const nlohmann::json& tx)
{
    evm::Eip7702Tx out{.chain_id = number_of(tx["chainId"]),
                       .nonce = number_of(tx["nonce"]),
                       .max_priority_fee = amount_of(tx["maxPriorityFeePerGas"]),
                       .max_fee = amount_of(tx["maxFeePerGas"]),
                       .gas = number_of(tx["gas"]),
                       .to = address_of(tx["to"]),
                       .value = amount_of(tx["value"]),
                       .data = bytes_of(tx["data"]),
                       .access_list = access_list_of(tx["accessList"]),
                       .authorizations = {}};
    for (const auto& item : tx["authorizationList"]) {
        out.authorizations.push_back(authorization_of(item));
    }
    return out;
}

template <typename Tx>
void check_tx(const Tx& tx, const nlohmann::json& vector)
{
    CHECK(base::to_hex_0x(evm::encode_unsigned(tx)) == vector["unsignedRlp"]);
    CHECK(base::to_hex_0x(evm::signing_hash(tx)) == vector["signingHash"]);
    const base::Bytes raw = evm::encode_signed(tx, signature_of(vector));
    CHECK(base::to_hex_0x(raw) == vector["raw"]);
    CHECK(raw.size() == vector["rawBytes"].get<std::size_t>());
    CHECK(evm::tx_hash(raw).to_hex() == vector["hash"]);
}

} // namespace

TEST_CASE("legacy transactions are the published bytes", "[evm][transaction]")
{
    const auto file = test::load_vectors("tx_legacy_eip155.json");
    REQUIRE(file["vectors"].size() == 6);
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            check_tx(legacy_of(vector["tx"]), vector);
        }
    }
}

TEST_CASE("transactions with a fee market are the published bytes", "[evm][transaction]")
{
    const auto file = test::load_vectors("tx_eip1559.json");
    REQUIRE(file["vectors"].size() == 6);
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            check_tx(eip1559_of(vector["tx"]), vector);
        }
    }
}

TEST_CASE("transactions with authorizations are the published bytes", "[evm][transaction]")
{
    const auto file = test::load_vectors("tx_eip7702.json");
    REQUIRE(file["vectors"].size() == 5);
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            check_tx(eip7702_of(vector["tx"]), vector);
        }
    }
}

TEST_CASE("authorizations are the published bytes", "[evm][transaction]")
{
    const auto file = test::load_vectors("eip7702_authorization.json");
    REQUIRE(file["vectors"].size() == 8);
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            const auto authorization = authorization_of(vector);
            CHECK(base::to_hex_0x(evm::encode_unsigned(authorization.authorization)) ==
                  vector["preimage"]);
            CHECK(base::to_hex_0x(evm::signing_hash(authorization.authorization)) ==
                  vector["signingHash"]);
            CHECK(base::to_hex_0x(evm::encode_signed(authorization)) == vector["tupleRlp"]);
            CHECK(base::to_hex_0x(evm::delegation_code(authorization.authorization.address)) ==
                  vector["delegationCode"]);
        }
    }
}

TEST_CASE("the largest chain id does not overflow a legacy signature", "[evm][transaction]")
{
    const evm::LegacyTx tx{.chain_id = ~0ULL,
                           .nonce = 0,
                           .gas_price = 0,
                           .gas = 0,
                           .to = std::nullopt,
                           .value = 0,
                           .data = {}};
    const base::Bytes raw = evm::encode_signed(tx, {.r = {}, .s = {}, .y_parity = 1});
    // v = 2 * (2^64 - 1) + 36 = 2^65 + 34, in 9 bytes.
    CHECK(base::to_hex(raw).find("89020000000000000022") != std::string::npos);
}
