// SPDX-License-Identifier: MIT
// Writes a payment's status as it follows from its facts. A status change, its history and its
// webhook message are written together; the caller's DbTransaction makes them one database
// transaction with what caused them.
#pragma once

#include "base/clock.hpp"
#include "base/uuid.hpp"
#include "payment/booking.hpp"
#include "payment/status.hpp"
#include "store/database.hpp"
#include "store/transfer_store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::payment {
struct Payment;
struct Step;
} // namespace ctrip::payment

namespace ctrip::store {

class StatusWriter
{
public:
    StatusWriter(Database& database, const base::Clock& clock);

    /// Within a Work: locks this payment and its transfers until it ends. Who locks several takes
    /// them in the order of their ids, so that no two wait for each other; and the chain's row
    /// before them.
    void hold(std::string_view payment_id);
    /// The same, and reads the payment.
    [[nodiscard]] std::optional<payment::Payment> find_held(std::string_view payment_id);

    /// Writes an operator's decision (accepted, cancelled, as they are in `payment`), and what
    /// follows from it as reassess() does, the first step with the operator's reason. Within a
    /// DbTransaction, of a payment that was read by find_held() in it. Final money that a reorg
    /// reverted before is forgotten: the operator knew of it.
    void decide(payment::Payment& payment, std::string_view reason);

    /// Recomputes a payment from its facts and writes what follows: status, flags, sums, one
    /// history entry and one webhook message for each step. Within a DbTransaction. The events that
    /// were written, in order. `head`: for the confirmations in the messages.
    std::vector<payment::Event> reassess(std::string_view payment_id,
                                         std::optional<evm::BlockNumber> head);
    /// The same for a payment that was read and locked within the same DbTransaction.
    std::vector<payment::Event> reassess(payment::Payment&& payment,
                                         std::optional<evm::BlockNumber> head);
    /// Returns and clears the ids of payments whose final transfers were reverted since the last
    /// call, for the log. A DbTransaction that is repeated calls it first, and ignores the answer.
    [[nodiscard]] std::vector<std::string> take_reverted();

private:
    /// Writes what follows from the facts where it differs from what is stored, or where an
    /// operator `decided`.
    std::vector<payment::Event> follow(payment::Payment& payment,
                                       std::optional<evm::BlockNumber> head,
                                       std::optional<std::string_view> decided);
    void write_step(payment::Payment& payment, const payment::Step& step,
                    const std::vector<payment::Booking>& bookings,
                    std::optional<evm::BlockNumber> head);
    void update(const payment::Payment& payment);

    Database& m_database;
    const base::Clock& m_clock;
    TransferStore m_transfers;
    base::UuidGenerator m_ids;
    std::vector<std::string> m_reverted;
};

} // namespace ctrip::store
