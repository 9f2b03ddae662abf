// SPDX-License-Identifier: MIT
// Expires the payments whose deadline has passed.
#pragma once

#include "config/config.hpp"
#include "job/shared/chain_job.hpp"
#include "job/shared/quorum.hpp"
#include "store/payment_deadlines.hpp"
#include "store/status_writer.hpp"

#include <vector>

namespace ctrip::job {

/// Internal transfers are in no block's transactions: on a chain where they are found by balances,
/// blocks read past a deadline do not prove that nothing arrived.
[[nodiscard]] store::NativeMoney native_money(const config::Chain& chain) noexcept;

/// With a quorum of more than one, only those that it lets expire (expiry_check.hpp). `head`: for
/// the confirmations in messages. Writes database transactions of at most 200 payments each, and
/// returns what happened to the payments. Safe to repeat.
[[nodiscard]] std::vector<payment::Event> expire_overdue(const ChainJob& job, QuorumCheck& quorum,
                                                         store::StatusWriter& statuses,
                                                         evm::BlockNumber head);

} // namespace ctrip::job
