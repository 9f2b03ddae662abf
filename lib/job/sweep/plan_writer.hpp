// SPDX-License-Identifier: MIT
// Stores what was decided on each deposit, and reports it.
#pragma once

#include "job/sweep/context.hpp"
#include "job/sweep/plan_page.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace ctrip::job {

class SweepPlanWriter
{
public:
    explicit SweepPlanWriter(SweepContext& context) : m_context(context) {}

    /// Adds the decision to the report; it replaces an earlier one on the same payment.
    void report(const SweepPlanEntry& entry);
    /// Stores why each deposit of the page waits. A deposit that is done is not due any more.
    void write(const SweepPlanPage& page);

private:
    SweepContext& m_context;
    std::map<std::string, std::size_t> m_places; ///< Index of each payment in the report's plan.
};

} // namespace ctrip::job
