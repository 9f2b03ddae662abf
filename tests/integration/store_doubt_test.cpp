// SPDX-License-Identifier: MIT
// Blocks whose logs no node has shown, in a real database.
#include "integration/fresh_database.hpp"
#include "store/chain_store.hpp"
#include "store/doubt_store.hpp"
#include "store/payment_deadlines.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using store::Doubt;
using store::DoubtedBlock;
using store::DoubtStore;

namespace {

/// The chain's block n is of second 10 n.
DoubtedBlock block(evm::BlockNumber number, const std::string& reason = "withheld")
{
    return {
        .number = number, .time_s = static_cast<base::UnixSeconds>(number * 10), .reason = reason};
}

struct Stage
{
    Stage() : doubts(fresh.database(), fresh.clock)
    {
        store::ChainStore{fresh.database(), fresh.clock}.ensure(kChain, "anvil");
    }

    void add(const std::vector<evm::BlockNumber>& numbers)
    {
        std::vector<DoubtedBlock> blocks;
        for (const evm::BlockNumber number : numbers) {
            blocks.push_back(block(number));
        }
        store::DbTransaction transaction{fresh.database()};
        doubts.add(kChain, blocks);
        transaction.commit();
    }

    void settle(evm::BlockNumber from, evm::BlockNumber to, const std::vector<DoubtedBlock>& left)
    {
        fresh.clock.ms += 1'000;
        store::DbTransaction transaction{fresh.database()};
        doubts.settle(kChain, from, to, left);
        transaction.commit();
    }

    using Span = std::pair<evm::BlockNumber, evm::BlockNumber>;
    std::vector<Span> spans()
    {
        std::vector<Span> spans;
        for (const Doubt& doubt : doubts.within(kChain, 0, 1'000'000)) {
            spans.emplace_back(doubt.from, doubt.to);
        }
        return spans;
    }

    FreshDatabase fresh;
    DoubtStore doubts;
};

using Spans = std::vector<Stage::Span>;

} // namespace

TEST_CASE("adjacent doubts are one, and keep the time of the oldest", "[store][doubts]")
{
    Stage stage;
    stage.add({7, 5, 9});
    CHECK(stage.spans() == Spans{{5, 5}, {7, 7}, {9, 9}});
    const base::UnixSeconds since_s = stage.fresh.clock.now_s();
    stage.fresh.clock.ms += 60'000;
    stage.add({6});
    CHECK(stage.spans() == Spans{{5, 7}, {9, 9}});
    stage.add({6, 8, 20});
    CHECK(stage.spans() == Spans{{5, 9}, {20, 20}});
    const Doubt doubt = stage.doubts.within(kChain, 9, 9).at(0);
    CHECK(doubt.from_time_s == 50);
    CHECK(doubt.to_time_s == 90);
    CHECK(doubt.since_s == since_s);
    CHECK(doubt.looks == 0);
    const auto summary = stage.doubts.summary(kChain);
    REQUIRE(summary);
    CHECK(summary->blocks == 6);
    CHECK(summary->since_s == since_s);
    CHECK(store::to_text(*summary) == "6 of the blocks 5 to 20");
    CHECK_FALSE(stage.doubts.summary(1));
}

TEST_CASE("what is shown ends its doubt, and the rest stays as old as it was", "[store][doubts]")
{
    Stage stage;
    stage.add({5, 6, 7, 8, 9});
    const base::UnixSeconds since_s = stage.fresh.clock.now_s();
    SECTION("in the middle")
    {
        stage.settle(6, 8, {block(6, "still"), block(8, "")});
        CHECK(stage.spans() == Spans{{5, 6}, {8, 9}});
        const auto left = stage.doubts.within(kChain, 0, 100);
        CHECK(left[0].reason == "still");
        CHECK(left[1].reason == "withheld");
        CHECK(left[1].next == 9); // Where this look ended.
        for (const Doubt& doubt : left) {
            CHECK(doubt.since_s == since_s);
            CHECK(doubt.looks == 1);
            CHECK(doubt.looked_at_s == since_s + 1);
        }
    }
    SECTION("all of it")
    {
        stage.settle(0, 100, {});
        CHECK(stage.spans().empty());
        CHECK_FALSE(stage.doubts.summary(kChain));
    }
    SECTION("a block that was not doubted is not doubted by another look")
    {
        stage.settle(5, 20, {block(9), block(15)});
        CHECK(stage.spans() == Spans{{9, 9}});
    }
    SECTION("nothing of it, again and again")
    {
        for (const evm::BlockNumber next : {7U, 9U, 5U}) {
            const evm::BlockNumber from = stage.doubts.due(kChain, 1).at(0).next;
            const evm::BlockNumber to = std::min<evm::BlockNumber>(9, from + 1);
            std::vector<DoubtedBlock> left;
            for (evm::BlockNumber number = from; number <= to; ++number) {
                left.push_back({.number = number, .time_s = 0, .reason = ""});
            }
            stage.settle(from, to, left);
            CHECK(stage.spans() == Spans{{5, 9}});
            CHECK(stage.doubts.due(kChain, 1).at(0).next == next);
        }
        CHECK(stage.doubts.due(kChain, 1).at(0).looks == 3);
        CHECK(stage.doubts.due(kChain, 1).at(0).from_time_s == 50);
    }
}

