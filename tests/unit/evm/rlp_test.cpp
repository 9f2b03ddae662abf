// SPDX-License-Identifier: MIT
#include "crypto/keccak256.hpp"
#include "evm/rlp.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using test::bytes_of;

namespace {

evm::RlpList list_of(const nlohmann::json& items)
{
    evm::RlpList list;
    for (const auto& item : items) {
        if (item.is_array()) {
            list.add_list(list_of(item));
        } else {
            list.add_bytes(bytes_of(item));
        }
    }
    return list;
}

base::Bytes encode(const nlohmann::json& item)
{
    return item.is_array() ? list_of(item).encode() : evm::encode_rlp_bytes(bytes_of(item));
}

nlohmann::json to_json(const evm::RlpItem& item)
{
    if (!item.is_list) {
        return base::to_hex_0x(item.bytes);
    }
    auto items = nlohmann::json::array();
    for (const auto& child : item.items) {
        items.push_back(to_json(child));
    }
    return items;
}

} // namespace

TEST_CASE("RLP is the published one in both directions", "[evm][rlp]")
{
    const auto file = test::load_vectors("rlp.json");
    REQUIRE(file["vectors"].size() >= 25);
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            const base::Bytes encoded = bytes_of(vector["rlp"]);
            CHECK(encode(vector["decoded"]) == encoded);
            const auto decoded = evm::decode_rlp(encoded);
            REQUIRE(decoded.has_value());
            CHECK(to_json(*decoded) == vector["decoded"]);
        }
    }
}

TEST_CASE("RLP of long strings is the published one in both directions", "[evm][rlp]")
{
    const auto file = test::load_vectors("rlp.json");
    REQUIRE(file["bigStrings"].size() == 7);
    for (const auto& vector : file["bigStrings"]) {
        CAPTURE(vector["count"]);
        const base::Bytes plain(test::number_of(vector["count"]),
                                bytes_of(vector["repeatedByte"])[0]);
        const base::Bytes encoded = evm::encode_rlp_bytes(plain);
        CHECK(encoded.size() == test::number_of(vector["rlpLength"]));
        const base::Bytes prefix = bytes_of(vector["rlpPrefix"]);
        CHECK(std::equal(prefix.begin(), prefix.end(), encoded.begin()));
        CHECK(crypto::keccak256(encoded) == test::word_of(vector["keccak256OfRlp"]));
        const auto decoded = evm::decode_rlp(encoded);
        REQUIRE(decoded.has_value());
        CHECK(std::equal(plain.begin(), plain.end(), decoded->bytes.begin(), decoded->bytes.end()));
    }
}

TEST_CASE("what is not canonical RLP is refused", "[evm][rlp]")
{
    const auto file = test::load_vectors("rlp.json");
    REQUIRE(file["mustReject"].size() == 14);
    for (const auto& vector : file["mustReject"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            CHECK_FALSE(evm::decode_rlp(bytes_of(vector["rlp"])).has_value());
        }
    }
}

TEST_CASE("every shorter beginning of a valid RLP item is refused", "[evm][rlp]")
{
    const auto file = test::load_vectors("rlp.json");
    for (const auto& vector : file["vectors"]) {
        const base::Bytes encoded = bytes_of(vector["rlp"]);
        for (std::size_t size = 0; size < encoded.size(); ++size) {
            // A vector of its own, so that the address sanitizer sees a read beyond it.
            const base::Bytes cut(encoded.begin(),
                                  encoded.begin() + static_cast<std::ptrdiff_t>(size));
            CAPTURE(vector["name"], size);
            REQUIRE_FALSE(evm::decode_rlp(cut).has_value());
        }
    }
}

TEST_CASE("RLP lists nest as deep as allowed and no deeper", "[evm][rlp]")
{
    const auto nested = [](std::size_t depth) {
        base::Bytes out;
        for (std::size_t i = 0; i < depth; ++i) {
            out.insert(out.begin(), static_cast<std::uint8_t>(0xc0 + i));
        }
        return out;
    };
    CHECK(evm::decode_rlp(nested(16)).has_value());
    CHECK_FALSE(evm::decode_rlp(nested(17)).has_value());
    CHECK(evm::decode_rlp(nested(2), 2).has_value());
    CHECK_FALSE(evm::decode_rlp(nested(3), 2).has_value());
    CHECK(evm::decode_rlp(base::Bytes{0x05}, 0).has_value());
    CHECK_FALSE(evm::decode_rlp(base::Bytes{0xc0}, 0).has_value());
}

TEST_CASE("numbers lose their leading zeros in RLP, bytes keep them", "[evm][rlp]")
{
    CHECK(evm::RlpList{}.add_number(0).encode() == base::Bytes{0xc1, 0x80});
    CHECK(evm::RlpList{}.add_number(127).encode() == base::Bytes{0xc1, 0x7f});
    CHECK(evm::RlpList{}.add_number(128).encode() == base::Bytes{0xc2, 0x81, 0x80});
    CHECK(evm::RlpList{}.add_number(256).encode() == base::Bytes{0xc3, 0x82, 0x01, 0x00});
    CHECK(evm::RlpList{}.add_bytes(base::Bytes{0, 1}).encode() ==
          base::Bytes{0xc3, 0x82, 0x00, 0x01});
}
