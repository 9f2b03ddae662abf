// SPDX-License-Identifier: MIT
#include "job/scan/balance_ledger.hpp"

#include <set>

namespace ctrip::job {

bool is_native(const payment::Booking& booking)
{
    return !booking.orphaned && !booking.transfer.token;
}

AddressLedger ledger_of(const BalanceHit& hit, std::span<const store::Sweep> sweeps)
{
    AddressLedger ledger;
    ledger.credit(0, hit.base_line);
    std::set<evm::TxHash> booked;
    for (const payment::Booking& booking : hit.bookings) {
        if (is_native(booking)) {
            ledger.credit(booking.transfer.block_number, booking.transfer.amount);
            booked.insert(booking.transfer.tx_hash);
        }
    }
    for (const store::Sweep& sweep : sweeps) {
        if (!sweep.block_number) {
            continue;
        }
        const bool moved = sweep.state != store::SweepState::failed;
        if (sweep.kind == store::SweepKind::topup) {
            // A scan may have booked it as well.
            if (moved && !booked.contains(sweep.tx_hash)) {
                ledger.credit(*sweep.block_number, sweep.amount);
            }
            continue;
        }
        const bool is_own = store::is_paid_by_deposit(sweep.kind);
        ledger.debit(*sweep.block_number,
                     is_own ? sweep.fee.value_or(evm::Amount{}) : evm::Amount{});
        if (moved && !sweep.token) {
            ledger.debit(*sweep.block_number, sweep.amount);
        }
    }
    return ledger;
}

} // namespace ctrip::job
