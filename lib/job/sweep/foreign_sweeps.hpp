// SPDX-License-Identifier: MIT
// Foreign sweeps: any account may call the Sweeper on a deposit that runs its code, and another
// holder of a deposit's key may send any transaction.
#pragma once

#include "job/sweep/context.hpp"

#include <set>
#include <string>
#include <vector>

namespace ctrip::job {

/// Searches final blocks for foreign sweeps of these payments' addresses and books them; one to the
/// treasury is a sweep like any other. Returns the ids of payments for which something was booked.
std::set<std::string> book_foreign_sweeps(SweepContext& context,
                                          const std::vector<payment::Deposit>& payments);

} // namespace ctrip::job
