// SPDX-License-Identifier: MIT
// Has a node run a plan's transactions before any of them is signed.
#pragma once

#include "job/sweep/context.hpp"
#include "job/sweep/plan_page.hpp"

namespace ctrip::job {

/// Each of the page's transactions in turn, by eth_simulateV1, or by eth_call where the node has no
/// such method. What would not move its money waits, with the reason, and its transaction is taken
/// out of the plan.
void simulate(SweepContext& context, SweepPlanPage& page);

} // namespace ctrip::job
