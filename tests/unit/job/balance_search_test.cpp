// SPDX-License-Identifier: MIT
#include "fakes/fake_chain.hpp"
#include "job/scan/balance_search.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using evm::Amount;

TEST_CASE("a ledger's sums hold what happened up to a block, the block included",
          "[job][balance_search]")
{
    job::AddressLedger ledger;
    ledger.credit(10, Amount{100});
    ledger.debit(12, Amount{30});
    const struct
    {
        evm::BlockNumber block;
        std::uint64_t has;
        std::uint64_t booked;
    } cases[]{{9, 70, 0}, {10, 70, 100}, {11, 70, 100}, {12, 100, 100}};
    for (const auto& [block, has, booked] : cases) {
        INFO("block " << block);
        const job::AddressLedger::Sums sums = ledger.at(block, Amount{70});
        CHECK(sums.has == Amount{has});
        CHECK(sums.booked == Amount{booked});
    }
}

TEST_CASE("more came than is booked from one unit on", "[job][balance_search]")
{
    const job::AddressLedger::Sums earlier{.has = Amount{50}, .booked = Amount{20}};
    const auto later = [](std::uint64_t has) {
        return job::AddressLedger::Sums{.has = Amount{has}, .booked = Amount{120}};
    };
    CHECK_FALSE(job::has_more(later(149), earlier));
    CHECK_FALSE(job::has_more(later(150), earlier));
    CHECK(job::has_more(later(151), earlier));
    CHECK(job::more(later(151), earlier) == Amount{1});
    CHECK(job::more(later(150), earlier).is_zero());
}

TEST_CASE("each change of a balance is found in its block", "[job][balance_search]")
{
    const evm::Address owner{{1}};
    fakes::FakeChain chain;
    for (const evm::BlockNumber block :
         {1U, 2U, 150U, 298U}) { // Not the newest: that is asked twice.
        chain.mine_to(block - 1);
        chain.pay({.to = owner, .amount = Amount{block}, .way = fakes::FakeWay::internal});
        chain.mine();
    }
    const rpc::BlockHeader head = chain.mine_to(300);
    job::BalanceMismatch mismatch{
        .address = owner, .ledger = {}, .balance = chain.balance(owner), .known_to = 0};
    mismatch.ledger.credit(2, Amount{2}); // This one is booked.
    const auto results =
        job::search_balances(chain, std::span{&mismatch, 1},
                             {.seen_from = {.number = head.number, .hash = head.hash},
                              .first_block = [](std::size_t) { return evm::BlockNumber{0}; }});
    REQUIRE(results.size() == 1);
    CHECK(results[0].finished);
    REQUIRE(results[0].changes.size() == 3);
    const evm::BlockNumber expected[]{1, 150, 298};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(results[0].changes[i].block == expected[i]);
        CHECK(results[0].changes[i].amount == Amount{expected[i]});
        CHECK(results[0].changes[i].exact);
    }
}

namespace {

/// The search for one address on which 5 wei came in block 10 and 7 in block 20, of 30.
struct OldMoney
{
    evm::Address owner{{1}};
    fakes::FakeChain chain;
    job::BalanceMismatch mismatch;

    OldMoney()
    {
        for (const auto& [block, amount] : {std::pair{10U, 5U}, std::pair{20U, 7U}}) {
            chain.mine_to(block - 1);
            chain.pay({.to = owner, .amount = Amount{amount}, .way = fakes::FakeWay::internal});
            chain.mine();
        }
        chain.mine_to(30);
        mismatch = {.address = owner,
                    .ledger = {},
                    .balance = chain.balance(owner),
                    .known_to = std::nullopt};
    }

    job::SearchResult search(evm::BlockNumber first_block)
    {
        const rpc::BlockHeader head = chain.head();
        return job::search_balances(chain, std::span{&mismatch, 1},
                                    {.seen_from = {.number = head.number, .hash = head.hash},
                                     .first_block = [=](std::size_t) { return first_block; }})
            .front();
    }
};

} // namespace

TEST_CASE("what an address had by the first block is no change", "[job][balance_search]")
{
    const struct
    {
        evm::BlockNumber first;
        std::size_t changes;
        std::uint64_t base_line;
    } cases[]{{9, 2, 0}, {10, 1, 0}, {19, 1, 0}, {20, 0, 12}, {30, 0, 12}};
    for (const auto& [first, changes, base_line] : cases) {
        INFO("first block " << first);
        OldMoney old;
        const job::SearchResult result = old.search(first);
        CHECK(result.changes.size() == changes);
        CHECK(result.base_line == Amount{base_line});
        CHECK(result.is_proved);
        CHECK(result.finished);
    }
}

TEST_CASE("a state that no node has is unknown, not empty", "[job][balance_search]")
{
    const struct
    {
        evm::BlockNumber state_since;
        std::vector<evm::BlockNumber> changes;
        std::uint64_t base_line; ///< Of unknown age.
    } cases[]{{9, {10, 20}, 0},  // Empty in the oldest state that is left.
              {10, {20}, 5},
              {19, {20}, 5},
              {20, {}, 12},
              {30, {}, 12}};
    for (const auto& [state_since, changes, base_line] : cases) {
        INFO("states since block " << state_since);
        OldMoney old;
        old.chain.state_since = state_since;
        const job::SearchResult result = old.search(5);
        REQUIRE(result.changes.size() == changes.size());
        for (std::size_t i = 0; i < changes.size(); ++i) {
            CHECK(result.changes[i].block == changes[i]);
            CHECK(result.changes[i].exact);
        }
        CHECK(result.base_line == Amount{base_line});
        CHECK(result.is_proved == (base_line == 0));
    }
}

TEST_CASE("where the ledger matched before, money in blocks without a state is new",
          "[job][balance_search]")
{
    OldMoney old;
    old.mismatch.known_to = 5;
    old.chain.state_since = 25;
    const job::SearchResult result = old.search(5);
    REQUIRE(result.changes.size() == 1);
    CHECK(result.changes[0].block == 25);
    CHECK(result.changes[0].amount == Amount{12});
    CHECK_FALSE(result.changes[0].exact);
    CHECK(result.base_line.is_zero());
}
