// SPDX-License-Identifier: MIT
// Which payments a deadline that was read past may end.
#pragma once

#include "config/config.hpp"
#include "payment/payment.hpp"
#include "store/payment_deadlines.hpp"

namespace ctrip::job {

/// Native money that a contract sends is in no block's transactions: on a chain where balances are
/// asked for it, reading past a deadline does not say that nothing came.
[[nodiscard]] store::NativeMoney native_money(const config::Chain& chain) noexcept;

/// Whether a payment may expire once the scan has read past its deadline: not while its balance is
/// still to be asked for at a block behind it. What PaymentDeadlines::overdue() gives, for one
/// payment.
[[nodiscard]] bool may_expire(const config::Chain& chain, const payment::Payment& payment) noexcept;

} // namespace ctrip::job
