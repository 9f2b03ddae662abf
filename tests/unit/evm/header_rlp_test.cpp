// SPDX-License-Identifier: MIT
#include "evm/header_rlp.hpp"
#include "unit/raw_json.hpp"

using namespace ctrip;

TEST_CASE("a header's fields hash to its hash, of every fork and chain", "[evm][header_rlp]")
{
    std::vector<nlohmann::json> headers;
    const auto light = test::load_vectors("light_verification.json");
    for (const auto& vector : light["headers"]) {
        headers.push_back(vector["header"]);
    }
    REQUIRE(headers.size() >= 13);
    const auto mined = test::load_vectors("mined_blocks.json");
    for (const auto& chain : mined["chains"]) {
        headers.push_back(chain["block"]);
    }
    headers.push_back(mined["anvil"]["block"]);
    headers.push_back(mined["amsterdam"]);
    headers.push_back(mined["gap"]);
    for (const auto& header : headers) {
        CAPTURE(header["hash"]);
        const rpc::FullHeader full = test::full_header_of(header);
        REQUIRE(full.raw.has_value());
        CHECK(full.has_bloom);
        CHECK(evm::hash_of(*full.raw) == full.header.hash);
    }
}

TEST_CASE("a header with any field changed, left out or added has another hash",
          "[evm][header_rlp]")
{
    const auto mined = test::load_vectors("mined_blocks.json");
    const nlohmann::json header = mined["amsterdam"];
    const evm::BlockHash hash = test::full_header_of(header).header.hash;
    std::size_t fields = 0;
    for (const auto& [name, value] : header.items()) {
        const std::string text = value.is_string() ? value.get<std::string>() : "";
        if (name == "hash" || name == "size" || name == "totalDifficulty" || text.empty()) {
            continue;
        }
        CAPTURE(name);
        ++fields;
        nlohmann::json other = header;
        const bool is_empty = text == "0x";
        other[name] =
            is_empty ? "0x00" : text.substr(0, text.size() - 1) + (text.back() == '1' ? "2" : "1");
        const rpc::FullHeader changed = test::full_header_of(other);
        REQUIRE(changed.raw.has_value());
        CHECK(evm::hash_of(*changed.raw) != hash);
        if (name != "number" && name != "parentHash" && name != "timestamp") {
            other.erase(name);
            const rpc::FullHeader without = test::full_header_of(other);
            // An absent number before a present one is encoded like a zero.
            const bool is_like_zero = text == "0x0";
            CHECK((!without.raw || evm::hash_of(*without.raw) != hash || name == "logsBloom" ||
                   is_like_zero));
            CHECK(without.has_bloom == (name != "logsBloom"));
        }
    }
    CHECK(fields == 23);
}
