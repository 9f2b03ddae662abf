// SPDX-License-Identifier: MIT
// Ledger queries and updates for reorgs: the blocks that bookings lie in, and the changes beside
// the orphaning of transfers.
#pragma once

#include "base/clock.hpp"
#include "payment/booking.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::store {

/// The block of a booked transfer, with the hash it had when the transfer was booked.
struct BookedBlock
{
    evm::BlockNumber number = 0;
    evm::BlockHash hash;
};

/// Blocks strictly between these two; no `below`: no upper bound.
struct BlockSpan
{
    evm::BlockNumber above = 0;
    std::optional<evm::BlockNumber> below;
};

class ReorganisationStore
{
public:
    explicit ReorganisationStore(Database& database) : m_database(database) {}

    /// The blocks of transfers that are booked, or kept for archived payments; lowest first, at
    /// most `max`.
    [[nodiscard]] std::vector<BookedBlock> booked_blocks(evm::ChainId chain_id,
                                                         const BlockSpan& span, std::size_t max);
    /// The newest block up to `last` with a booked transfer.
    [[nodiscard]] std::optional<BookedBlock> newest_booked_block(evm::ChainId chain_id,
                                                                 evm::BlockNumber last);
    /// Final transfers in block `first` or later, ordered by block; at most `max`.
    [[nodiscard]] std::vector<payment::Booking> final_from(evm::ChainId chain_id,
                                                           evm::BlockNumber first, std::size_t max);
    /// Whether a confirmed or final transfer is booked in block `first` or later.
    [[nodiscard]] bool has_confirmed_from(evm::ChainId chain_id, evm::BlockNumber first);
    /// After a reorg to this common ancestor: undoes the record of balances that were read above
    /// it, and of the base lines of these payments.
    void forget_asked_above(evm::ChainId chain_id, evm::BlockNumber block,
                            base::UnixSeconds time_s);
    /// Payments that were made while the cursor was above `block`: what is mined above it again may
    /// be theirs. `mined_at_s`: when that block was mined, or earlier, by this host's clock.
    void lower_created_above(evm::ChainId chain_id, evm::BlockNumber block,
                             base::UnixSeconds mined_at_s);

    /// The transfers of these payments that are neither orphaned nor final.
    [[nodiscard]] std::vector<payment::Booking>
    nonfinal_transfers_of(std::span<const std::string> payment_ids);

    /// Orphans bookings of these transfers, where they still are in the same block, and locks their
    /// payments. Returns the payments' ids, sorted.
    [[nodiscard]] std::vector<std::string> orphan(evm::ChainId chain_id,
                                                  std::span<const evm::Transfer> transfers);

    /// A transaction is in one block only: orphans bookings of these transfers' transactions that
    /// have another block than theirs. Returns the ids of the payments whose bookings were
    /// orphaned.
    [[nodiscard]] std::vector<std::string>
    orphan_elsewhere(evm::ChainId chain_id, std::span<const evm::Transfer> transfers);

private:
    Database& m_database;
};

} // namespace ctrip::store
