// SPDX-License-Identifier: MIT
#include "job/shared/sweep_receipt.hpp"

namespace ctrip::job {

namespace {

using evm::Amount;
using store::Sweep;
using store::SweepKind;

template <typename Counts>
Amount token_sum(const Sweep& sweep, const rpc::Receipt& receipt, const Counts& counts)
{
    Amount sum;
    for (const evm::Transfer& transfer : receipt.token_transfers) {
        if (transfer.token == sweep.token && transfer.from == sweep.from && counts(transfer)) {
            sum += transfer.amount;
        }
    }
    return sum;
}

/// Wei that left the deposit, by the Sweeper's events.
Amount native_sum(const Sweep& sweep, const rpc::Receipt& receipt)
{
    Amount sum;
    for (const rpc::NativeSweep& event : receipt.native_sweeps) {
        sum += event.from == sweep.from ? event.amount : Amount{};
    }
    return sum;
}

bool is_by_sweeper(const Sweep& sweep)
{
    return sweep.kind == SweepKind::batch || sweep.kind == SweepKind::foreign;
}

} // namespace

SweepOutcome outcome_of(const Sweep& sweep, const rpc::Receipt& receipt)
{
    SweepOutcome outcome{.block = receipt.block_number,
                         .fee = is_paid_by_deposit(sweep.kind) ? receipt.fee() : Amount{},
                         .left = {},
                         .along = {}};
    if (!receipt.succeeded) {
        return outcome;
    }
    if (sweep.token) {
        outcome.left = token_sum(sweep, receipt, [&](const evm::Transfer& transfer) {
            return transfer.to != sweep.from;
        });
        outcome.along = is_by_sweeper(sweep) ? native_sum(sweep, receipt) : Amount{};
    } else {
        outcome.left = is_by_sweeper(sweep) ? native_sum(sweep, receipt) : sweep.amount;
    }
    return outcome;
}

Amount moved_by(const Sweep& sweep, const rpc::Receipt& receipt)
{
    if (!receipt.succeeded) {
        return {};
    }
    if (sweep.token) {
        return token_sum(sweep, receipt,
                         [&](const evm::Transfer& transfer) { return transfer.to == sweep.to; });
    }
    return is_by_sweeper(sweep) ? native_sum(sweep, receipt) : sweep.amount;
}

} // namespace ctrip::job
