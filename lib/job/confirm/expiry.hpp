// SPDX-License-Identifier: MIT
// How native transfers are found on a chain, which decides when a payment can expire.
#pragma once

#include "config/config.hpp"
#include "store/payment_deadlines.hpp"

namespace ctrip::job {

/// Internal transfers are in no block's transactions: on a chain where they are found by balances,
/// blocks read past a deadline do not prove that nothing arrived.
[[nodiscard]] store::NativeMoney native_money(const config::Chain& chain) noexcept;

} // namespace ctrip::job
