// SPDX-License-Identifier: MIT
// Which deposits are due for a sweep, by what is stored of their plans.
#include "integration/fresh_database.hpp"
#include "store/sweep_plan_store.hpp"
#include "store/sweep_queue.hpp"
#include "store/transfer_store.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace ctrip;
using namespace ctrip::test;

TEST_CASE("a deposit that waits longer than any may is due", "[store][sweep_queue]")
{
    FreshDatabase fresh;
    store::SweepQueue queue{fresh.database()};
    store::SweepPlanStore plans{fresh.database()};
    const payment::Payment asked = payment_of(1);
    insert(fresh, {asked});
    fresh.database().execute("UPDATE payments SET status = 'paid', sweep_due = 1");
    const base::UnixSeconds now_s = fresh.clock.now_s();
    const auto is_due = [&](base::UnixSeconds ask_at_s) {
        store::SweepPlan plan;
        plan.payment_id = asked.id;
        plan.ask_at_s = ask_at_s;
        plans.put(plan);
        return !queue.due(kChain, 0, 10, now_s).empty();
    };
    CHECK(is_due(now_s));
    CHECK_FALSE(is_due(now_s + 1));
    CHECK_FALSE(is_due(now_s + store::kAskAgainMax_s));
    CHECK(is_due(now_s + store::kAskAgainMax_s + 1)); // A clock was ahead when it was stored.
    constexpr base::UnixSeconds kEndOfTime = std::numeric_limits<base::UnixSeconds>::max();
    static_cast<void>(is_due(now_s + 1));
    CHECK(queue.due(kChain, 0, 10, kEndOfTime).size() == 1); // For a person.
}

TEST_CASE("an unpaid payment is due for final money in another currency alone",
          "[store][sweep_queue]")
{
    FreshDatabase fresh;
    store::SweepQueue queue{fresh.database()};
    const payment::Payment payment = payment_of(1);
    insert(fresh, {payment});
    payment::Booking booking = booking_of(payment, 1);
    const auto is_due = [&] {
        store::DbTransaction transaction{fresh.database()};
        store::TransferStore transfers{fresh.database()};
        transfers.book(booking, payment.chain_id);
        transfers.set_depth(payment.chain_id, booking.transfer, payment::Depth::final);
        queue.mark(payment.id);
        transaction.commit();
        return !queue.due(kChain, 0, 10, fresh.clock.now_s()).empty();
    };
    CHECK_FALSE(is_due());
    booking.transfer.tx_hash = booking_of(payment, 2).transfer.tx_hash;
    booking.transfer.token = address_of(99);
    CHECK(is_due());
}
