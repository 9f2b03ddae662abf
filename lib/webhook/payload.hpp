// SPDX-License-Identifier: MIT
// The body of a webhook message: a snapshot of a payment at one event, as JSON on one line.
#pragma once

#include "base/clock.hpp"
#include "evm/hash.hpp"
#include "payment/booking.hpp"
#include "payment/status.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

/// At most the newest 20 transfers are listed: strangers can send many small ones.
inline constexpr std::size_t kTransfersListed = 20;

[[nodiscard]] std::string payload(const EventSnapshot& snapshot);

/// The body of a test message, `payment.test`: it tells of no payment.
[[nodiscard]] std::string test_payload(base::UnixSeconds at_s);

/// "msg_" and a UUID (RFC 9562, version 8): the payment id's time, and a hash of payment id, seq
/// and event. So a restored database gives the same event the same id, and another event another
/// one.
[[nodiscard]] std::string message_id(std::string_view payment_id, std::uint64_t seq,
                                     std::string_view event);

} // namespace ctrip::webhook
