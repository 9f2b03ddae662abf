// SPDX-License-Identifier: MIT
// Internal transfers: no transaction has them as its value, and no event shows them. They are found
// by the balances of payments' addresses.
#pragma once

#include "job/shared/chain_job.hpp"
#include "job/shared/quorum.hpp"

#include <cstdint>

namespace ctrip::job {

struct BalanceReport
{
    std::uint64_t asked = 0;     ///< Addresses whose balance was checked.
    std::uint64_t transfers = 0; ///< Newly booked.
};

/// Reads the native balances of the addresses of payments in any currency, at most balances_per_run
/// of them, at the cursor's block, and books what the ledger does not have: by its transaction
/// where a node traces blocks and the traces explain it, else as a balance change in its block.
/// Addresses are read in turn, and once their deadline has passed. Does nothing where the chain's
/// internal_transfers is traces or off, and makes no request where no address is due.
///
/// With a quorum of more than one, what was found is booked only where that many nodes show the
/// balances on which it rests; otherwise the payment is looked at again in the next run, and
/// QuorumCheck::finish() throws.
///
/// The caller holds the lock of scan. `head`: for the confirmations in messages. Writes one
/// database transaction; safe to repeat.
[[nodiscard]] BalanceReport check_balances(const ChainJob& job, evm::BlockNumber head,
                                           QuorumCheck& quorum);

} // namespace ctrip::job
