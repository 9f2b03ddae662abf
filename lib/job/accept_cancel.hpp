// SPDX-License-Identifier: MIT
// `accept` and `cancel`: an operator's decisions on a payment.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "config/config.hpp"
#include "payment/payment.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ctrip::job {

inline constexpr std::size_t kReasonBytesMax = 500;

/// Error{usage} for an empty reason; Error{request} for one that is longer than kReasonBytesMax, or
/// is not UTF-8 text without control characters.
void check_reason(std::string_view reason);

struct OperatorDecision
{
    std::string payment_id; ///< In lower case, as it is stored.
    std::string reason;     ///< Checked by check_reason(). The reason of the step in the payment's
                            ///< history.
    std::string actor;      ///< user@host of who decides; stored with the reason.
};

/// What accept_payment() and cancel_payment() need.
struct DecisionDesk
{
    const config::Config& config;
    store::Database& database;
    const base::Clock& clock;
    const base::Log* log = nullptr; ///< Gets a line for each event, with who decided. Null: none.
};

enum class DecisionOutcome : std::uint8_t
{
    done,
    already, ///< The same decision was made before; nothing was changed.
};

struct Decided
{
    payment::Payment payment; ///< After the decision.
    DecisionOutcome outcome = DecisionOutcome::done;
};

/// Accepts an underpaid or late payment as paid. If `payments.late` is reject, only the amount that
/// arrived in time is accepted. A failed payment is reopened. Status, history and webhook are
/// written in one database transaction.
///
/// Error{request} where nothing has arrived that can be accepted, or the payment is covered
/// already; the latter message has its status. Error{not_found} where no payment has this id, or it
/// was archived.
[[nodiscard]] Decided accept_payment(const DecisionDesk& desk, const OperatorDecision& decision);

/// Cancels a payment that is not paid yet. Later transfers are still booked, and need an operator's
/// decision.
///
/// Error{request} where it is paid or settled, or has failed because a final transfer was reverted.
/// Error{not_found} as for accept_payment().
[[nodiscard]] Decided cancel_payment(const DecisionDesk& desk, const OperatorDecision& decision);

} // namespace ctrip::job
