// SPDX-License-Identifier: MIT
#include "evm/hash.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;

TEST_CASE("a hash is 0x and 64 digits", "[evm][hash]")
{
    const std::string text = "0x" + std::string(62, '0') + "ff";
    const auto hash = evm::TxHash::parse(text);
    REQUIRE(hash.has_value());
    CHECK(hash->bytes[31] == 0xff);
    CHECK(hash->to_hex() == text);
    CHECK_FALSE(evm::TxHash::parse(text.substr(2)).has_value());
    CHECK_FALSE(evm::TxHash::parse(text + "00").has_value());
    CHECK_FALSE(evm::TxHash::parse(text.substr(0, 65)).has_value());
    CHECK_FALSE(evm::TxHash::parse("").has_value());
}
