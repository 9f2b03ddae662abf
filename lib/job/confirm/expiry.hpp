// SPDX-License-Identifier: MIT
// How native transfers are found on a chain, which decides when a payment can expire.
#pragma once

#include "config/config.hpp"
#include "job/shared/chain_job.hpp"
#include "store/payment_deadlines.hpp"

namespace ctrip::job {

/// Internal transfers are in no block's transactions: on a chain where they are found by balances,
/// blocks read past a deadline do not prove that nothing arrived.
[[nodiscard]] store::NativeMoney native_money(const config::Chain& chain) noexcept;

/// Up to when the events of the chain's blocks are known. A payment that events pay expires once
/// the blocks up to its deadline were read when they were as deep as the confirmations: scan reads
/// them a second time then. A node is asked for that block's time only where a deadline has passed.
[[nodiscard]] store::EventTimes event_times(const ChainJob& job);

} // namespace ctrip::job
