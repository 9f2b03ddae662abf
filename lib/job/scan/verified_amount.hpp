// SPDX-License-Identifier: MIT
// Fee-on-transfer tokens (verify_balance): the change of the recipient's balance counts, not the
// amount of the event.
#pragma once

#include "evm/amount.hpp"
#include "job/shared/chain_job.hpp"

namespace ctrip::job {

/// What one block did to a recipient's balance of a token.
struct BalanceMove
{
    evm::Amount before;
    evm::Amount after;
    evm::Amount sent; ///< By the recipient, in that block.
};

/// The part of `told`, the sum of the events' amounts, that the recipient was credited with: at
/// most the increase of its balance plus what it sent.
[[nodiscard]] evm::Amount arrived_of(const evm::Amount& told, const BalanceMove& move);

/// Returns the range, with the transfers of verify_balance tokens reduced to what arrived: for each
/// recipient and block, the balance's change plus what the recipient sent in that block. The last
/// transfers of a block are reduced first; one that is reduced to zero is removed.
///
/// Where no node has the state of that block any more, at most the current balance less what was
/// booked before counts, and a warning is logged.
[[nodiscard]] rpc::BlockRange with_verified_balances(const ChainJob& job,
                                                     const rpc::BlockRange& range);

} // namespace ctrip::job
