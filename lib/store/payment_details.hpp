// SPDX-License-Identifier: MIT
// What `show` prints of a payment beside its own row.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

namespace ctrip::payment {
struct Details;
struct Payment;
} // namespace ctrip::payment

namespace ctrip::store {

/// Transfers, history, sweeps and webhook messages, each in its order.
[[nodiscard]] payment::Details details_of(Database& database, const base::Clock& clock,
                                          const payment::Payment& payment);

} // namespace ctrip::store
