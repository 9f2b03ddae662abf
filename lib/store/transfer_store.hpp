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
    /// All bookings of a payment, orphaned ones too, ordered by block. Error{unavailable} above
    /// 100,000.
    [[nodiscard]] std::vector<payment::Booking> bookings(std::string_view payment_id);
    /// Orphans every transfer above a block and locks their payments. Returns the payments' ids.
    [[nodiscard]] std::vector<std::string> orphan_above(evm::ChainId chain_id,
                                                        evm::BlockNumber ancestor);

    /// Transfers in block `from` or later that are not final, ordered by block; at most `max`.
    [[nodiscard]] std::vector<NonfinalTransfer> young(evm::ChainId chain_id, evm::BlockNumber from,
                                                      std::size_t max);
    /// Does nothing if the transfer is now in another block, or is orphaned.
    void set_depth(evm::ChainId chain_id, const evm::Transfer& transfer, payment::Depth depth);

private:
    Database& m_database;
};

} // namespace ctrip::store
