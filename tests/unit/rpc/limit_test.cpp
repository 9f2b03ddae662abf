// SPDX-License-Identifier: MIT
#include "rpc/node/limit.hpp"
#include "rpc/node/limit_hint.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <optional>
#include <string>

using namespace ctrip;
using rpc::Limit;

namespace {

void take(Limit& limit, int times)
{
    for (int i = 0; i < times; ++i) {
        limit.took(limit.value());
    }
}

} // namespace

TEST_CASE("a limit is halved by refusals and doubled by twenty answers at it", "[rpc][limit]")
{
    Limit limit{1'000, std::nullopt};
    CHECK(limit.value() == 1'000);
    CHECK_FALSE(limit.learnt());
    limit.refused(1'000);
    limit.refused(500);
    CHECK(limit.value() == 250);
    CHECK_FALSE(limit.learnt()); // Nothing was answered yet: the size may not be the reason.
    take(limit, 19);
    CHECK(limit.learnt() == 250U);
    CHECK(limit.value() == 250);
    take(limit, 1);
    CHECK(limit.value() == 500);
    limit.refused(500);
    CHECK(limit.value() == 250);
    take(limit, 39); // A growth was refused: twice as many are wanted.
    CHECK(limit.value() == 250);
    take(limit, 1);
    CHECK(limit.value() == 500);
    take(limit, 40);
    CHECK(limit.value() == 1'000);
    CHECK(limit.learnt() == 500U); // A thousand was not tried yet.
    take(limit, 1);
    CHECK_FALSE(limit.learnt());
    take(limit, 100);
    CHECK(limit.value() == 1'000);
}

TEST_CASE("answers below the limit do not make it grow, and it never leaves its bounds",
          "[rpc][limit]")
{
    Limit limit{100, 10U};
    for (int i = 0; i < 100; ++i) {
        limit.took(9);
    }
    CHECK(limit.value() == 10);
    limit.refused(4); // A smaller question that was refused says more than the limit.
    CHECK(limit.value() == 2);
    limit.refused(1);
    limit.refused(1);
    CHECK(limit.value() == 1);
    Limit odd{100, 60U};
    take(odd, 20);
    CHECK(odd.value() == 100); // Not twice as much.
    CHECK(Limit{100, 0U}.value() == 1);
    CHECK(Limit{100, 5'000U}.value() == 100);
    CHECK_FALSE(Limit{100, 5'000U}.learnt());
}

TEST_CASE("a hint is believed only where it is smaller than what was asked", "[rpc][limit]")
{
    Limit limit{1'000, std::nullopt};
    limit.refused(1'000, 300U);
    CHECK(limit.value() == 300);
    limit.refused(300, 300U);
    CHECK(limit.value() == 150);
    limit.refused(150, 100'000U);
    CHECK(limit.value() == 75);
    limit.refused(75, 0U);
    CHECK(limit.value() == 1);
}

TEST_CASE("a limit is stored once something smaller was answered", "[rpc][limit]")
{
    Limit down{1'000, std::nullopt};
    for (std::uint64_t asked = 1'000; asked > 1; asked /= 2) {
        down.refused(asked, std::nullopt, rpc::Refusal::unclear);
    }
    CHECK(down.value() == 1);
    CHECK_FALSE(down.learnt());
    down.take_back();
    CHECK(down.value() == 1'000);
    Limit learnt{1'000, 500U};
    learnt.refused(500);
    CHECK(learnt.learnt() == 500U);
    learnt.took(250);
    CHECK(learnt.learnt() == 250U);
    learnt.take_back(); // It is proved.
    CHECK(learnt.value() == 250);
}

TEST_CASE("a limit grows from one run to the next, however few the requests are", "[rpc][limit]")
{
    Limit limit{1'000, 2U};
    CHECK(limit.learnt(true) == 2U);
    limit.took(1); // Below the limit.
    CHECK(limit.learnt(true) == 2U);
    limit.took(2);
    CHECK(limit.learnt(true) == 8U);
    CHECK(limit.learnt() == 2U);
    CHECK_FALSE(limit.is_certain());
    Limit next{1'000, 8U};
    next.refused(8, std::nullopt, rpc::Refusal::unclear);
    CHECK_FALSE(next.is_certain());
    next.took(4);
    CHECK(next.is_certain()); // It was refused twice.
    CHECK(next.learnt(true) == 4U);
    Limit unclear{1'000, std::nullopt};
    unclear.refused(1'000, std::nullopt, rpc::Refusal::unclear);
    unclear.took(500);
    CHECK(unclear.learnt() == 500U);
    CHECK_FALSE(unclear.is_certain());
    Limit near{1'000, 500U};
    near.took(500);
    CHECK_FALSE(near.learnt(true));
}

TEST_CASE("what providers say of ranges is read off their errors", "[rpc][limit]")
{
    const struct
    {
        std::int64_t code;
        const char* words;
        std::optional<std::uint64_t> blocks;
    } cases[]{
        // Alchemy
        {-32600,
         "You can make eth_getLogs requests with up to a 500 block range. Based on your "
         "parameters, this block range should work: [0x64, 0x6d]",
         10},
        {-32600, "eth_getLogs requests with up to a 10 block range.", 10},
        {-32602,
         "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block "
         "range and no limit on the response size, or you can request any block range with a cap "
         "of 10K logs in the response. Based on your parameters and the response size limit, this "
         "block range should work: [0xd59f80, 0xd59f83]",
         4},
        // Infura
        {-32005, "query returned more than 10000 results. Try with this block range [0x1, 0x40].",
         64},
        {-32005, "query timeout exceeded", std::nullopt},
        {-32602, "range 1000000 exceeds limit of 10000", 10'000},
        // QuickNode
        {-32614, "eth_getLogs is limited to a 10,000 range", 10'000},
        {-32614, "eth_getLogs is limited to a 5 range", 5},
        // Ankr, BSC's own
        {-32600, "block range is too wide", std::nullopt},
        {-32005, "limit exceeded", std::nullopt},
        // publicnode, Geth, BSC's Geth, Chainstack
        {-32701, "exceed maximum block range: 50000", 50'000},
        {-32602, "exceed maximum block range 1000", 1'000},
        {-32000, "exceed maximum block range: 5000", 5'000},
        {-32000, "Block range limit exceeded.", std::nullopt},
        {-32602, "block range extends beyond current head block", std::nullopt},
        // Erigon
        {-32000, "query block range exceeds server limit, narrow your filter: 1000", 1'000},
        {-32000, "query returns too many logs, narrow your filter: 20000 logs", std::nullopt},
        // Reth: decimal, and once the same range back
        {-32602, "query exceeds max results 20000, retry with the range 25766988-25775072", 8'085},
        // coreth: what was asked is named too
        {-32000, "requested too many blocks from 100 to 5000, maximum is set to 2048", 2'048},
        {-32000, "range limit 10,000", 10'000},
        // Nothing that overflows or runs backwards
        {-32000, "this block range should work: [0x9, 0x1]", std::nullopt},
        {-32000, "this block range should work: [0x0, 0xffffffffffffffff]", std::nullopt},
        {-32000, "limit of 99999999999999999999999", std::nullopt},
        {-32000, "limit of 0", std::nullopt},
        {0, "", std::nullopt},
    };
    for (const auto& one : cases) {
        INFO(one.words);
        CHECK(rpc::blocks_hint({.code = one.code, .message = one.words}) == one.blocks);
    }
}

TEST_CASE("errors about batches are told from those about rates", "[rpc][limit]")
{
    const auto error = [](const char* words) {
        return rpc::NodeError{.code = -32600, .message = words};
    };
    CHECK(rpc::is_batch_limit(error("batch too large")));
    CHECK(rpc::is_batch_limit(error("Batch size is too large, maximum 20")));
    CHECK_FALSE(rpc::is_batch_limit(error("too many requests in your batch")));
    CHECK_FALSE(rpc::is_batch_limit(error("block range is too wide")));
}
