// SPDX-License-Identifier: MIT
// Simulates a plan's transactions on a node before any of them is signed.
#pragma once

#include "job/sweep/context.hpp"
#include "job/sweep/plan_page.hpp"

namespace ctrip::job {

/// Simulates the page's transactions in turn, by eth_simulateV1, or by eth_call where the node does
/// not have that method. Deposits whose money would not move wait, with the reason, and their
/// transactions are removed from the page.
void simulate(SweepContext& context, SweepPlanPage& page);

} // namespace ctrip::job
