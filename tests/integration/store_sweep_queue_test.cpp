// SPDX-License-Identifier: MIT
// Which deposits are due for a sweep, by what is stored of their plans.
#include "integration/fresh_database.hpp"
#include "store/sweep_plan_store.hpp"
#include "store/sweep_queue.hpp"

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
