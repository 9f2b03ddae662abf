// SPDX-License-Identifier: MIT
// The work of `ctrip reconcile`: compares the ledger with the balances of the deposit addresses,
// both at one block. Changes nothing.
#pragma once

#include "job/reconcile/types.hpp"
#include "job/shared/chain_job.hpp"

#include <functional>

namespace ctrip::job {

/// Called for each address and currency with anything booked or on the chain.
using ReconcileSink = std::function<void(const ReconcileReport&, const ReconcileEntry&)>;

/// Compares page by page, so that memory is bounded. A mismatch is compared up to three times, from
/// the second time on with the receipts of all of ctrip's own transactions, so that a concurrent
/// change is not reported as one. Archived payments are skipped. Error{unavailable} where nothing
/// can be compared: the chain was never scanned, the node's head is below the cursor, or the
/// cursor's block is not on its chain.
[[nodiscard]] ReconcileReport reconcile(const ChainJob& job, const ReconcileSink& sink);

} // namespace ctrip::job
