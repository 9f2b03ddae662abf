// SPDX-License-Identifier: MIT
// A payment and money for it, for the tests of the rules.
#pragma once

#include "base/clock.hpp"
#include "payment/ledger.hpp"
#include "payment/payment.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ctrip::test {

inline constexpr base::UnixSeconds kDeadline = 1'000;
inline const evm::Address kToken{{0x33}};
inline const evm::Address kOtherToken{{0x44}};

/// 100 asked, 98 is enough.
inline payment::Payment asked()
{
    payment::Payment payment;
    payment.id = "p";
    payment.token = kToken;
    payment.symbol = "USDT";
    payment.decimals = 0;
    payment.amount = 100;
    payment.amount_min = 98;
    payment.expires_at_s = kDeadline;
    payment.confirmations_required = 3;
    return payment;
}

struct Money
{
    std::uint64_t amount = 0;
    payment::Depth depth = payment::Depth::seen;
    payment::Standing standing = payment::Standing::counts;
    bool orphaned = false;
    evm::BlockNumber block = 10;
    base::UnixSeconds time_s = kDeadline;
};

inline payment::Booking booked_once(const Money& money)
{
    payment::Booking booking;
    booking.transfer.token =
        money.standing == payment::Standing::wrong_token ? kOtherToken : kToken;
    booking.transfer.amount = money.amount;
    booking.transfer.block_number = money.block;
    booking.transfer.block_time_s = money.time_s;
    booking.standing = money.standing;
    booking.depth = money.depth;
    booking.orphaned = money.orphaned;
    return booking;
}

inline std::vector<payment::Booking> booked(const std::vector<Money>& money)
{
    std::vector<payment::Booking> bookings;
    for (const Money& one : money) {
        bookings.push_back(booked_once(one));
    }
    return bookings;
}

inline Money late(std::uint64_t amount)
{
    return {.amount = amount, .standing = payment::Standing::late, .time_s = kDeadline + 1};
}

/// What a payment itself brings.
struct Given
{
    payment::Status status = payment::Status::pending;
    bool deadline_read = false;
    bool swept = false;
    bool cancelled = false;
    bool vanished = false;
    std::optional<evm::Amount> accepted;
};

inline payment::Payment with(const Given& given)
{
    payment::Payment payment = asked();
    payment.status = given.status;
    payment.deadline_read = given.deadline_read;
    payment.swept = given.swept;
    payment.cancelled = given.cancelled;
    payment.vanished = given.vanished;
    payment.accepted = given.accepted;
    return payment;
}

} // namespace ctrip::test
