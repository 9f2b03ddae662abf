// SPDX-License-Identifier: MIT
// Money that somebody else's transaction took from a deposit: anybody may call the Sweeper on one
// that runs its code, and whoever has its key may do anything.
#pragma once

#include "job/sweep/context.hpp"

#include <set>
#include <string>
#include <vector>

namespace ctrip::job {

/// Looks in final blocks for what left these payments' addresses by transactions that are not
/// ctrip's, and books it: what went to the treasury is a sweep like any other. The ids of payments
/// of which something was booked.
std::set<std::string> book_foreign_sweeps(SweepContext& context,
                                          const std::vector<payment::Deposit>& payments);

} // namespace ctrip::job
