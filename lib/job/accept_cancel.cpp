// SPDX-License-Identifier: MIT
#include "job/accept_cancel.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "job/shared/status_log.hpp"
#include "payment/ledger.hpp"
#include "store/archive/archive_index.hpp"
#include "store/status_writer.hpp"
#include "store/sweep_queue.hpp"
#include "store/transfer_store.hpp"

#include <fmt/format.h>

namespace ctrip::job {

namespace {

using payment::Payment;
using payment::Status;

[[noreturn]] void refuse(const Payment& payment, const std::string& why)
{
    throw Error{ErrorKind::request, fmt::format("payment '{}': {}", payment.id, why)};
}

std::string money(const evm::Amount& amount, const Payment& payment)
{
    return fmt::format("{} {}", evm::format_units(amount, payment.decimals), payment.symbol);
}

bool has_enough(Status status)
{
    return status == Status::detected || status == Status::confirmed || status == Status::paid ||
           status == Status::settled;
}

/// The amount that an operator can accept, in base units. Error{request} where it is zero.
evm::Amount acceptable(const Payment& payment, const payment::Facts& facts,
                       config::LatePolicy policy)
{
    if (policy != config::LatePolicy::reject) {
        if (payment.received.is_zero()) {
            refuse(payment, fmt::format("nothing has arrived in {}; there is nothing to accept",
                                        payment.symbol));
        }
        return payment.received;
    }
    const evm::Amount& in_time = facts.in_time.arrived;
    if (in_time.is_zero() && !facts.late.arrived.is_zero()) {
        refuse(payment, fmt::format("{} came after the deadline, and payments.late is 'reject'; "
                                    "set it to 'review' to accept late money",
                                    money(facts.late.arrived, payment)));
    }
    if (in_time.is_zero()) {
        refuse(payment, fmt::format("nothing has arrived in {}; there is nothing to accept",
                                    payment.symbol));
    }
    return in_time;
}

/// Locks the payment's row, applies `change` to the payment and writes the new status, in one
/// DbTransaction. `change` returns false where the same decision was made before; then nothing is
/// written.
template <typename Change>
Decided decide(const DecisionDesk& desk, const OperatorDecision& decision, Change change)
{
    return store::retry_conflicts([&] {
        store::StatusWriter statuses{desk.database, desk.clock,
                                     desk.log == nullptr
                                         ? store::OnStatusChange{}
                                         : log_changes(*desk.log, {}, decision.actor)};
        store::DbTransaction transaction{desk.database};
        std::optional<Payment> payment = statuses.find_held(decision.payment_id);
        if (!payment) {
            store::ArchiveIndex{desk.database}.throw_no_payment(decision.payment_id);
        }
        if (!change(*payment)) {
            return Decided{std::move(*payment), DecisionOutcome::already};
        }
        statuses.decide(*payment, {.reason = decision.reason, .actor = decision.actor});
        // `confirm` does not read final transfers again, so it would not mark them for the sweep.
        store::SweepQueue{desk.database}.mark(payment->id);
        transaction.commit();
        return Decided{std::move(*payment), DecisionOutcome::done};
    });
}

} // namespace

void check_reason(std::string_view reason)
{
    if (base::trim(reason).empty()) {
        throw Error{ErrorKind::usage, "--reason is empty; say why, for those who read the history"};
    }
    if (reason.size() > kReasonBytesMax) {
        throw Error{ErrorKind::request, fmt::format("--reason has {} bytes; at most {} are kept",
                                                    reason.size(), kReasonBytesMax)};
    }
    if (!base::is_printable_utf8(reason)) {
        throw Error{ErrorKind::request,
                    "--reason must be UTF-8 text in one line, without control characters"};
    }
}

Decided accept_payment(const DecisionDesk& desk, const OperatorDecision& decision)
{
    const config::LatePolicy policy = desk.config.payments.late;
    return decide(desk, decision, [&](Payment& payment) {
        if (has_enough(payment.status)) {
            if (payment.accepted) {
                return false;
            }
            refuse(payment, fmt::format("is {}: the amount due has arrived already",
                                        payment::to_string(payment.status)));
        }
        const auto bookings = store::TransferStore{desk.database}.bookings(payment.id);
        const payment::Facts facts = payment::facts_of(payment, bookings);
        payment.accepted = acceptable(payment, facts, policy);
        payment.cancelled = false;
        return true;
    });
}

Decided cancel_payment(const DecisionDesk& desk, const OperatorDecision& decision)
{
    return decide(desk, decision, [](Payment& payment) {
        switch (payment.status) {
        case Status::pending:
        case Status::detected:
        case Status::confirmed:
        case Status::expired:
            payment.cancelled = true;
            return true;
        case Status::failed:
            if (payment.cancelled) {
                return false;
            }
            refuse(payment, "has failed already: a transfer was reverted after it was final");
        case Status::paid:
        case Status::settled:
            refuse(payment,
                   fmt::format("is {}; only a payment that is not paid yet can be cancelled",
                               payment::to_string(payment.status)));
        }
        return false;
    });
}

} // namespace ctrip::job
