// SPDX-License-Identifier: MIT
// When a deposit may be swept after earlier sweeps of it, and when one that waits is looked at
// again. Pure.
#pragma once

#include "job/sweep/types.hpp"
#include "store/sweep_plan_store.hpp"
#include "store/sweep_store.hpp"

#include <optional>

namespace ctrip::job {

/// What the sweeps of one payment came to.
class PastSweeps
{
public:
    /// `now_s`: failures of more than a week before do not count.
    void add(const store::Sweep& sweep, base::UnixSeconds now_s);

    /// A transaction for the payment is signed and not final. A mined top-up is not counted: the
    /// deposit has its gas money.
    [[nodiscard]] bool is_under_way() const noexcept { return m_is_under_way; }
    [[nodiscard]] int failures() const noexcept { return m_failures; }
    /// Three failures: it waits instead of burning gas.
    [[nodiscard]] bool has_failed_too_often() const noexcept;

private:
    bool m_is_under_way = false;
    int m_failures = 0;
};

/// What is stored of a decision: what the deposit waits for, and since when. `known`: what is
/// stored now. `searched_to`: up to where sweeps by others were looked for in this run. A
/// deposit that backs off and has waited for 10 minutes is looked at again after half of the time
/// that it has waited, and after an hour at the latest.
[[nodiscard]] store::SweepPlan plan_to_store(const SweepPlanEntry& entry,
                                             const store::SweepPlan* known, base::UnixSeconds now_s,
                                             const std::optional<evm::BlockNumber>& searched_to);

} // namespace ctrip::job
