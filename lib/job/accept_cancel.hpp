// SPDX-License-Identifier: MIT
// `accept` and `cancel`: what an operator decides on a payment.
#pragma once

#include "base/clock.hpp"
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
    std::string reason;     ///< Checked. Becomes the reason of the step that it causes.
};

/// Where an operator's decision is made.
struct DecisionDesk
{
    const config::Config& config;
    store::Database& database;
    const base::Clock& clock;
};

enum class DecisionOutcome : std::uint8_t
{
    done,
    already, ///< It had been decided so before; nothing was changed.
};

struct Decided
{
    payment::Payment payment; ///< As it is now.
    DecisionOutcome outcome = DecisionOutcome::done;
};

/// Makes what has arrived enough: too little, or too late. Where the policy is to reject late
/// money, only what came in time is taken. A payment that has failed is taken up again. Status,
/// history and webhook are one database transaction.
///
/// Error{request} where there is nothing to take, or the payment has enough without; the payment is
/// named with its status. Error{not_found} where there is no such payment, or it was archived.
[[nodiscard]] Decided accept_payment(const DecisionDesk& desk, const OperatorDecision& decision);

/// Gives a payment up before it is paid. Money that still comes is booked, and waits for an
/// operator.
///
/// Error{request} where it is paid or settled, or has failed by itself. Error{not_found} as above.
[[nodiscard]] Decided cancel_payment(const DecisionDesk& desk, const OperatorDecision& decision);

} // namespace ctrip::job
