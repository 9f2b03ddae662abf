// SPDX-License-Identifier: MIT
// The ledger as it stood at one block: what had arrived on each address by then, and what ctrip
// itself has moved. Read page by page, so that the number of payments does not matter.
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

    struct Arrived
    {
        std::string payment_id;
        std::optional<evm::Address> token; ///< None: the native currency.
        evm::Amount amount;
    };
    /// The sums of the canonical transfers in blocks up to `block`. A top-up is not among them: it
    /// is a sweep's transaction, whether a scan has booked it as well or not.
    [[nodiscard]] std::vector<Arrived> arrived(std::span<const std::string> payment_ids,
                                               evm::BlockNumber block);
    /// The sums of the final transfers.
    [[nodiscard]] std::vector<Arrived> arrived_for_good(std::span<const std::string> payment_ids);
    /// What is booked of one transaction.
    [[nodiscard]] std::vector<payment::Booking> bookings(evm::ChainId chain_id,
                                                         const evm::TxHash& tx_hash);

private:
    [[nodiscard]] std::vector<Arrived> sums_of(std::span<const std::string> payment_ids,
                                               std::string_view condition,
                                               std::vector<Value> values);

    Database& m_database;
};

} // namespace ctrip::store
