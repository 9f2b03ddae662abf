// SPDX-License-Identifier: MIT
// When a deposit may be swept after earlier sweeps of it, and when one that waits is checked again.
// Pure.
#pragma once

#include "job/sweep/types.hpp"
#include "store/sweep_plan_store.hpp"
#include "store/sweep_store.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace ctrip::job {

/// Sums up the earlier sweeps of one payment.
class PastSweeps
{
public:
    /// `now_s`: failures of more than a week before do not count, and neither does the time of what
    /// a clock that was an hour ahead or more has stored.
    void add(const store::Sweep& sweep, base::UnixSeconds now_s);

    /// A transaction for the payment is signed and not final. A mined top-up is not counted: the
    /// deposit has its gas money.
    [[nodiscard]] bool is_under_way() const noexcept { return m_is_under_way; }
    /// Sweeps and top-ups that failed within a week and after the last sweep that moved money.
    [[nodiscard]] std::ptrdiff_t failures() const noexcept;
    /// From three failures on: the deposit waits instead of spending gas.
    [[nodiscard]] bool has_failed_too_often() const noexcept;

private:
    bool m_is_under_way = false;
    base::UnixSeconds m_moved_at_s = 0;
    std::vector<base::UnixSeconds> m_failed_at_s;
};

/// The plan to store for a decision: the reason why the deposit waits, and since when. `known`: the
/// plan that is stored now. `searched_to`: the last block in which this run searched foreign
/// sweeps. A deposit that backs off and has waited for 10 minutes is checked again after half of
/// the time that it has waited, and after an hour at the latest.
[[nodiscard]] store::SweepPlan plan_to_store(const SweepPlanEntry& entry,
                                             const store::SweepPlan* known, base::UnixSeconds now_s,
                                             const std::optional<evm::BlockNumber>& searched_to);

} // namespace ctrip::job
