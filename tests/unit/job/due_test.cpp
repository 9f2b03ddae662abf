// SPDX-License-Identifier: MIT
#include "job/sweep/due.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ctrip;
using job::SweepDecision;
using store::SweepKind;
using store::SweepPlan;
using store::SweepPlanState;
using store::SweepState;

CATCH_REGISTER_ENUM(store::SweepPlanState, store::SweepPlanState::planned,
                    store::SweepPlanState::funded, store::SweepPlanState::blocked)

namespace {

constexpr base::UnixSeconds kNow_s = 10'000'000;
constexpr base::UnixSeconds kWeek_s = 7 * 24 * 3'600;

store::Sweep sweep_of(SweepKind kind, SweepState state, base::UnixSeconds created_at_s = kNow_s)
{
    store::Sweep sweep;
    sweep.kind = kind;
    sweep.state = state;
    sweep.created_at_s = created_at_s;
    return sweep;
}

job::SweepPlanEntry entry_of(SweepDecision decision, const char* reason = "")
{
    job::SweepPlanEntry entry;
    entry.payment_id = "id";
    entry.strategy = "direct";
    entry.decision = decision;
    entry.reason = reason;
    return entry;
}

/// What plan_to_store() makes of a deposit that waits and backs off, `since_s` ago for the first
/// time.
SweepPlan waiting(base::UnixSeconds since_s)
{
    job::SweepPlanEntry entry = entry_of(SweepDecision::wait, "paused");
    entry.backs_off = true;
    const SweepPlan first = job::plan_to_store(entry, nullptr, kNow_s - since_s, std::nullopt);
    return job::plan_to_store(entry, &first, kNow_s, std::nullopt);
}

} // namespace

TEST_CASE("a deposit is swept again where nothing of it is under way", "[job][due]")
{
    const struct
    {
        SweepKind kind;
        SweepState state;
        bool is_under_way;
    } cases[]{
        {SweepKind::native, SweepState::signed_, true},
        {SweepKind::native, SweepState::broadcast, true},
        {SweepKind::native, SweepState::mined, true},
        {SweepKind::native, SweepState::final, false},
        {SweepKind::native, SweepState::failed, false},
        {SweepKind::native, SweepState::dropped, false},
        {SweepKind::batch, SweepState::mined, true},
        {SweepKind::foreign, SweepState::final, false},
        {SweepKind::topup, SweepState::signed_, true},
        {SweepKind::topup, SweepState::broadcast, true},
        {SweepKind::topup, SweepState::mined, false}, // Its gas money is there.
        {SweepKind::topup, SweepState::final, false},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(store::to_string(one.kind) << " " << store::to_string(one.state))
        {
            job::PastSweeps past;
            CHECK_FALSE(past.is_under_way());
            past.add(sweep_of(one.kind, one.state), kNow_s);
            CHECK(past.is_under_way() == one.is_under_way);
            past.add(sweep_of(SweepKind::native, SweepState::final), kNow_s);
            CHECK(past.is_under_way() == one.is_under_way); // Whatever comes after.
        }
    }
}

TEST_CASE("three failures within a week are too many", "[job][due]")
{
    job::PastSweeps past;
    const base::UnixSeconds oldest_s = kNow_s - kWeek_s + 1;
    past.add(sweep_of(SweepKind::token, SweepState::failed, oldest_s), kNow_s);
    past.add(sweep_of(SweepKind::token, SweepState::failed), kNow_s);
    past.add(sweep_of(SweepKind::token, SweepState::failed, oldest_s - 1), kNow_s); // Too old.
    past.add(sweep_of(SweepKind::token, SweepState::dropped), kNow_s);
    past.add(sweep_of(SweepKind::topup, SweepState::final), kNow_s); // It moved nothing out.
    CHECK(past.failures() == 2);
    CHECK_FALSE(past.has_failed_too_often());
    past.add(sweep_of(SweepKind::batch, SweepState::failed), kNow_s);
    CHECK(past.failures() == 3);
    CHECK(past.has_failed_too_often());
}

TEST_CASE("failures before the last sweep that moved money do not count, in any order",
          "[job][due]")
{
    job::PastSweeps past;
    past.add(sweep_of(SweepKind::topup, SweepState::failed, kNow_s - 30), kNow_s);
    past.add(sweep_of(SweepKind::topup, SweepState::failed, kNow_s - 20), kNow_s);
    past.add(sweep_of(SweepKind::token, SweepState::failed, kNow_s - 5), kNow_s);
    CHECK(past.has_failed_too_often());
    past.add(sweep_of(SweepKind::token, SweepState::final, kNow_s - 10), kNow_s);
    past.add(sweep_of(SweepKind::token, SweepState::final, kNow_s - 40), kNow_s);
    CHECK(past.failures() == 1);
    CHECK_FALSE(past.has_failed_too_often());
}

