// SPDX-License-Identifier: MIT
// What an operator decides and what is remembered of it, and deadlines that are read once more, in
// a real database.
#include "integration/fresh_database.hpp"
#include "job/confirm/expiry.hpp"
#include "payment/render.hpp"
#include "store/payment_deadlines.hpp"
#include "store/payment_details.hpp"
#include "store/payment_store.hpp"
#include "store/status_writer.hpp"
#include "store/sweep_queue.hpp"
#include "store/transfer_store.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using payment::Depth;
using payment::Event;
using payment::Flag;
using payment::Status;
using store::DbTransaction;
using store::PaymentStore;
using Events = std::vector<Event>;
using Ids = std::vector<std::string>;

namespace {

/// One payment with money on it, within one DbTransaction.
struct Stage
{
    Stage()
        : payments(fresh.database()), transfers(fresh.database()), deadlines(fresh.database()),
          queue(fresh.database()), statuses(fresh.database(), fresh.clock), asked(payment_of(1)),
          money(booking_of(asked, 1))
    {
        insert(fresh, {asked});
        transaction = std::make_unique<DbTransaction>(fresh.database());
    }

    Events arrive(std::uint64_t amount, Depth depth = Depth::seen)
    {
        money.transfer.amount = amount;
        REQUIRE(transfers.book(money, kChain));
        transfers.set_depth(kChain, money.transfer, depth);
        return statuses.reassess(asked.id, 10);
    }
    Events go_away()
    {
        REQUIRE(transfers.orphan_above(kChain, 0).size() == 1);
        return statuses.reassess(asked.id, 10);
    }
    payment::Payment now() { return payments.find(asked.id).value(); }
    /// As an operator who takes so much as enough.
    payment::Payment accept(std::uint64_t amount)
    {
        payment::Payment held = statuses.find_held(asked.id).value();
        held.accepted = evm::Amount{amount};
        held.cancelled = false;
        statuses.decide(held, {.reason = "enough for me", .actor = "alice@till"});
        return held;
    }

    FreshDatabase fresh;
    PaymentStore payments;
    store::TransferStore transfers;
    store::PaymentDeadlines deadlines;
    store::SweepQueue queue;
    store::StatusWriter statuses;
    payment::Payment asked;
    payment::Booking money;
    std::unique_ptr<DbTransaction> transaction;
};

} // namespace

TEST_CASE("a decision is written with its step, its reason and its message", "[store][decisions]")
{
    Stage stage;
    CHECK(stage.arrive(40) == Events{Event::partially_paid});
    const payment::Payment decided = stage.accept(40);
    const payment::Payment stored = stage.now();
    for (const payment::Payment& payment : {decided, stored}) {
        CHECK(payment.status == Status::detected);
        CHECK(payment.accepted == evm::Amount{40});
        CHECK(payment.flags == payment::Flags{Flag::manual});
        CHECK(payment.seq == 2);
        CHECK(payment.detected_in_block == 10U);
    }
    const payment::Details details =
        store::details_of(stage.fresh.database(), stage.fresh.clock, stored.id);
    REQUIRE(details.history.size() == 2);
    CHECK(details.history[1].reason == "enough for me");
    CHECK(details.history[1].from == Status::pending);
    CHECK(details.history[1].actor == "alice@till");
    CHECK_FALSE(details.history[0].actor.has_value());
    CHECK(details.webhooks.size() == 2);
    // Nothing new follows from it.
    CHECK(stage.statuses.reassess(stage.asked.id, 12).empty());
}

TEST_CASE("a decision that was rolled back is not there", "[store][decisions]")
{
    Stage stage;
    stage.transaction->commit();
    {
        const DbTransaction transaction{stage.fresh.database()};
        payment::Payment held = stage.statuses.find_held(stage.asked.id).value();
        held.cancelled = true;
        stage.statuses.decide(held, {.reason = "no", .actor = {}});
        CHECK(stage.now().status == Status::failed);
    }
    CHECK(stage.now().status == Status::pending);
    CHECK_FALSE(stage.now().cancelled);
    CHECK(store::details_of(stage.fresh.database(), stage.fresh.clock, stage.asked.id)
              .history.empty());
    CHECK_FALSE(stage.statuses.find_held(id_of(99)).has_value());
}

TEST_CASE("that final money vanished is remembered and told once, until it is decided",
          "[store][decisions]")
{
    Stage stage;
    CHECK(stage.arrive(100, Depth::final).back() == Event::paid);
    CHECK(stage.statuses.take_reverted().empty());
    CHECK(stage.go_away() == Events{Event::failed});
    CHECK(stage.statuses.take_reverted() == Ids{stage.asked.id});
    CHECK(stage.statuses.take_reverted().empty());
    CHECK(stage.statuses.reassess(stage.asked.id, 10).empty());
    CHECK(stage.statuses.take_reverted().empty());
    CHECK(stage.now().vanished);
    // Mined again.
    CHECK(stage.arrive(100) == Events{Event::received_after_end});
    CHECK(stage.now().status == Status::failed);
    CHECK(stage.accept(100).status == Status::detected);
    CHECK_FALSE(stage.now().vanished);
    // It was not final this time.
    CHECK(stage.go_away() == Events{Event::reverted});
    CHECK(stage.statuses.take_reverted().empty());
}