TEST_CASE("those looked at longest ago come first", "[store][doubts]")
{
    Stage stage;
    stage.add({5, 50, 500});
    stage.settle(5, 5, {block(5)});
    CHECK(stage.doubts.due(kChain, 2).at(0).from == 50);
    stage.settle(50, 50, {block(50)});
    stage.settle(500, 500, {block(500)});
    CHECK(stage.doubts.due(kChain, 2).at(0).from == 5);
    CHECK(stage.doubts.due(kChain, 2).size() == 2);
}

TEST_CASE("a reorg ends the doubts above the common ancestor", "[store][doubts]")
{
    Stage stage;
    stage.add({5, 6, 7, 8, 9, 20});
    stage.doubts.forget_above(kChain, 7);
    CHECK(stage.spans() == Spans{{5, 7}});
    stage.doubts.forget_above(kChain, 4);
    CHECK(stage.spans().empty());
}

TEST_CASE("so many doubts that the table is full become one with what is between",
          "[store][doubts]")
{
    Stage stage;
    std::vector<evm::BlockNumber> numbers;
    for (evm::BlockNumber number = 0; number < 1'000; ++number) {
        numbers.push_back(2 * number);
    }
    stage.add(numbers);
    CHECK(stage.spans().size() == 1'000);
    stage.add({3'000});
    CHECK(stage.spans().size() == 1'000);
    CHECK(stage.spans().back() == Stage::Span{1'998, 3'000});
}

TEST_CASE("no payment that doubted blocks may have paid is overdue", "[store][doubts]")
{
    constexpr base::UnixSeconds skew_s = 7'200;
    const struct
    {
        const char* what;
        base::UnixSeconds from_s;
        base::UnixSeconds to_s;
        bool holds;
    } cases[]{
        {"within its window", 95'000, 95'000, true},
        {"at its deadline", 100'000, 110'000, true},
        {"behind its deadline", 100'001, 110'000, false},
        {"as old as clocks may differ", 0, 90'000 - skew_s, true},
        {"older", 0, 90'000 - skew_s - 1, false},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            Stage stage;
            payment::Payment token = payment_of(1);
            token.token = address_of(5);
            payment::Payment native = payment_of(2);
            for (payment::Payment* payment : {&token, &native}) {
                payment->created_at_s = 90'000;
                payment->expires_at_s = 100'000;
                payment->watch_until_s = 200'000;
            }
            insert(stage.fresh, {token, native});
            store::DbTransaction transaction{stage.fresh.database()};
            stage.doubts.add(kChain, {.from = 5,
                                      .to = 6,
                                      .from_time_s = one.from_s,
                                      .to_time_s = one.to_s,
                                      .reason = "withheld"});
            transaction.commit();
            store::PaymentDeadlines deadlines{stage.fresh.database()};
            const auto overdue = [&](base::UnixSeconds deep_s, bool pay_native) {
                return deadlines
                    .overdue(kChain, 150'000, 10, store::NativeMoney::in_blocks,
                             store::EventTimes{.deep_s = deep_s, .pay_native = pay_native})
                    .size();
            };
            CHECK(overdue(100'001, false) == (one.holds ? 1 : 2));
            CHECK(overdue(100'001, true) == (one.holds ? 0 : 2));
            CHECK(overdue(100'000, false) == 1); // The native one.
            CHECK(overdue(100'000, true) == 0);
        }
    }
}

TEST_CASE("how far the second look went is kept, and goes back with the cursor", "[store][doubts]")
{
    Stage stage;
    store::ChainStore chains{stage.fresh.database(), stage.fresh.clock};
    const auto cursor = [](evm::BlockNumber number) {
        return store::Cursor{.block = number, .hash = block_of(number), .time_s = 1};
    };
    const auto second = [&] { return chains.find(kChain)->second_block; };
    CHECK_FALSE(second());
    chains.advance(kChain, std::nullopt, cursor(10), 9);
    CHECK(second() == 9);
    chains.advance(kChain, cursor(10), cursor(20));
    CHECK(second() == 9);
    chains.advance(kChain, cursor(20), cursor(30), 25);
    CHECK(second() == 25);
    chains.rewind(kChain, cursor(30), {.block = 28, .hash = block_of(28), .time_s = 1});
    CHECK(second() == 25);
    chains.rewind(kChain, cursor(28), {.block = 20, .hash = block_of(20), .time_s = 1});
    CHECK(second() == 20);
    chains.set_second_block(kChain, 7);
    CHECK(second() == 7);
}
