// SPDX-License-Identifier: MIT
#include "fakes/fake_chain.hpp"
#include "job/scan/block_time.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <vector>

using namespace ctrip;
using evm::BlockNumber;

TEST_CASE("a search looks at blocks that lie evenly between its ends", "[job][block_time]")
{
    const struct
    {
        BlockNumber low;
        BlockNumber high;
        std::uint64_t max;
        std::vector<BlockNumber> expected;
    } cases[]{
        {4, 5, 15, {}},  {4, 6, 15, {5}},           {4, 8, 15, {5, 6, 7}},
        {4, 8, 1, {6}},  {0, 100, 3, {25, 50, 75}}, {0, 10, 3, {3, 5, 7}},
        {7, 107, 0, {}},
    };
    for (const auto& [low, high, max, expected] : cases) {
        INFO(low << " to " << high << ", at most " << max);
        CHECK(job::blocks_between(low, high, max) == expected);
    }
    // Products that do not fit: always between the ends, and ascending.
    const BlockNumber top = std::numeric_limits<BlockNumber>::max();
    const std::vector<BlockNumber> wide = job::blocks_between(0, top, 15);
    REQUIRE(wide.size() == 15);
    for (std::size_t i = 1; i < wide.size(); ++i) {
        CHECK(wide[i - 1] < wide[i]);
    }
    CHECK(wide.front() > 0);
    CHECK(wide.back() < top);
}

TEST_CASE("the last block before a time is found to the block", "[job][block_time]")
{
    fakes::FakeChain chain{{.first_time_s = 1'000}}; // A block each 10 s.
    chain.mine(500);
    const struct
    {
        const char* what;
        base::UnixSeconds time_s;
        BlockNumber expected;
    } cases[]{
        {"long before all", 0, 0},
        {"at the first block", 1'000, 0},
        {"at the second", 1'010, 0},
        {"a second behind it", 1'011, 1},
        {"at a block in the middle", 1'000 + 2'500, 249},
        {"a second behind that", 1'000 + 2'501, 250},
        {"at the last one", 1'000 + 5'000, 499},
        {"behind all, by a clock that is ahead", 1'000 + 5'001, 0},
    };
    for (const auto& [what, time_s, expected] : cases) {
        INFO(what);
        CHECK(job::last_block_before(chain, time_s, 500, chain.at(500).timestamp_s) == expected);
    }
}

TEST_CASE("of blocks of one second the search ends before the first of them", "[job][block_time]")
{
    fakes::FakeChain chain;
    chain.mine(100); // Up to second 1,000;
    for (int i = 0; i < 50; ++i) {
        chain.mine_at(1'010); // blocks 101 to 150.
    }
    chain.mine(50);
    const BlockNumber end = chain.height();
    CHECK(job::last_block_before(chain, 1'010, end, chain.at(end).timestamp_s) == 100);
    CHECK(job::last_block_before(chain, 1'011, end, chain.at(end).timestamp_s) == 150);
}

TEST_CASE("the first block since a time is found to the block", "[job][block_time]")
{
    fakes::FakeChain chain{{.first_time_s = 1'000}}; // A block each 10 s.
    chain.mine(500);
    const struct
    {
        base::UnixSeconds time_s;
        BlockNumber end;
        BlockNumber expected;
    } cases[]{{0, 500, 0},       {1'000, 500, 0},   {1'001, 500, 1},
              {1'010, 500, 1},   {1'011, 500, 2},   {6'000, 500, 500},
              {5'990, 500, 499}, {6'001, 500, 500}, // All are earlier.
              {3'000, 100, 100}};
    for (const auto& [time_s, end, expected] : cases) {
        INFO("second " << time_s << ", up to block " << end);
        CHECK(job::first_block_since(chain, time_s, end) == expected);
    }
}
