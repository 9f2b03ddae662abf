// SPDX-License-Identifier: MIT
// Tells the log of final money that left the chain.
#pragma once

#include "job/shared/chain_job.hpp"
#include "store/payment_store.hpp"

namespace ctrip::job {

/// One error for each payment that `payments` has noted since the last call. After the commit of
/// what made it known: an operator is woken by it.
void log_vanished(const ChainJob& job, store::PaymentStore& payments);

} // namespace ctrip::job
