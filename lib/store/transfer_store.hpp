// SPDX-License-Identifier: MIT
// Transfers booked on payments: on which block each lies, how deep, and whether that block left the
// chain. StatusWriter::reassess() writes what follows for the payment.
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

    /// Books a transfer, or books it anew after its old block was orphaned. False where it was
    /// booked already, unchanged.
    bool book(const payment::Booking& booking, evm::ChainId chain_id);
    /// All of a payment, orphaned ones too, by block. Error{unavailable} above 100,000.
    [[nodiscard]] std::vector<payment::Booking> bookings(std::string_view payment_id);
    /// Orphans every transfer above a block, and locks their payments; the payments' ids.
    [[nodiscard]] std::vector<std::string> orphan_above(evm::ChainId chain_id,
                                                        evm::BlockNumber ancestor);

    /// Transfers in block `from` or later that are not final, by block; at most `max`.
    [[nodiscard]] std::vector<NonfinalTransfer> young(evm::ChainId chain_id, evm::BlockNumber from,
                                                      std::size_t max);
    /// Only while the transfer lies in the same block and is not orphaned.
    void set_depth(evm::ChainId chain_id, const evm::Transfer& transfer, payment::Depth depth);

private:
    Database& m_database;
};

} // namespace ctrip::store
