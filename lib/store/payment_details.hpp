// SPDX-License-Identifier: MIT
// What `show` prints of a payment in addition to its own row.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <string_view>

namespace ctrip::payment {
struct Details;
} // namespace ctrip::payment

namespace ctrip::store {

/// Transfers, history, sweeps and webhook messages, each in its order.
[[nodiscard]] payment::Details details_of(Database& database, const base::Clock& clock,
                                          std::string_view payment_id);

} // namespace ctrip::store
