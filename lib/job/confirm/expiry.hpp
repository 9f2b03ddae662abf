// SPDX-License-Identifier: MIT
// How native money is found on a chain, which decides whom a deadline ends.
#pragma once

#include "config/config.hpp"
#include "store/payment_deadlines.hpp"

namespace ctrip::job {

/// Native money that a contract sends is in no block's transactions: on a chain where balances are
/// asked for it, reading past a deadline does not say that nothing came.
[[nodiscard]] store::NativeMoney native_money(const config::Chain& chain) noexcept;

} // namespace ctrip::job
