// SPDX-License-Identifier: MIT
#include "job/sweep/due.hpp"

#include "store/sweep_queue.hpp"

#include <algorithm>

namespace ctrip::job {

namespace {

using store::Sweep;
using store::SweepKind;
using store::SweepPlanState;
using store::SweepState;

constexpr int kFailuresMax = 3;
constexpr base::UnixSeconds kFailuresWithin_s = base::UnixSeconds{7} * 24 * 3600;
constexpr base::UnixSeconds kPatience_s = 600;
/// What was stored by a clock further ahead than this says nothing about when it was.
constexpr base::UnixSeconds kClockError_s = 3600;

} // namespace

void PastSweeps::add(const Sweep& sweep, base::UnixSeconds now_s)
{
    const bool topped_up = sweep.kind == SweepKind::topup && sweep.state == SweepState::mined;
    const bool ended = sweep.state == SweepState::final || sweep.state == SweepState::failed ||
                       sweep.state == SweepState::dropped;
    m_is_under_way = m_is_under_way || (!topped_up && !ended);
    if (sweep.created_at_s > now_s + kClockError_s) {
        return;
    }
    if (sweep.state == SweepState::final && sweep.kind != SweepKind::topup) {
        m_moved_at_s = std::max(m_moved_at_s, sweep.created_at_s);
    }
    if (sweep.state == SweepState::failed && sweep.created_at_s > now_s - kFailuresWithin_s) {
        m_failed_at_s.push_back(sweep.created_at_s);
    }
}

std::ptrdiff_t PastSweeps::failures() const noexcept
{
    return std::count_if(
        m_failed_at_s.begin(), m_failed_at_s.end(),
        [this](base::UnixSeconds failed_at_s) { return failed_at_s > m_moved_at_s; });
}

bool PastSweeps::has_failed_too_often() const noexcept
{
    return failures() >= kFailuresMax;
}

store::SweepPlan plan_to_store(const SweepPlanEntry& entry, const store::SweepPlan* known,
                               base::UnixSeconds now_s,
                               const std::optional<evm::BlockNumber>& searched_to)
{
    store::SweepPlan plan{.payment_id = entry.payment_id,
                          .token = entry.token,
                          .state = SweepPlanState::planned,
                          .strategy = entry.strategy,
                          .reason = {},
                          .updated_at_s = now_s};
    if (entry.decision == SweepDecision::wait) {
        plan.state = SweepPlanState::blocked;
        plan.reason = entry.reason;
    } else if (entry.decision == SweepDecision::sweep && known != nullptr &&
               known->state == SweepPlanState::funded) {
        plan.state = known->state;
    }
    if (known != nullptr) {
        plan.searched_to_block = known->searched_to_block;
        plan.updated_at_s =
            known->says_the_same(plan) ? std::min(known->updated_at_s, now_s) : now_s;
    }
    if (searched_to) {
        plan.searched_to_block = *searched_to;
    }
    const base::UnixSeconds waited_s = now_s - plan.updated_at_s;
    if (entry.backs_off && waited_s >= kPatience_s) {
        plan.ask_at_s = now_s + std::min(waited_s / 2, store::kAskAgainMax_s);
    }
    return plan;
}

} // namespace ctrip::job
