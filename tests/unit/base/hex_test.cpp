// SPDX-License-Identifier: MIT
#include "base/hex.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;

TEST_CASE("hex text becomes bytes only when it is whole", "[base][hex]")
{
    CHECK(base::from_hex("00ffAb") == base::Bytes{0x00, 0xff, 0xab});
    CHECK(base::from_hex("").has_value());
    CHECK_FALSE(base::from_hex("0").has_value());
    CHECK_FALSE(base::from_hex("0g").has_value());
    CHECK_FALSE(base::from_hex("0x00").has_value());
    CHECK(base::from_hex_0x("0x00") == base::Bytes{0});
    CHECK_FALSE(base::from_hex_0x("00").has_value());
}

TEST_CASE("each character at each place is a digit or spoils the text", "[base][hex]")
{
    // Longer than a word of digits and not a multiple of one, so that each way of reading them is
    // met.
    constexpr std::size_t size = 11;
    for (std::size_t place = 0; place < 2 * size; ++place) {
        for (unsigned character = 0; character < 256; ++character) {
            std::string text = "0123456789abcdefABCDEF";
            text[place] = static_cast<char>(character);
            const bool decimal = character >= '0' && character <= '9';
            const bool lower = character >= 'a' && character <= 'f';
            const bool upper = character >= 'A' && character <= 'F';
            INFO("character " << character << " at " << place);
            const auto bytes = base::from_hex(text);
            REQUIRE(bytes.has_value() == (decimal || lower || upper));
            if (bytes) {
                const unsigned value = decimal ? character - '0' : (character | 0x20U) - 'a' + 10;
                const unsigned byte = (*bytes)[place / 2];
                REQUIRE((place % 2 == 0 ? byte >> 4U : byte & 0xfU) == value);
            }
        }
    }
}

TEST_CASE("bytes become lower-case hex", "[base][hex]")
{
    CHECK(base::to_hex(base::Bytes{0x0a, 0xff}) == "0aff");
    CHECK(base::to_hex_0x(base::Bytes{}) == "0x");
}
