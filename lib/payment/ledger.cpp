// SPDX-License-Identifier: MIT
#include "payment/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>

namespace ctrip::payment {

namespace {

/// The sums that decide, over one payment's bookings.
struct Sums
{
    evm::Amount received;       ///< Right currency, on the chain.
    evm::Amount counted;        ///< Of these, in time.
    evm::Amount confirmed;      ///< Of the counted, confirmed or final.
    evm::Amount final;          ///< Of the counted, final.
    evm::Amount vanished_final; ///< Was counted and final, and left the chain.
    std::size_t transfers = 0;
    evm::Amount late; ///< Of the received, in blocks after the deadline.
    bool wrong_token = false;
    bool orphaned = false;
    std::map<evm::BlockNumber, evm::Amount> counted_by_block;
};

void add_counted(Sums& sums, const Booking& booking)
{
    const evm::Amount& amount = booking.transfer.amount;
    sums.counted += amount;
    sums.counted_by_block[booking.transfer.block_number] += amount;
    if (booking.depth != Depth::seen) {
        sums.confirmed += amount;
    }
    if (booking.depth == Depth::final) {
        sums.final += amount;
    }
}

void add(Sums& sums, const Payment& payment, const Booking& booking)
{
    if (booking.orphaned) {
        sums.orphaned = true;
        if (booking.depth == Depth::final && booking.standing == Standing::counts) {
            sums.vanished_final += booking.transfer.amount;
        }
        return;
    }
    if (booking.standing == Standing::wrong_token) {
        sums.wrong_token = true;
        return;
    }
    ++sums.transfers;
    sums.received += booking.transfer.amount;
    // By time and not by standing, so that money which a policy lets count is flagged all the same.
    if (booking.transfer.block_time_s > payment.expires_at_s) {
        sums.late += booking.transfer.amount;
    }
    if (booking.standing == Standing::counts) {
        add_counted(sums, booking);
    }
}

Status status_of(const Payment& payment, const Sums& sums)
{
    // Settled is the end, and failed is left by an operator alone.
    if (payment.status == Status::settled || payment.status == Status::failed) {
        return payment.status;
    }
    const evm::Amount& due = payment.amount_min;
    if (sums.counted < due) {
        if (sums.counted + sums.vanished_final >= due && !sums.vanished_final.is_zero()) {
            return Status::failed;
        }
        return payment.deadline_read ? Status::expired : Status::pending;
    }
    if (sums.final >= due) {
        return payment.swept ? Status::settled : Status::paid;
    }
    return sums.confirmed >= due ? Status::confirmed : Status::detected;
}

std::optional<evm::BlockNumber> covering_block(const Payment& payment, const Sums& sums)
{
    evm::Amount sum;
    for (const auto& [block, amount] : sums.counted_by_block) {
        sum += amount;
        if (sum >= payment.amount_min) {
            return block;
        }
    }
    return std::nullopt;
}

/// The road from asked to settled; expired and failed lie beside it.
constexpr std::array kRoad{Status::pending, Status::detected, Status::confirmed, Status::paid,
                           Status::settled};
constexpr std::array kRoadEvents{Event::reverted, Event::detected, Event::confirmed, Event::paid,
                                 Event::settled};

std::optional<std::size_t> road_position(Status status)
{
    const auto* const found = std::find(kRoad.begin(), kRoad.end(), status);
    return found == kRoad.end() ? std::nullopt
                                : std::optional{static_cast<std::size_t>(found - kRoad.begin())};
}

std::string reason_of(Status to, const Payment& payment, const Assessment& assessment)
{
    switch (to) {
    case Status::pending:
        return "a reorganisation of the chain took money away";
    case Status::detected:
        return fmt::format("{} of {} {} arrived",
                           evm::format_units(assessment.received, payment.decimals),
                           evm::format_units(payment.amount, payment.decimals), payment.symbol);
    case Status::confirmed:
        return fmt::format("{} blocks deep", payment.confirmations_required);
    case Status::paid:
        return "final on the chain";
    case Status::settled:
        return "the money is in the treasury";
    case Status::expired:
        return "the deadline passed without enough";
    case Status::failed:
        return "money that had been final vanished from the chain";
    }
    return {};
}

void walk_road(std::vector<Step>& steps, Status from, Status to, const Payment& payment,
               const Assessment& assessment)
{
    const std::size_t first = road_position(from).value_or(0);
    const std::size_t last = *road_position(to);
    Status at = from;
    for (std::size_t i = first + 1; i <= last; ++i) {
        steps.push_back({kRoadEvents[i], at, kRoad[i], reason_of(kRoad[i], payment, assessment)});
        at = kRoad[i];
    }
    if (last < first) {
        steps.push_back(
            {Event::reverted, from, to, reason_of(Status::pending, payment, assessment)});
    }
}

/// Money that came without moving the status.
void add_money_event(std::vector<Step>& steps, const Payment& payment, const Assessment& assessment)
{
    const Status status = assessment.status;
    const std::string reason =
        fmt::format("{} of {} {} so far", evm::format_units(assessment.received, payment.decimals),
                    evm::format_units(payment.amount, payment.decimals), payment.symbol);
    if (assessment.received_late > payment.received_late) {
        steps.push_back({Event::late, status, status, reason});
    } else if (status == Status::pending && assessment.received > payment.received) {
        steps.push_back({Event::partially_paid, status, status, reason});
    }
}

} // namespace

Standing standing_of(const Payment& payment, const evm::Transfer& transfer,
                     bool late_counts) noexcept
{
    if (transfer.token != payment.token) {
        return Standing::wrong_token;
    }
    const bool in_time = transfer.block_time_s <= payment.expires_at_s;
    return in_time || late_counts ? Standing::counts : Standing::late;
}

Assessment assess(const Payment& payment, std::span<const Booking> bookings)
{
    Sums sums;
    for (const Booking& booking : bookings) {
        add(sums, payment, booking);
    }
    Flags flags;
    flags.set(Flag::underpaid, !sums.received.is_zero() && sums.counted < payment.amount_min);
    flags.set(Flag::overpaid, sums.received > payment.amount);
    flags.set(Flag::late, !sums.late.is_zero());
    flags.set(Flag::multiple, sums.transfers > 1);
    // Kept: a transfer that is mined again is booked again, and nothing but the flag remembers that
    // it was gone.
    flags.set(Flag::reorged, sums.orphaned || payment.flags.has(Flag::reorged));
    flags.set(Flag::wrong_token, sums.wrong_token);
    flags.set(Flag::manual, payment.flags.has(Flag::manual));
    return {.status = status_of(payment, sums),
            .flags = flags,
            .received = sums.received,
            .received_late = sums.late,
            .detected_in_block = covering_block(payment, sums)};
}

std::vector<Step> steps_to(const Payment& payment, const Assessment& assessment)
{
    std::vector<Step> steps;
    const Status from = payment.status;
    const Status to = assessment.status;
    if (from != to) {
        if (to == Status::expired || to == Status::failed) {
            // What had been detected and went away is taken back first, so that the shop sees why.
            if (road_position(from).value_or(0) > 0 && to == Status::expired) {
                walk_road(steps, from, Status::pending, payment, assessment);
            }
            const Status at = steps.empty() ? from : Status::pending;
            const Event event = to == Status::expired ? Event::expired : Event::failed;
            steps.push_back({event, at, to, reason_of(to, payment, assessment)});
        } else {
            walk_road(steps, from, to, payment, assessment);
        }
    }
    add_money_event(steps, payment, assessment);
    return steps;
}

} // namespace ctrip::payment
