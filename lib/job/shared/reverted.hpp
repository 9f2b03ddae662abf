// SPDX-License-Identifier: MIT
// Tells the log of final money that left the chain.
#pragma once

#include "job/shared/chain_job.hpp"
#include "store/status_writer.hpp"

namespace ctrip::job {

/// One error for each payment of take_reverted(). After the commit that wrote it: a reverted final
/// transfer needs an operator.
void log_reverted(const ChainJob& job, store::StatusWriter& statuses);

} // namespace ctrip::job
