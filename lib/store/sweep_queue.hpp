// SPDX-License-Identifier: MIT
// Payments with final money to be swept.
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

class SweepQueue
{
public:
    explicit SweepQueue(Database& database) : m_database(database) {}

    /// Marked payments by derivation index, from `first_index` on; at most `max`. Not those whose
    /// plan is to be looked at after `now_s` only.
    [[nodiscard]] std::vector<payment::Deposit>
    due(evm::ChainId chain_id, std::uint64_t first_index, std::size_t max, base::UnixSeconds now_s);
    /// Any payment, marked or not.
    [[nodiscard]] std::optional<payment::Deposit> find(std::string_view payment_id);
    /// Marks a payment that is paid or settled and has a final transfer, which no sweep may have
    /// seen yet. Within a DbTransaction.
    void mark(std::string_view payment_id);
    /// Nothing of the payment is left to be swept: unless it was marked again since it was read.
    void clear(const payment::Deposit& deposit);
    /// All sweeps of the payment are final.
    void set_swept(std::string_view payment_id);

private:
    Database& m_database;
};

} // namespace ctrip::store
