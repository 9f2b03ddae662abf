// SPDX-License-Identifier: MIT
// The work of `ctrip reconcile`: what the ledger says lies on each deposit address against what
// lies there, both at one block. Changes nothing.
#pragma once

#include "job/reconcile/types.hpp"
#include "job/shared/chain_job.hpp"

#include <functional>

namespace ctrip::job {

/// Told of every address and currency with anything booked or on the chain.
using ReconcileSink = std::function<void(const ReconcileReport&, const ReconcileEntry&)>;

/// Compares page by page, so that memory does not grow with the payments. A difference is looked at
/// twice, the second time by the receipts of ctrip's own transactions, so that what changes
/// meanwhile is not taken for one. Archived payments are not looked at. Throws Error{unavailable}
/// where nothing can be compared: the chain was never scanned, the node has not come to the cursor,
/// or the cursor's block is not on its chain.
[[nodiscard]] ReconcileReport reconcile(const ChainJob& job, const ReconcileSink& sink);

} // namespace ctrip::job
