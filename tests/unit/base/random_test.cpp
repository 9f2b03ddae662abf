// SPDX-License-Identifier: MIT
#include "base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace ctrip;

TEST_CASE("random bytes fill the whole range, beyond what one system call must give",
          "[base][random]")
{
    std::vector<std::uint8_t> bytes(1'000'000);
    base::fill_random(bytes);
    // A stretch of 16 zeros at the end by chance: 2^-128.
    CHECK(std::any_of(bytes.end() - 16, bytes.end(), [](auto byte) { return byte != 0; }));
    CHECK(std::any_of(bytes.begin(), bytes.begin() + 16, [](auto byte) { return byte != 0; }));
    base::fill_random({});
}

TEST_CASE("random numbers differ", "[base][random]")
{
    CHECK(base::random_u64() != base::random_u64());
}
