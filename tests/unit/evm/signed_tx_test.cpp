// SPDX-License-Identifier: MIT
#include "evm/signed_tx.hpp"
#include "unit/vectors.hpp"
#include "wallet/signer.hpp"

using namespace ctrip;
using test::address_of;
using test::bytes_of;

namespace {

std::vector<nlohmann::json> all_vectors()
{
    std::vector<nlohmann::json> all;
    for (const char* name : {"tx_legacy_eip155.json", "tx_eip1559.json", "tx_eip7702.json"}) {
        const auto file = test::load_vectors(name);
        for (const auto& vector : file["vectors"]) {
            all.push_back(vector);
        }
    }
    return all;
}

base::Bytes encoded(const evm::SignedTx& tx)
{
    return std::visit([&](const auto& one) { return evm::encode_signed(one, tx.signature); },
                      tx.tx);
}

} // namespace

TEST_CASE("published transactions are read back, and so is who signed them", "[evm][signed_tx]")
{
    const auto vectors = all_vectors();
    REQUIRE(vectors.size() == 17);
    for (const auto& vector : vectors) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            const base::Bytes raw = bytes_of(vector["raw"]);
            const auto tx = evm::decode_signed(raw);
            REQUIRE(tx);
            CHECK(encoded(*tx) == raw);
            CHECK(base::to_hex_0x(evm::signing_hash(tx->tx)) == vector["signingHash"]);
            CHECK(evm::gas_of(tx->tx) == test::number_of(vector["tx"]["gas"]));
            const bool legacy = std::holds_alternative<evm::LegacyTx>(tx->tx);
            const char* const price = legacy ? "gasPrice" : "maxFeePerGas";
            const char* const tip = legacy ? "gasPrice" : "maxPriorityFeePerGas";
            CHECK(evm::max_fee_of(tx->tx) == test::amount_of(vector["tx"][price]));
            CHECK(evm::priority_fee_of(tx->tx) == test::amount_of(vector["tx"][tip]));
            CHECK(wallet::signer_of(*tx) == address_of(vector["from"]));
        }
    }
}

TEST_CASE("bytes that are no whole signed transaction are nothing", "[evm][signed_tx]")
{
    CHECK_FALSE(evm::decode_signed(base::Bytes{}));
    CHECK_FALSE(evm::decode_signed(base::Bytes{0x02}));
    CHECK_FALSE(evm::decode_signed(base::Bytes{0x03, 0xc0}));
    CHECK_FALSE(evm::decode_signed(base::Bytes{0xc0}));
    for (const auto& vector : all_vectors()) {
        const base::Bytes raw = bytes_of(vector["raw"]);
        INFO(vector["name"].get<std::string>());
        for (std::size_t size = 0; size < raw.size(); ++size) {
            CHECK_FALSE(evm::decode_signed(base::ByteView{raw}.first(size)));
        }
        base::Bytes longer = raw;
        longer.push_back(0);
        CHECK_FALSE(evm::decode_signed(longer));
        CHECK_FALSE(evm::decode_signed(bytes_of(vector["unsignedRlp"])));
    }
}

TEST_CASE("whatever one changed byte makes, it is not taken for the same bytes", "[evm][signed_tx]")
{
    for (const auto& vector : all_vectors()) {
        const base::Bytes raw = bytes_of(vector["raw"]);
        for (std::size_t place = 0; place < raw.size(); place += 3) {
            base::Bytes changed = raw;
            changed[place] ^= 0x01;
            const auto tx = evm::decode_signed(changed);
            CHECK((!tx || encoded(*tx) == changed));
        }
    }
}
