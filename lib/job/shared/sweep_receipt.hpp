// SPDX-License-Identifier: MIT
// What one of ctrip's own transactions did to a deposit address, by its receipt. Pure.
#pragma once

#include "rpc/chain_client.hpp"
#include "store/sweep_store.hpp"

namespace ctrip::job {

struct SweepOutcome
{
    evm::BlockNumber block = 0;
    evm::Amount fee;  ///< Wei that the deposit paid; zero where the sponsor paid.
    evm::Amount left; ///< Base units that left the sender, without the fee; zero if reverted.
    /// Wei that the Sweeper moved along with a token. Once the transaction is final, the ledger has
    /// them as a sweep of their own.
    evm::Amount along;
};

/// For a token, `left` is the sum of its Transfer events from the sender: of a fee-on-transfer
/// token that is more than what arrived.
[[nodiscard]] SweepOutcome outcome_of(const store::Sweep& sweep, const rpc::Receipt& receipt);

/// Base units that arrived at the sweep's recipient, by the events: a token's transfer may move
/// nothing without reverting.
[[nodiscard]] evm::Amount moved_by(const store::Sweep& sweep, const rpc::Receipt& receipt);

} // namespace ctrip::job
