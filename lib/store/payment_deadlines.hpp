// SPDX-License-Identifier: MIT
// Deadlines of payments: which have passed, and whether the cursor is past them.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// Up to when the events of a chain's blocks are known, in chain time.
struct EventTimes
{
    /// Time of the newest block whose events were read when it was as deep as the chain's
    /// confirmations.
    base::UnixSeconds deep_s = 0;
    /// Events pay native payments too (native.same_as, native_logs), so that all this is for them
    /// as well.
    bool pay_native = false;
};

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
    /// out; with `events`, also a payment in a token whose deadline is not before their `deep_s`,
    /// and one that doubted blocks may have paid in time.
    [[nodiscard]] std::vector<std::string>
    overdue(evm::ChainId chain_id, base::UnixSeconds time_s, std::size_t max,
            NativeMoney native = NativeMoney::in_blocks,
            const std::optional<EventTimes>& events = std::nullopt);
    /// Records that the cursor is past this payment's deadline.
    void set_read(std::string_view payment_id);
    /// After a reorg whose common ancestor has this time: undoes set_read() for a later deadline,
    /// so that a transfer that was in time can be booked again. Expired payments stay expired.
    void forget_read(std::string_view payment_id, base::UnixSeconds ancestor_time_s);

private:
    Database& m_database;
};

} // namespace ctrip::store
