// SPDX-License-Identifier: MIT
// The rules of money: what a payment's facts make of it. Pure: no clock, no I/O.
#pragma once

#include "evm/amount.hpp"
#include "payment/booking.hpp"
#include "payment/status.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::payment {

struct Payment;

/// What a transfer to the payment's address means for it. "In time" is the block's timestamp, the
/// deadline's second included. `late_counts`: the operator's policy takes late money as if it had
/// come in time.
[[nodiscard]] Standing standing_of(const Payment& payment, const evm::Transfer& transfer,
                                   bool late_counts) noexcept;

/// Sums of transfers in the right currency.
struct DepthSums
{
    evm::Amount arrived;   ///< On the chain, however deep.
    evm::Amount confirmed; ///< Of these, confirmed or final.
    evm::Amount final;     ///< Of these, final.
    evm::Amount lost;      ///< Was final, and its block left the chain.
};

/// All that a payment's status depends on; not its status before.
struct Facts
{
    evm::Amount amount_min; ///< What is enough, without an operator's word.
    DepthSums in_time;      ///< Of money that counts by itself.
    DepthSums late;         ///< Of money that counts only once an operator has accepted.
    bool deadline_read = false;
    bool swept = false;
    bool cancelled = false;
    bool vanished = false; ///< Remembered: see is_final_reverted().
    std::optional<evm::Amount> accepted;
};

/// What has to arrive. An operator who accepts can lower it, never raise it.
[[nodiscard]] evm::Amount due(const Facts& facts);
/// Late money counts as soon as an operator has accepted.
[[nodiscard]] DepthSums counted(const Facts& facts);
/// Money without which there is less than is due was final and left the chain, and no operator has
/// decided since. To be remembered: a transfer that is mined again forgets how deep it was.
[[nodiscard]] bool is_final_reverted(const Facts& facts);

/// The one function that knows the statuses.
///
/// Settled is the end, and failed is left by an operator alone; money in time never expires, and
/// nothing expires before its deadline was read.
[[nodiscard]] Status status_of(const Facts& facts);

/// The facts that lie in a payment (deadline, sweeps, decisions) and in all its bookings.
[[nodiscard]] Facts facts_of(const Payment& payment, std::span<const Booking> bookings);

/// What follows from a payment's facts.
struct Assessment
{
    Status status = Status::pending;
    Flags flags;
    evm::Amount received;
    evm::Amount received_late;
    std::optional<evm::BlockNumber> detected_in_block;
    bool vanished = false; ///< To be remembered.
};

/// The bookings may come in any order. Asking again gives the same.
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
