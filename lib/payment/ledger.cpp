// SPDX-License-Identifier: MIT
#include "payment/ledger.hpp"

#include "payment/payment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>

namespace ctrip::payment {

namespace {

/// Inputs for flags and sums only.
struct BookingSums
{
    evm::Amount received; ///< Right currency, on the chain.
    evm::Amount late;     ///< The part in blocks after the deadline.
    std::size_t transfers = 0;
    std::uint64_t other_transfers = 0;
    bool orphaned = false;
};

void add(DepthSums& sums, const Booking& booking)
{
    const evm::Amount& amount = booking.transfer.amount;
    if (booking.orphaned) {
        if (booking.depth == Depth::final) {
            sums.lost += amount;
        }
        return;
    }
    sums.arrived += amount;
    if (booking.depth != Depth::seen) {
        sums.confirmed += amount;
    }
    if (booking.depth == Depth::final) {
        sums.final += amount;
    }
}

BookingSums sums_of(const Payment& payment, std::span<const Booking> bookings)
{
    BookingSums sums;
    for (const Booking& booking : bookings) {
        if (booking.standing == Standing::early || booking.standing == Standing::own) {
            continue; // Nobody is told about it.
        }
        if (booking.orphaned) {
            sums.orphaned = true;
            continue;
        }
        if (booking.standing == Standing::wrong_token) {
            ++sums.other_transfers;
            continue;
        }
        ++sums.transfers;
        sums.received += booking.transfer.amount;
        // By block time and not by standing, so that late transfers that count by policy are
        // flagged too.
        if (booking.transfer.block_time_s > payment.expires_at_s) {
            sums.late += booking.transfer.amount;
        }
    }
    return sums;
}

/// The block in which the sum reached the due.
std::optional<evm::BlockNumber> covering_block(const Facts& facts,
                                               std::span<const Booking> bookings)
{
    std::map<evm::BlockNumber, evm::Amount> by_block;
    for (const Booking& booking : bookings) {
        const bool counts = booking.standing == Standing::counts ||
                            (booking.standing == Standing::late && facts.accepted);
        if (counts && !booking.orphaned) {
            by_block[booking.transfer.block_number] += booking.transfer.amount;
        }
    }
    evm::Amount sum;
    for (const auto& [block, amount] : by_block) {
        sum += amount;
        if (sum >= due(facts)) {
            return block;
        }
    }
    return std::nullopt;
}

/// The normal order of statuses; expired and failed are not in it.
constexpr std::array kStatusOrder{Status::pending, Status::detected, Status::confirmed,
                                  Status::paid, Status::settled};
constexpr std::array kStatusEvents{Event::reverted, Event::detected, Event::confirmed, Event::paid,
                                   Event::settled};

std::optional<std::size_t> position_of(Status status)
{
    const auto* const found = std::find(kStatusOrder.begin(), kStatusOrder.end(), status);
    return found == kStatusOrder.end()
               ? std::nullopt
               : std::optional{static_cast<std::size_t>(found - kStatusOrder.begin())};
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
        return payment.cancelled ? "cancelled"
                                 : "money that had been final vanished from the chain";
    }
    return {};
}

void add_status_steps(std::vector<Step>& steps, Status from, Status to, const Payment& payment,
                      const Assessment& assessment)
{
    const std::size_t first = position_of(from).value_or(0);
    const std::size_t last = *position_of(to);
    Status at = from;
    for (std::size_t i = first + 1; i <= last; ++i) {
        steps.push_back({kStatusEvents[i], at, kStatusOrder[i],
                         reason_of(kStatusOrder[i], payment, assessment)});
        at = kStatusOrder[i];
    }
    // A step backwards, or from expired or failed to an earlier status.
    if (at != to) {
        steps.push_back(
            {Event::reverted, from, to, reason_of(Status::pending, payment, assessment)});
    }
}

/// Adds the event of transfers that did not change the status.
void add_money_event(std::vector<Step>& steps, const Payment& payment, const Assessment& assessment)
{
    const Status status = assessment.status;
    const std::string reason =
        fmt::format("{} of {} {} so far", evm::format_units(assessment.received, payment.decimals),
                    evm::format_units(payment.amount, payment.decimals), payment.symbol);
    if (payment.status == Status::failed && status == Status::failed) {
        if (assessment.received > payment.received) {
            steps.push_back({Event::received_after_end, status, status, reason});
        }
    } else if (assessment.received_late > payment.received_late) {
        steps.push_back({Event::late, status, status, reason});
    } else if (status == Status::pending && assessment.received > payment.received) {
        steps.push_back({Event::partially_paid, status, status, reason});
    }
    if (assessment.other_transfers > payment.other_transfers) {
        steps.push_back({Event::wrong_token, status, status,
                         fmt::format("money in another currency than {} came", payment.symbol)});
    }
}

} // namespace

