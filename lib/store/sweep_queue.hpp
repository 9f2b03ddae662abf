// SPDX-License-Identifier: MIT
// Payments with final money to sweep: those marked by the column sweep_due.
#pragma once

#include "base/clock.hpp"
#include "payment/deposit.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// A deposit that waits is asked about again after this at the latest.
inline constexpr base::UnixSeconds kAskAgainMax_s = 3600;

struct DueDeposit : payment::Deposit
{
    bool is_paid = false; ///< Its payment is paid or settled: what was paid is swept as well.
};

class SweepQueue
{
public:
    explicit SweepQueue(Database& database) : m_database(database) {}

    /// Marked payments that are paid, settled, or hold another currency, ordered by derivation
    /// index, from `first_index` on; at most `max`. Payments whose plans all have an `ask_at_s`
    /// after `now_s` are left out; one that is further off than kAskAgainMax_s, as by a clock that
    /// was ahead for a while, does not count.
    [[nodiscard]] std::vector<DueDeposit> due(evm::ChainId chain_id, std::uint64_t first_index,
                                              std::size_t max, base::UnixSeconds now_s);
    /// Payments with final gas money, by id from the one after `after` on; at most `max`. Cost:
    /// that of the rows of gas money.
    [[nodiscard]] std::vector<std::string> topped_up(evm::ChainId chain_id, std::string_view after,
                                                     std::size_t max);
    /// Those of these payments that need no gas money now, in no order: they are closed, not
    /// marked, and have no transfer that is not final. A native payment that was not paid is left
    /// out: what came for it lies with the gas money.
    [[nodiscard]] std::vector<payment::Deposit>
    without_need(std::span<const std::string> payment_ids);
    /// Any payment, marked or not.
    [[nodiscard]] std::optional<payment::Deposit> find(std::string_view payment_id);
    [[nodiscard]] std::optional<payment::Deposit> find(evm::ChainId chain_id,
                                                       const evm::Address& address);
    /// Marks a payment with a final transfer that may not have been swept yet: any of a payment
    /// that is paid or settled, and one in another currency of every payment. Within a
    /// DbTransaction.
    void mark(std::string_view payment_id);
    /// Clears the mark, unless the payment was marked again since `deposit` was read.
    void clear(const payment::Deposit& deposit);
    /// Records that all sweeps of the payment are final, where `token` is its currency.
    void set_swept(std::string_view payment_id, const std::optional<evm::Address>& token);

private:
    Database& m_database;
};

} // namespace ctrip::store
