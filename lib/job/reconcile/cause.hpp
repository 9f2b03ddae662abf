// SPDX-License-Identifier: MIT
// The likely causes of a mismatch between a balance and the ledger, for the operator.
#pragma once

#include "job/reconcile/types.hpp"
#include "job/shared/chain_job.hpp"

namespace ctrip::payment {
struct Payment;
}

namespace ctrip::job {

/// Fills in the causes of an entry with a mismatch. Makes few requests, and none that needs an
/// archive node.
void find_cause(const ChainJob& job, const rpc::BlockHeader& block, const payment::Payment& payment,
                ReconcileEntry& entry);

} // namespace ctrip::job
