// SPDX-License-Identifier: MIT
// `sweep`: moves final deposits to the treasury, in batches by the Sweeper contract (EIP-7702) or
// each by a transaction of its own. Also the only header of lib/job/sweep/ for code outside of it:
// deploying the contract, taking delegations back, and signing on a host without network.
#pragma once

#include "job/shared/chain_job.hpp"
#include "job/sweep/authorizations.hpp"
#include "job/sweep/delegation/undelegate.hpp"
#include "job/sweep/deploy.hpp"
#include "job/sweep/offline/offline_file.hpp"
#include "job/sweep/types.hpp"

namespace ctrip::job {

/// Whether there is anything to do for a host that has no deposit's key: transactions under way, or
/// authorizations that were signed elsewhere.
[[nodiscard]] bool has_work_without_key(const config::Config& config, store::Database& database,
                                        const base::Clock& clock);

/// Follows the open transactions of earlier runs, plans and sends new ones, and polls their
/// receipts for at most `wait`.
[[nodiscard]] SweepReport sweep(const ChainJob& job, const SweepKeys& keys,
                                const SweepOptions& options);

} // namespace ctrip::job
