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
