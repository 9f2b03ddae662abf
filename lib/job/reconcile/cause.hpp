// SPDX-License-Identifier: MIT
// Guesses, for a person, why the chain has another balance than the ledger.
#pragma once

#include "job/reconcile/types.hpp"
#include "job/shared/chain_job.hpp"

namespace ctrip::payment {
struct Payment;
}

namespace ctrip::job {

/// Fills in the causes of an entry that has a difference. Asks the node little, and nothing that
/// only an archive node could answer.
void find_cause(const ChainJob& job, const rpc::BlockHeader& block, const payment::Payment& payment,
                ReconcileEntry& entry);

} // namespace ctrip::job
