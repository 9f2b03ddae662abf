// SPDX-License-Identifier: MIT
#include "job/sweep_receipt.hpp"

namespace ctrip::job {

SweepOutcome outcome_of(const store::Sweep& sweep, const rpc::Receipt& receipt)
{
    SweepOutcome outcome{.block = receipt.block_number,
                         .fee = evm::Amount{receipt.gas_used} * receipt.effective_gas_price,
                         .left = {}};
    if (!receipt.succeeded) {
        return outcome;
    }
    if (sweep.kind != store::SweepKind::token) {
        outcome.left = sweep.amount;
        return outcome;
    }
    for (const evm::Transfer& transfer : receipt.token_transfers) {
        if (transfer.token == sweep.token && transfer.from == sweep.from &&
            transfer.to != sweep.from) {
            outcome.left += transfer.amount;
        }
    }
    return outcome;
}

} // namespace ctrip::job
