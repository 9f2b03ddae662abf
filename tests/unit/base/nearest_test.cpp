// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;

TEST_CASE("a slip of the fingers finds the word that was meant", "[base][text]")
{
    const std::vector<std::string> known{"bsc", "polygon", "confirmations"};
    const struct
    {
        const char* word;
        std::optional<std::string> expected;
    } cases[]{
        {"bsc", "bsc"},
        {"bcs", "bsc"}, // A swap is one slip, at either end and in a short word.
        {"sbc", "bsc"},
        {"bs", "bsc"},   // One left out,
        {"bscc", "bsc"}, // one too many,
        {"bac", "bsc"},  // one wrong.
        {"csb", std::nullopt},
        {"poylgno", "polygon"},
        {"confirmation", "confirmations"},
        {"", std::nullopt},
        {"ethereum", std::nullopt},
    };
    for (const auto& [word, expected] : cases) {
        DYNAMIC_SECTION("'" << word << "'")
        {
            CHECK(base::nearest(word, known) == expected);
        }
    }
    CHECK_FALSE(base::nearest("bsc", {}).has_value());
}
