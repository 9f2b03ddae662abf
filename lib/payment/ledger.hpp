// SPDX-License-Identifier: MIT
// The rules of money: computes a payment's status, flags and sums from its facts. Pure: no clock,
// no I/O.
#pragma once

#include "base/clock.hpp"
#include "evm/amount.hpp"
#include "payment/booking.hpp"
#include "payment/status.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::payment {

struct Payment;

/// The clocks of payers, of this host and of the chain may differ by this much.
inline constexpr base::UnixSeconds kClockSkew_s = base::UnixSeconds{2} * 3600;

/// Whether a block is from before the payment was made: its address was not known to anybody then.
[[nodiscard]] bool is_before(const Payment& payment, evm::BlockNumber block,
                             base::UnixSeconds block_time_s) noexcept;

struct StandingRules
{
    /// By the configured policy, late transfers count as if they were in time.
    bool late_counts = false;
    /// It came from an address or a transaction of ctrip's own.
    bool is_own = false;
    /// The payment was made with other decimals than its token's contract has, so that the shop
    /// meant another amount.
    bool is_other_unit = false;
};

/// The standing of a transfer to the payment's address. A transfer is in time if its block's
/// timestamp is at or before the deadline.
[[nodiscard]] Standing standing_of(const Payment& payment, const evm::Transfer& transfer,
                                   const StandingRules& rules) noexcept;

/// Sums of transfers in the right currency.
struct DepthSums
{
    evm::Amount arrived;   ///< On the chain, at any depth.
    evm::Amount confirmed; ///< The part of `arrived` that is confirmed or final.
    evm::Amount final;     ///< The part of `arrived` that is final.
    evm::Amount lost;      ///< Was final, and is orphaned.
};

/// The inputs of a payment's status. Its previous status is not one of them.
struct Facts
{
    evm::Amount amount_min; ///< The due, unless an operator accepted less.
    DepthSums in_time;      ///< Sums of transfers that count.
    DepthSums late;         ///< Sums of late transfers: count only after an operator accepted.
    bool deadline_read = false;
    bool swept = false;
    bool cancelled = false;
    bool vanished = false; ///< Stored: see is_final_reverted().
    std::optional<evm::Amount> accepted;
};

/// The amount that has to arrive. An operator's decision can lower it, never raise it.
[[nodiscard]] evm::Amount due(const Facts& facts);
/// The sums of transfers that count: those in time, and late ones if an operator accepted.
[[nodiscard]] DepthSums counted(const Facts& facts);
/// Whether a reorg orphaned final transfers without which the due is not covered, and no operator
/// has decided since. Has to be stored: a transfer that is mined again loses its depth.
[[nodiscard]] bool is_final_reverted(const Facts& facts);

/// The status function. No other code decides a status.
///
/// No status follows settled, and only an operator's decision ends failed. A payment that is
/// covered in time never expires, and none expires before the scan has read past its deadline.
[[nodiscard]] Status status_of(const Facts& facts);

/// Collects the facts from a payment (deadline, sweeps, decisions) and all its bookings.
[[nodiscard]] Facts facts_of(const Payment& payment, std::span<const Booking> bookings);

/// The outputs of the status function.
struct Assessment
{
    Status status = Status::pending;
    Flags flags;
    evm::Amount received;
    evm::Amount received_late;
    std::optional<evm::BlockNumber> detected_in_block;
    bool vanished = false; ///< To be stored: see is_final_reverted().
    std::uint64_t other_transfers = 0;
};

/// The bookings may be in any order. The same input always gives the same result.
[[nodiscard]] Assessment assess(const Payment& payment, std::span<const Booking> bookings);

/// One row of a payment's history: a status that is passed, or an event without a status change.
struct Step
{
    Event event = Event::detected;
    Status from = Status::pending;
    Status to = Status::pending;
    std::string reason;
};

/// Every status passed from the payment's current status to the assessed one, in order, and events
/// of transfers that changed no status (payment.partially_paid, payment.late, payment.wrong_token,
/// payment.received_after_end). Empty if there are none.
[[nodiscard]] std::vector<Step> steps_to(const Payment& payment, const Assessment& assessment);

} // namespace ctrip::payment
