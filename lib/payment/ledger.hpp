// SPDX-License-Identifier: MIT
// The rules of money: what a payment's facts make of it. Pure: no clock, no I/O.
#pragma once

#include "payment/payment.hpp"

#include <optional>
#include <span>
#include <vector>

namespace ctrip::payment {

/// What a transfer to the payment's address means for it. "In time" is the block's timestamp, the
/// deadline's second included. `late_counts`: the operator's policy takes late money as if it had
/// come in time.
[[nodiscard]] Standing standing_of(const Payment& payment, const evm::Transfer& transfer,
                                   bool late_counts) noexcept;

/// What follows from a payment's facts: itself (deadline, sweeps, decisions) and all its bookings.
struct Assessment
{
    Status status = Status::pending;
    Flags flags;
    evm::Amount received;
    evm::Amount received_late;
    std::optional<evm::BlockNumber> detected_in_block;
};

/// The one function that knows the statuses. The bookings may come in any order. Asking again gives
/// the same.
[[nodiscard]] Assessment assess(const Payment& payment, std::span<const Booking> bookings);

/// One entry of a payment's history: a status that was reached, or an event that changed none.
struct Step
{
    Event event = Event::detected;
    Status from = Status::pending;
    Status to = Status::pending;
    std::string reason;
};

/// Every status passed on the way from the payment's present status to the assessed one, in order,
/// and the events of money that changed no status (payment.partially_paid, payment.late). Empty
/// where nothing is to be told.
[[nodiscard]] std::vector<Step> steps_to(const Payment& payment, const Assessment& assessment);

} // namespace ctrip::payment
