// SPDX-License-Identifier: MIT
#include "job/scan/verified_amount.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using evm::Amount;

TEST_CASE("of what an event tells, no more arrived than the balance can have got",
          "[job][verified_amount]")
{
    const struct
    {
        const char* what;
        std::uint64_t told;
        std::uint64_t before;
        std::uint64_t after;
        std::uint64_t sent;
        std::uint64_t expected;
    } cases[]{
        {"all of it", 100, 5, 105, 0, 100},
        {"one unit less", 100, 5, 104, 0, 99},
        {"more than told", 100, 5, 106, 0, 100},
        {"nothing", 100, 5, 5, 0, 0},
        {"less than before", 100, 5, 4, 0, 0},
        {"all of it, and some went on", 100, 5, 35, 70, 100},
        {"a part of it, and all went on", 100, 5, 0, 100, 95},
        {"as much went as there was", 100, 5, 0, 5, 0},
    };
    for (const auto& [what, told, before, after, sent, expected] : cases) {
        INFO(what);
        CHECK(job::arrived_of(Amount{told}, {.before = Amount{before},
                                             .after = Amount{after},
                                             .sent = Amount{sent}}) == Amount{expected});
    }
}
