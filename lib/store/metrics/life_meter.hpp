// SPDX-License-Identifier: MIT
// Counts the steps of payments and how long they took, once they are committed. Internal to this
// module.
#pragma once

#include "base/clock.hpp"
#include "payment/booking.hpp"
#include "payment/status.hpp"
#include "store/database.hpp"

#include <span>

namespace ctrip::payment {
struct Payment;
struct Step;
} // namespace ctrip::payment

namespace ctrip::store {

/// Within the DbTransaction that writes the step, after its history row. Does nothing where the
/// database has no meter.
void count_step(Database& database, const payment::Payment& payment, const payment::Step& step,
                std::span<const payment::Booking> bookings, base::UnixSeconds now_s);
/// The flags that the payment gets now.
void count_new_flags(Database& database, const payment::Payment& payment, payment::Flags flags);

} // namespace ctrip::store
