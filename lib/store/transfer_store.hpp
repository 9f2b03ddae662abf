// SPDX-License-Identifier: MIT
// Booked transfers: the block of each, its depth, and whether it is orphaned. Call
// StatusWriter::reassess() afterwards to update the payment.
#pragma once

#include "payment/booking.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// A transfer that is not yet final, as `confirm` reads it.
struct NonfinalTransfer
{
    payment::Booking booking;
    std::uint64_t confirmations_required = 1;
};

class TransferStore
{
public:
    explicit TransferStore(Database& database) : m_database(database) {}

    /// Books a transfer, or books it again if its old block was orphaned. False if it was booked
    /// already and is unchanged.
    bool book(const payment::Booking& booking, evm::ChainId chain_id);
    /// True if the transfer is booked in this block, or kept for an archived payment.
    [[nodiscard]] bool has(evm::ChainId chain_id, const evm::Transfer& transfer);
    /// All bookings of a payment, orphaned ones too, ordered by block. Error{unavailable} above
    /// 100,000.
    [[nodiscard]] std::vector<payment::Booking> bookings(std::string_view payment_id);
    /// All bookings of a transaction, orphaned ones too, ordered by log index.
    [[nodiscard]] std::vector<payment::Booking> of_transaction(evm::ChainId chain_id,
                                                               const evm::TxHash& hash);
    /// Orphans every transfer above a block and locks their payments. Returns the payments' ids.
    [[nodiscard]] std::vector<std::string> orphan_above(evm::ChainId chain_id,
                                                        evm::BlockNumber ancestor);

    /// Transfers in block `from` or later that are not final, ordered by block; at most `max`.
    [[nodiscard]] std::vector<NonfinalTransfer> young(evm::ChainId chain_id, evm::BlockNumber from,
                                                      std::size_t max);
    /// Bookings of events in the transfer's block from its sender to its recipient, of its token.
    struct BookedEvents
    {
        std::size_t all = 0;
        std::size_t deeper = 0; ///< Of them, those above Depth::seen.
    };
    [[nodiscard]] BookedEvents events_like(evm::ChainId chain_id, const evm::Transfer& transfer);
    /// All native money that is booked to the transfer's recipient in its block; at most 2^256-1.
    [[nodiscard]] evm::Amount native_sum(evm::ChainId chain_id, const evm::Transfer& transfer);

    /// Does nothing if the transfer is now in another block, or is orphaned.
    void set_depth(evm::ChainId chain_id, const evm::Transfer& transfer, payment::Depth depth);

private:
    Database& m_database;
};

} // namespace ctrip::store
