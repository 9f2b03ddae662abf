// SPDX-License-Identifier: MIT
#include "evm/address.hpp"
#include "evm/hash.hpp"
#include "evm/logs_bloom.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ctrip;
using evm::LogsBloom;

TEST_CASE("an item sets the three bits of the yellow paper", "[evm][logs_bloom]")
{
    // From go-ethereum's core/types/bloom9_test.go: the bloom of these four words.
    const std::string positive[]{"testtest", "test", "hallo", "other"};
    const auto bits_of = [](const std::string& text) {
        return evm::bloom_bits({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    };
    LogsBloom bloom;
    CHECK(bloom.is_empty());
    for (const std::string& text : positive) {
        CHECK_FALSE(bloom.may_contain(bits_of(text)));
        bloom.add(bits_of(text));
        CHECK(bloom.may_contain(bits_of(text)));
    }
    CHECK_FALSE(bloom.is_empty());
    for (const char* negative : {"tes", "lo"}) {
        CHECK_FALSE(bloom.may_contain(bits_of(negative)));
    }
}

TEST_CASE("the bits lie from the end of the 256 bytes", "[evm][logs_bloom]")
{
    LogsBloom bloom;
    bloom.add({0, 8, 2'047});
    std::string text = "0x80" + std::string(506, '0') + "0101";
    REQUIRE(text.size() == 514);
    CHECK(LogsBloom::parse(text) == bloom);
    CHECK_FALSE(LogsBloom::parse(text.substr(2)));
    CHECK_FALSE(LogsBloom::parse(text + "00"));
    text[300] = 'g';
    CHECK_FALSE(LogsBloom::parse(text));
    CHECK(LogsBloom::parse("0x" + std::string(512, '0'))->is_empty());
    CHECK(LogsBloom::parse("0x" + std::string(512, 'f'))->is_full());
    CHECK_FALSE(LogsBloom::parse("0x" + std::string(511, 'f') + "e")->is_full());
}
