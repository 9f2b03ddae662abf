// SPDX-License-Identifier: MIT
// Gauges of sweeping: what waits, and what the sponsor has left.
#pragma once

#include "evm/amount.hpp"
#include "job/sweep/context.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ctrip::job {

/// Why a deposit waits, as a label: few values, whatever amounts and addresses `reason` names.
/// "sponsor", "treasury", "gas_price", "too_small", "token", "keys", "simulation", "failed",
/// "node", "missing", "turn", "sweeper" or "other".
[[nodiscard]] std::string_view reason_label(std::string_view reason);

/// In millionths of a whole unit, rounded down; at most 2^63 - 1.
[[nodiscard]] std::int64_t millionths(const evm::Amount& amount, unsigned decimals);

/// How long `balance` lasts if `fees` were spent in `span_s`; at most 10 years.
[[nodiscard]] std::int64_t lasts_s(const evm::Amount& balance, const evm::Amount& fees,
                                   std::int64_t span_s);

/// The run's last step: sets the gauges, and what waits in the report. The database is read only
/// where the run changed what waits, or the sponsor has another balance than stored. A node that
/// does not tell the balance changes nothing.
void set_levels(SweepContext& context);

} // namespace ctrip::job
