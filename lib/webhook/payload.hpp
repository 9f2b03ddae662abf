// SPDX-License-Identifier: MIT
// The body of a webhook message: a snapshot of a payment at one event, as JSON on one line.
#pragma once

#include "base/clock.hpp"
#include "evm/hash.hpp"
#include "payment/booking.hpp"
#include "payment/status.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ctrip::payment {
struct Payment;
}

namespace ctrip::webhook {

struct EventSnapshot
{
    const payment::Payment& payment; ///< With the status, seq and flags that hold after the event.
    payment::Event event = payment::Event::detected;
    std::optional<evm::BlockNumber> head; ///< To compute "confirmations".
    const std::vector<payment::Booking>& bookings;
    base::UnixSeconds at_s = 0;
};

[[nodiscard]] std::string payload(const EventSnapshot& snapshot);

} // namespace ctrip::webhook
