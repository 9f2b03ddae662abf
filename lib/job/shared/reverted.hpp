// SPDX-License-Identifier: MIT
// Logs final transfers that a reorg reverted.
#pragma once

#include "job/shared/chain_job.hpp"
#include "store/status_writer.hpp"

namespace ctrip::job {

/// Logs one error for each payment of take_reverted(): a reverted final transfer needs an operator.
/// To be called after the commit that reverted it.
void log_reverted(const ChainJob& job, store::StatusWriter& statuses);

} // namespace ctrip::job
