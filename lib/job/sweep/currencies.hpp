// SPDX-License-Identifier: MIT
// The currencies that are swept from a deposit: that of its payment once it is paid, and every
// other one that came to its address.
#pragma once

#include "job/sweep/context.hpp"
#include "payment/deposit.hpp"
#include "store/sweep_queue.hpp"

#include <optional>
#include <vector>

namespace ctrip::job {

/// The deposit with another currency than its payment's; its symbol is empty where the token is not
/// configured.
[[nodiscard]] payment::Deposit in_currency(const config::Chain& chain,
                                           const payment::Deposit& deposit,
                                           const std::optional<evm::Address>& token);

/// A deposit for each currency of these, in their order: first the payment's, then tokens, then
/// native money, which pays for the gas of the others.
[[nodiscard]] std::vector<payment::Deposit> by_currency(SweepContext& context,
                                                        const std::vector<store::DueDeposit>& due);

} // namespace ctrip::job