bool is_before(const Payment& payment, evm::BlockNumber block,
               base::UnixSeconds block_time_s) noexcept
{
    return (payment.created_block && block <= *payment.created_block) ||
           block_time_s < payment.created_at_s - kClockSkew_s;
}

Standing standing_of(const Payment& payment, const evm::Transfer& transfer,
                     const StandingRules& rules) noexcept
{
    if (rules.is_own) {
        return Standing::own;
    }
    if (is_before(payment, transfer.block_number, transfer.block_time_s)) {
        return Standing::early;
    }
    if (transfer.token != payment.token || rules.is_other_unit) {
        return Standing::wrong_token;
    }
    const bool in_time = transfer.block_time_s <= payment.expires_at_s;
    return in_time || rules.late_counts ? Standing::counts : Standing::late;
}

evm::Amount due(const Facts& facts)
{
    return facts.accepted ? std::min(facts.amount_min, *facts.accepted) : facts.amount_min;
}

DepthSums counted(const Facts& facts)
{
    DepthSums sums = facts.in_time;
    if (facts.accepted) {
        sums.arrived += facts.late.arrived;
        sums.confirmed += facts.late.confirmed;
        sums.final += facts.late.final;
        sums.lost += facts.late.lost;
    }
    return sums;
}

bool is_final_reverted(const Facts& facts)
{
    const DepthSums sums = counted(facts);
    const evm::Amount enough = due(facts);
    return facts.vanished ||
           (sums.arrived < enough && !sums.lost.is_zero() && sums.arrived + sums.lost >= enough);
}

Status status_of(const Facts& facts)
{
    if (facts.swept) {
        return Status::settled;
    }
    if (facts.cancelled || is_final_reverted(facts)) {
        return Status::failed;
    }
    const DepthSums sums = counted(facts);
    const evm::Amount enough = due(facts);
    if (sums.final >= enough) {
        return Status::paid;
    }
    if (sums.confirmed >= enough) {
        return Status::confirmed;
    }
    if (sums.arrived >= enough) {
        return Status::detected;
    }
    return facts.deadline_read ? Status::expired : Status::pending;
}

Facts facts_of(const Payment& payment, std::span<const Booking> bookings)
{
    Facts facts{.amount_min = payment.amount_min,
                .deadline_read = payment.deadline_read,
                .swept = payment.swept,
                .cancelled = payment.cancelled,
                .vanished = payment.vanished,
                .accepted = payment.accepted};
    for (const Booking& booking : bookings) {
        switch (booking.standing) {
        case Standing::counts:
            add(facts.in_time, booking);
            break;
        case Standing::late:
            add(facts.late, booking);
            break;
        case Standing::wrong_token:
        case Standing::early:
        case Standing::own:
            break;
        }
    }
    return facts;
}

Assessment assess(const Payment& payment, std::span<const Booking> bookings)
{
    const Facts facts = facts_of(payment, bookings);
    const BookingSums sums = sums_of(payment, bookings);
    Flags flags;
    flags.set(Flag::underpaid, !sums.received.is_zero() && counted(facts).arrived < due(facts));
    flags.set(Flag::overpaid, sums.received > payment.amount);
    flags.set(Flag::late, !sums.late.is_zero());
    flags.set(Flag::multiple, sums.transfers > 1);
    // Never cleared: a transfer that is mined again is booked again, and then only the flag records
    // the reorg.
    flags.set(Flag::reorged, sums.orphaned || payment.flags.has(Flag::reorged));
    flags.set(Flag::wrong_token, sums.other_transfers > 0);
    flags.set(Flag::manual, payment.flags.has(Flag::manual));
    return {.status = status_of(facts),
            .flags = flags,
            .received = sums.received,
            .received_late = sums.late,
            .detected_in_block = covering_block(facts, bookings),
            .vanished = is_final_reverted(facts),
            .other_transfers = sums.other_transfers};
}

std::vector<Step> steps_to(const Payment& payment, const Assessment& assessment)
{
    std::vector<Step> steps;
    const Status from = payment.status;
    const Status to = assessment.status;
    if (from != to) {
        if (to == Status::expired || to == Status::failed) {
            // A detected payment whose transfers were orphaned is reverted to pending before it
            // expires, so that the shop sees why.
            if (position_of(from).value_or(0) > 0 && to == Status::expired) {
                add_status_steps(steps, from, Status::pending, payment, assessment);
            }
            const Status at = steps.empty() ? from : Status::pending;
            const Event event = to == Status::expired ? Event::expired : Event::failed;
            steps.push_back({event, at, to, reason_of(to, payment, assessment)});
        } else {
            add_status_steps(steps, from, to, payment, assessment);
        }
    }
    add_money_event(steps, payment, assessment);
    return steps;
}

} // namespace ctrip::payment
