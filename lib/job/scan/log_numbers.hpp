// SPDX-License-Identifier: MIT
// A transfer is known by its transaction and log index, which two nodes may count differently: by
// block, as they should, or by transaction. Pure.
#pragma once

#include "evm/transfer.hpp"
#include "payment/booking.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace ctrip::job {

/// Gives the events of one transaction, `shown`, the log indexes under which the same events of the
/// same block are booked: an event is the same if token, sender, recipient and amount are, the
/// first with the first. `is_partial`: of these tokens less than the event's amount may be booked.
/// Others get an index that no other event has. Returns the number of events that were renumbered.
[[nodiscard]] std::size_t
number_as_booked(std::vector<evm::Transfer*>& shown, std::span<const payment::Booking> booked,
                 const std::function<bool(const evm::Address& token)>& is_partial);

} // namespace ctrip::job
