// SPDX-License-Identifier: MIT
// What one of ctrip's own transactions did to a deposit address, by its receipt. Pure.
#pragma once

#include "rpc/chain_client.hpp"
#include "store/sweep_store.hpp"

namespace ctrip::job {

struct SweepOutcome
{
    evm::BlockNumber block = 0;
    evm::Amount fee;  ///< Wei that the deposit paid for it: nothing where the sponsor did.
    evm::Amount left; ///< What left its sender besides: zero where it reverted.
    /// Native money that the Sweeper took along with a token. The ledger has it as a sweep of its
    /// own, from when the transaction is final.
    evm::Amount along;
};

/// A token tells by its events what it took from the sender: with a fee on transfers that is more
/// than what arrived.
[[nodiscard]] SweepOutcome outcome_of(const store::Sweep& sweep, const rpc::Receipt& receipt);

/// What arrived where the sweep was to bring it. That a transaction did not revert says nothing of
/// a token.
[[nodiscard]] evm::Amount moved_by(const store::Sweep& sweep, const rpc::Receipt& receipt);

} // namespace ctrip::job
