// SPDX-License-Identifier: MIT
// Computes a payment's status from its facts and writes it. A status change, its history row and
// its webhook message are written in the caller's DbTransaction, together with their cause.
#pragma once

#include "base/clock.hpp"
#include "base/uuid.hpp"
#include "payment/booking.hpp"
#include "payment/status.hpp"
#include "store/database.hpp"
#include "store/transfer_store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::payment {
struct Payment;
struct Step;
} // namespace ctrip::payment

namespace ctrip::store {

/// One event of a payment, once it is committed.
struct StatusChange
{
    std::string payment_id;
    payment::Event event;
    payment::Status from;
    payment::Status to;
    std::string reason;
};
using OnStatusChange = std::function<void(const StatusChange&)>;
/// Of an operator.
struct Decision
{
    std::string_view reason;
    std::string_view actor; ///< user@host; empty: not known.
};

class StatusWriter
{
public:
    /// `on_change` is called for each event after its commit; it must not throw.
    StatusWriter(Database& database, const base::Clock& clock, OnStatusChange on_change = {});

    /// Within a DbTransaction: locks this payment and its transfers until it ends. Lock several in
    /// the order of their ids, after the chain's row, so that two processes can't deadlock.
    void hold(std::string_view payment_id);
    /// The same, and reads the payment.
    [[nodiscard]] std::optional<payment::Payment> find_held(std::string_view payment_id);

    /// Writes an operator's decision (accepted, cancelled, as set in `payment`) and reassesses the
    /// payment; the first step carries the operator's reason and name. Within the DbTransaction in
    /// which find_held() read the payment. Clears the record of final transfers that a reorg
    /// reverted: the operator has seen them.
    void decide(payment::Payment& payment, const Decision& decision);

    /// Computes a payment's assessment from its facts and writes what changed: status, flags, sums,
    /// one history row and one webhook message for each step. Within a DbTransaction. Returns the
    /// events that were written, in order. `head`: for the confirmations in the messages.
    std::vector<payment::Event> reassess(std::string_view payment_id,
                                         std::optional<evm::BlockNumber> head);
    /// The same for a payment that was read and locked within the same DbTransaction.
    std::vector<payment::Event> reassess(payment::Payment&& payment,
                                         std::optional<evm::BlockNumber> head);
    /// Returns and clears the ids of payments whose final transfers were reverted since the last
    /// call, for the log. A DbTransaction that is repeated must call it first and ignore the
    /// result.
    [[nodiscard]] std::vector<std::string> take_reverted();

private:
    /// Writes the assessment if it differs from the stored one, or if an operator `decided`.
    std::vector<payment::Event> follow(payment::Payment& payment,
                                       std::optional<evm::BlockNumber> head,
                                       std::optional<Decision> decided);
    /// `actor`: empty, if no operator decided this step.
    void write_step(payment::Payment& payment, const payment::Step& step, std::string_view actor,
                    const std::vector<payment::Booking>& bookings,
                    std::optional<evm::BlockNumber> head);
    void update(const payment::Payment& payment);

    Database& m_database;
    const base::Clock& m_clock;
    OnStatusChange m_on_change;
    TransferStore m_transfers;
    std::vector<std::string> m_reverted;
};

} // namespace ctrip::store
