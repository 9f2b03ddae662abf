// SPDX-License-Identifier: MIT
#include "job/scan/known_moves.hpp"

namespace ctrip::job {

bool KnownMoves::has(const evm::Transfer& transfer, const std::string& payment_id)
{
    if (transfer.token || transfer.is_balance_change()) {
        return false;
    }
    auto& blocks = of(payment_id);
    const auto block = blocks.find(transfer.block_hash);
    if (block == blocks.end()) {
        return false;
    }
    Booked& booked = block->second;
    if (booked.keys.contains({transfer.tx_hash, transfer.log_index})) {
        return false;
    }
    auto& other_way = transfer.is_event() ? booked.by_value_or_trace : booked.by_log;
    const auto found = other_way.find({transfer.tx_hash, transfer.amount});
    if (found != other_way.end()) {
        other_way.erase(found);
        return true;
    }
    return booked.by_balance;
}

std::map<evm::BlockHash, KnownMoves::Booked>& KnownMoves::of(const std::string& payment_id)
{
    const auto [place, is_new] = m_payments.try_emplace(payment_id);
    if (!is_new) {
        return place->second;
    }
    for (const payment::Booking& booking : m_transfers.bookings(payment_id)) {
        const evm::Transfer& transfer = booking.transfer;
        if (booking.orphaned || transfer.token) {
            continue;
        }
        Booked& booked = place->second[transfer.block_hash];
        booked.keys.emplace(transfer.tx_hash, transfer.log_index);
        if (transfer.is_balance_change()) {
            booked.by_balance = true;
        } else {
            (transfer.is_event() ? booked.by_log : booked.by_value_or_trace)
                .emplace(transfer.tx_hash, transfer.amount);
        }
    }
    return place->second;
}

} // namespace ctrip::job
