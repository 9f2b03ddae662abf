// SPDX-License-Identifier: MIT
// Deadlines of payments: which have passed, and whether the cursor is past them.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// How transfers of native currency are found on a chain.
enum class NativeMoney : std::uint8_t
{
    in_blocks, ///< By a transaction's value, or by tracing each block.
    asked_for, ///< Also by reading the balances of watched addresses.
};

class PaymentDeadlines
{
public:
    explicit PaymentDeadlines(Database& database) : m_database(database) {}

    /// The ids of pending payments whose deadline is before chain time `time_s`; at most `max`.
    /// With NativeMoney::asked_for, a payment whose balance was not read since its deadline is left
    /// out.
    [[nodiscard]] std::vector<std::string> overdue(evm::ChainId chain_id, base::UnixSeconds time_s,
                                                   std::size_t max,
                                                   NativeMoney native = NativeMoney::in_blocks);
    /// Records that the cursor is past this payment's deadline.
    void set_read(std::string_view payment_id);
    /// After a reorg whose common ancestor has this time: undoes set_read() for a later deadline,
    /// so that a transfer that was in time can be booked again. Expired payments stay expired.
    void forget_read(std::string_view payment_id, base::UnixSeconds ancestor_time_s);

private:
    Database& m_database;
};

} // namespace ctrip::store
