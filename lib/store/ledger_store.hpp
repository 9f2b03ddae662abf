// SPDX-License-Identifier: MIT
// The ledger at one block: the credits of each payment up to it. Read in pages, so that memory does
// not grow with the number of payments.
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

class LedgerStore
{
public:
    explicit LedgerStore(Database& database) : m_database(database) {}

    struct Inflow
    {
        std::string payment_id;
        std::optional<evm::Address> token; ///< None: the native currency.
        evm::Amount amount;
    };
    /// The sums of the transfers on the chain (not orphaned) in blocks up to `block`. Top-ups are
    /// not counted, also if a scan booked them: they are transactions of a sweep.
    [[nodiscard]] std::vector<Inflow> inflows(std::span<const std::string> payment_ids,
                                              evm::BlockNumber block);
    /// The sums of the final transfers.
    [[nodiscard]] std::vector<Inflow> final_inflows(std::span<const std::string> payment_ids);
    /// The bookings of one transaction.
    [[nodiscard]] std::vector<payment::Booking> bookings(evm::ChainId chain_id,
                                                         const evm::TxHash& tx_hash);

private:
    [[nodiscard]] std::vector<Inflow> sums_of(std::span<const std::string> payment_ids,
                                              std::string_view condition,
                                              std::vector<Value> values);

    Database& m_database;
};

} // namespace ctrip::store
