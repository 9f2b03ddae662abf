// SPDX-License-Identifier: MIT
// Deadlines of payments: which have passed, and whether the chain was read past them.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// How native money on a chain is found.
enum class NativeMoney : std::uint8_t
{
    in_blocks, ///< As a transaction's value, or by tracing each block.
    asked_for, ///< Also by the balances of the addresses that wait for it.
};

class PaymentDeadlines
{
public:
    explicit PaymentDeadlines(Database& database) : m_database(database) {}

    /// The ids of pending payments whose deadline lies before chain time `time_s`; at most `max`.
    /// Where native money is asked for, not those whose balance was not yet asked for after their
    /// deadline.
    [[nodiscard]] std::vector<std::string> overdue(evm::ChainId chain_id, base::UnixSeconds time_s,
                                                   std::size_t max,
                                                   NativeMoney native = NativeMoney::in_blocks);
    /// The chain was read past this payment's deadline.
    void set_read(std::string_view payment_id);
    /// After a reorg down to a block of this time: a later deadline must be read again, so that
    /// money in time may still come back. Expired payments stay expired.
    void forget_read(std::string_view payment_id, base::UnixSeconds ancestor_time_s);

private:
    Database& m_database;
};

} // namespace ctrip::store