TEST_CASE("what vanished before a decision does not count as vanished after it",
          "[store][decisions]")
{
    Stage stage;
    CHECK(stage.arrive(100, Depth::final).back() == Event::paid);
    CHECK(stage.go_away() == Events{Event::failed});
    stage.money = booking_of(stage.asked, 2);
    CHECK(stage.arrive(30) == Events{Event::received_after_end});
    CHECK(stage.accept(30).status == Status::detected);
    // The rest goes too: without the decision, the first transfer's loss would have it fail.
    CHECK(stage.go_away() == Events{Event::reverted});
    CHECK(stage.now().status == Status::pending);
}

TEST_CASE("money that vanishes behind a sweep is told and changes no status", "[store][decisions]")
{
    Stage stage;
    CHECK(stage.arrive(100, Depth::final).back() == Event::paid);
    stage.queue.set_swept(stage.asked.id, stage.asked.token);
    CHECK(stage.statuses.reassess(stage.asked.id, 10) == Events{Event::settled});
    CHECK(stage.go_away().empty());
    CHECK(stage.statuses.take_reverted() == Ids{stage.asked.id});
    CHECK(stage.now().status == Status::settled);
    CHECK(stage.now().flags == payment::Flags{Flag::reorged});
    CHECK(stage.statuses.reassess(stage.asked.id, 10).empty());
    CHECK(stage.statuses.take_reverted().empty());
}

TEST_CASE("a deadline is forgotten where the chain went back to it, but not by what has expired",
          "[store][decisions]")
{
    Stage stage;
    CHECK(stage.arrive(100) == Events{Event::detected});
    stage.deadlines.set_read(stage.asked.id);
    SECTION("back to a block behind it")
    {
        stage.deadlines.forget_read(stage.asked.id, 1'001);
        CHECK(stage.go_away() == Events{Event::reverted, Event::expired});
        stage.deadlines.forget_read(stage.asked.id, 900);
        CHECK(stage.statuses.reassess(stage.asked.id, 10).empty());
        CHECK(stage.now().status == Status::expired);
    }
    SECTION("back to a block at it")
    {
        stage.deadlines.forget_read(stage.asked.id, 1'000);
        CHECK(stage.go_away() == Events{Event::reverted});
        CHECK(stage.now().status == Status::pending);
        CHECK(stage.deadlines.overdue(kChain, 1'001, 10).size() == 1);
    }
}

TEST_CASE("those overdue are those that may expire", "[store][decisions]")
{
    const auto may_expire = [](const config::Chain& chain, const payment::Payment& payment) {
        return job::native_money(chain) == store::NativeMoney::in_blocks || payment.token ||
               !payment.asked_block || payment.asked_time_s > payment.expires_at_s;
    };
    Stage stage;
    std::vector<payment::Payment> all;
    for (const base::UnixSeconds asked_time_s : {0, 999, 1'000, 1'001}) {
        for (const bool is_token : {false, true}) {
            for (const bool is_asked_for : {false, true}) {
                payment::Payment payment = payment_of(10 + all.size());
                payment.token = is_token ? std::optional{address_of(5)} : std::nullopt;
                payment.asked_block =
                    is_asked_for ? std::optional<evm::BlockNumber>{7} : std::nullopt;
                payment.asked_time_s = asked_time_s;
                payment.expires_at_s = 1'000;
                all.push_back(payment);
            }
        }
    }
    stage.payments.insert(all);
    for (const auto internal :
         {config::InternalTransfers::auto_, config::InternalTransfers::balances,
          config::InternalTransfers::traces, config::InternalTransfers::off}) {
        config::Chain chain;
        chain.internal_transfers = internal;
        std::size_t expected = 0;
        for (const payment::Payment& payment : all) {
            expected += may_expire(chain, payment) ? 1U : 0U;
        }
        std::size_t found = 0;
        for (const std::string& id :
             stage.deadlines.overdue(kChain, 1'001, 100, job::native_money(chain))) {
            const auto payment =
                std::find_if(all.begin(), all.end(),
                             [&](const payment::Payment& other) { return other.id == id; });
            CHECK((payment == all.end() || may_expire(chain, *payment)));
            found += id == stage.asked.id ? 0U : 1U;
        }
        CHECK(found == expected);
        CHECK(expected >= 8);
    }
}
