// SPDX-License-Identifier: MIT
// Payments with final money to sweep: those marked by the column sweep_due.
#pragma once

#include "base/clock.hpp"
#include "payment/deposit.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// A deposit that waits is asked about again after this at the latest.
inline constexpr base::UnixSeconds kAskAgainMax_s = 3600;

class SweepQueue
{
public:
    explicit SweepQueue(Database& database) : m_database(database) {}

    /// Marked payments ordered by derivation index, from `first_index` on; at most `max`. Payments
    /// with a plan whose `ask_at_s` is after `now_s` are left out, unless it is further off than
    /// kAskAgainMax_s, as by a clock that was ahead for a while.
    [[nodiscard]] std::vector<payment::Deposit>
    due(evm::ChainId chain_id, std::uint64_t first_index, std::size_t max, base::UnixSeconds now_s);
    /// Any payment, marked or not.
    [[nodiscard]] std::optional<payment::Deposit> find(std::string_view payment_id);
    /// Marks a payment if it is paid or settled and has a final transfer, which may not have been
    /// swept yet. Within a DbTransaction.
    void mark(std::string_view payment_id);
    /// Clears the mark, unless the payment was marked again since `deposit` was read.
    void clear(const payment::Deposit& deposit);
    /// Records that all sweeps of the payment are final.
    void set_swept(std::string_view payment_id);

private:
    Database& m_database;
};

} // namespace ctrip::store
