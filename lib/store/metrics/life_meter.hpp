// SPDX-License-Identifier: MIT
// Counts the steps of payments and how long they took, once they are committed; with a tracer each
// step is a span of the payment's trace. Internal to this
// module.
#pragma once

#include "base/clock.hpp"
#include "payment/booking.hpp"
#include "payment/status.hpp"
#include "store/database.hpp"

#include <span>
#include <string>

namespace ctrip::store {

/// A step of a payment's history.
struct LifeStep
{
    const std::string& payment_id;
    const std::string& chain;
    base::UnixSeconds created_at_s = 0; ///< The payment's creation.
    payment::Event event = payment::Event::detected;
    std::span<const payment::Booking> bookings; ///< The payment's.
    base::UnixSeconds now_s = 0;
};

/// Within the DbTransaction that writes the step, after its history row. Does nothing where the
/// database has no meter.
void count_step(Database& database, const LifeStep& step);
/// The flags in `after` that a payment of this chain did not have before.
void count_new_flags(Database& database, const std::string& chain, payment::Flags before,
                     payment::Flags after);

} // namespace ctrip::store
