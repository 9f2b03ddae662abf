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

    /// Puts the decision into the report, in the place of an earlier one on the same payment.
    void report(const SweepPlanEntry& entry);
    /// Stores what each deposit of the page waits for. What is done is not due any more.
    void write(const SweepPlanPage& page);

private:
    SweepContext& m_context;
    std::map<std::string, std::size_t> m_places; ///< Of each payment in the report's plan.
};

} // namespace ctrip::job