TEST_CASE("what a clock that was ahead has stored says nothing about when it was", "[job][due]")
{
    constexpr base::UnixSeconds kHour_s = 3'600;
    job::PastSweeps past;
    for (int i = 0; i < 3; ++i) {
        past.add(sweep_of(SweepKind::token, SweepState::failed, kNow_s + kHour_s + 1), kNow_s);
    }
    CHECK(past.failures() == 0);
    for (int i = 0; i < 3; ++i) {
        past.add(sweep_of(SweepKind::token, SweepState::failed, kNow_s - 10), kNow_s);
    }
    past.add(sweep_of(SweepKind::token, SweepState::final, kNow_s + kHour_s + 1), kNow_s);
    CHECK(past.has_failed_too_often());
    past.add(sweep_of(SweepKind::token, SweepState::final, kNow_s + kHour_s), kNow_s);
    CHECK_FALSE(past.has_failed_too_often());
    job::PastSweeps open;
    open.add(sweep_of(SweepKind::token, SweepState::mined, kNow_s + 2 * kHour_s), kNow_s);
    CHECK(open.is_under_way());
    // A deposit that waits since then waits from now on.
    const SweepPlan ahead = waiting(-10 * kHour_s);
    CHECK(ahead.updated_at_s == kNow_s);
    CHECK(ahead.ask_at_s == 0);
}

TEST_CASE("a deposit that waits for the same is looked at less and less often", "[job][due]")
{
    const struct
    {
        base::UnixSeconds waited_s;
        base::UnixSeconds again_in_s; ///< 0: in each run.
    } cases[]{{0, 0},         {599, 0},       {600, 300},     {601, 300},
              {7'199, 3'599}, {7'200, 3'600}, {7'202, 3'600}, {90'000, 3'600}};
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.waited_s << " s")
        {
            const SweepPlan plan = waiting(one.waited_s);
            CHECK(plan.state == SweepPlanState::blocked);
            CHECK(plan.reason == "paused");
            CHECK(plan.updated_at_s == kNow_s - one.waited_s);
            CHECK(plan.ask_at_s == (one.again_in_s == 0 ? 0 : kNow_s + one.again_in_s));
        }
    }
}

TEST_CASE("a deposit that waits for something else, or for the price of gas, is looked at in each "
          "run",
          "[job][due]")
{
    const SweepPlan old = waiting(7'200);
    job::SweepPlanEntry other = entry_of(SweepDecision::wait, "blacklisted");
    other.backs_off = true;
    const SweepPlan changed = job::plan_to_store(other, &old, kNow_s + 1, std::nullopt);
    CHECK(changed.updated_at_s == kNow_s + 1);
    CHECK(changed.ask_at_s == 0);
    const job::SweepPlanEntry gas = entry_of(SweepDecision::wait, "paused");
    const SweepPlan same = job::plan_to_store(gas, &old, kNow_s + 1, std::nullopt);
    CHECK(same.updated_at_s == kNow_s - 7'200);
    CHECK(same.ask_at_s == 0);
}

TEST_CASE("a plan is blocked, planned, or funded where its gas money is there", "[job][due]")
{
    const auto state_of = [](SweepDecision decision, std::optional<SweepPlanState> known) {
        SweepPlan stored;
        stored.state = known.value_or(SweepPlanState::planned);
        return job::plan_to_store(entry_of(decision), known ? &stored : nullptr, kNow_s,
                                  std::nullopt)
            .state;
    };
    CHECK(state_of(SweepDecision::sweep, std::nullopt) == SweepPlanState::planned);
    CHECK(state_of(SweepDecision::sweep, SweepPlanState::planned) == SweepPlanState::planned);
    CHECK(state_of(SweepDecision::sweep, SweepPlanState::blocked) == SweepPlanState::planned);
    CHECK(state_of(SweepDecision::sweep, SweepPlanState::funded) == SweepPlanState::funded);
    CHECK(state_of(SweepDecision::top_up, SweepPlanState::funded) == SweepPlanState::planned);
    CHECK(state_of(SweepDecision::wait, SweepPlanState::funded) == SweepPlanState::blocked);
}

TEST_CASE("the block to which sweeps by others were searched is kept until there is a newer one",
          "[job][due]")
{
    const job::SweepPlanEntry entry = entry_of(SweepDecision::wait, "empty");
    CHECK(job::plan_to_store(entry, nullptr, kNow_s, std::nullopt).searched_to_block == 0);
    const SweepPlan known = job::plan_to_store(entry, nullptr, kNow_s, 70);
    CHECK(known.searched_to_block == 70);
    CHECK(job::plan_to_store(entry, &known, kNow_s, std::nullopt).searched_to_block == 70);
    CHECK(job::plan_to_store(entry, &known, kNow_s, 90).searched_to_block == 90);
}
