// SPDX-License-Identifier: MIT
// What the ledger says about blocks that may have left the chain, and what a reorganisation does to
// them beside the orphaning of transfers.
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

/// A block as it was when something in it was booked.
struct BookedBlock
{
    evm::BlockNumber number = 0;
    evm::BlockHash hash;
};

/// Blocks strictly between these two; `below` may be none.
struct BlockSpan
{
    evm::BlockNumber above = 0;
    std::optional<evm::BlockNumber> below;
};

class ReorganisationStore
{
public:
    explicit ReorganisationStore(Database& database) : m_database(database) {}

    /// The blocks of transfers that are booked, or kept for archived payments; the lowest first, at
    /// most `max`.
    [[nodiscard]] std::vector<BookedBlock> booked_blocks(evm::ChainId chain_id,
                                                         const BlockSpan& span, std::size_t max);
    /// The newest block up to `last` that a booked transfer lies in.
    [[nodiscard]] std::optional<BookedBlock> newest_booked_block(evm::ChainId chain_id,
                                                                 evm::BlockNumber last);
    /// Transfers in this block or later that count as final, by block; at most `max`.
    [[nodiscard]] std::vector<payment::Booking> final_from(evm::ChainId chain_id,
                                                           evm::BlockNumber first, std::size_t max);
    /// The chain was taken back to a block of this time: no balance was asked for above it.
    void forget_asked_above(evm::ChainId chain_id, evm::BlockNumber block,
                            base::UnixSeconds time_s);

    /// The transfers of these payments that are on the chain and not final.
    [[nodiscard]] std::vector<payment::Booking>
    nonfinal_transfers_of(std::span<const std::string> payment_ids);

    /// A transaction lies in one block alone: orphans what is booked of these transfers'
    /// transactions from another block than theirs. The ids of the payments that lost by it.
    [[nodiscard]] std::vector<std::string>
    orphan_elsewhere(evm::ChainId chain_id, std::span<const evm::Transfer> transfers);

private:
    Database& m_database;
};

} // namespace ctrip::store
