// SPDX-License-Identifier: MIT
#include "fakes/fake_chain.hpp"
#include "job/shared/finality.hpp"
#include "store/database.hpp"
#include "store/open_database.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <optional>

using namespace ctrip;
using config::FinalKind;
using evm::BlockNumber;

TEST_CASE("a block's depth counts itself, and is nothing above the head", "[job][finality]")
{
    const BlockNumber top = std::numeric_limits<BlockNumber>::max();
    CHECK(job::depth_of(7, 7) == 1);
    CHECK(job::depth_of(6, 7) == 2);
    CHECK(job::depth_of(8, 7) == 0);
    CHECK(job::depth_of(0, 7) == 8);
    CHECK(job::depth_of(top, top) == 1);
    CHECK(job::depth_of(top, 0) == 0);
}

TEST_CASE("the newest final block is as the chain's configuration says", "[job][finality]")
{
    const struct
    {
        const char* what;
        config::Final rule;
        BlockNumber head; ///< That is judged by; the chain's is 30.
        std::uint64_t quorum;
        std::optional<BlockNumber> expected;
    } cases[]{
        {"a depth", {.kind = FinalKind::depth, .depth = 5}, 30, 1, 26},
        {"a depth of one", {.kind = FinalKind::depth, .depth = 1}, 30, 1, 30},
        {"a depth as long as the chain", {.kind = FinalKind::depth, .depth = 31}, 30, 1, 0},
        {"a depth longer than the chain", {.kind = FinalKind::depth, .depth = 32}, 30, 1, {}},
        {"as deep as the deepest confirmation", {}, 30, 1, 21},
        {"a tag", {.kind = FinalKind::finalized}, 30, 1, 20},
        {"another tag", {.kind = FinalKind::safe}, 30, 1, 25},
        {"a tag above the head that is judged by", {.kind = FinalKind::safe}, 22, 1, 22},
        {"a tag of which another node is not as sure", {.kind = FinalKind::finalized}, 30, 2, 12},
        {"a tag that another node does not know", {.kind = FinalKind::safe}, 30, 2, {}},
    };
    for (const auto& [what, rule, head, quorum, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            fakes::FakeChain fake;
            fake.mine(30);
            fake.finalized = 20;
            fake.safe = 25;
            fake.other_nodes = {{.latest = 30, .safe = std::nullopt, .finalized = 12}};
            config::Config config;
            config::Chain chain;
            chain.confirmations.steps = {{.amount_min = "0", .depth = 3},
                                         {.amount_min = "10", .depth = 10}};
            chain.final_at = rule;
            chain.quorum = quorum;
            const base::SystemClock clock;
            const base::Log log{{.level = base::LogLevel::error}, clock};
            const auto database = store::open_database("sqlite::memory:", store::OpenMode::create);
            CHECK(job::final_block({.config = config,
                                    .chain = chain,
                                    .database = *database,
                                    .client = fake,
                                    .clock = clock,
                                    .log = log},
                                   fake.at(head)) == expected);
        }
    }
}
