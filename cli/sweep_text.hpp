// SPDX-License-Identifier: MIT
// Formats the output of `sweep` and its subcommands.
#pragma once

#include "config/config.hpp"
#include "job/sweep.hpp"
#include "store/sweep_store.hpp"

#include <span>
#include <string>

namespace ctrip::cli {

[[nodiscard]] std::string to_json(const config::Chain& chain, const job::SweepReport& report);
/// "; 3 deposits wait: 2 sponsor (12.5 USDT), 1 too small (0.1 ETH)"; empty where none does.
[[nodiscard]] std::string waiting_text(const job::SweepReport& report);
/// "; 3 deposits have less gas money left than moving it costs"; empty where none has.
[[nodiscard]] std::string left_text(const job::SweepReport& report);
/// The plan as a table, with totals below.
[[nodiscard]] std::string plan_text(const config::Chain& chain, const job::SweepReport& report,
                                    bool color);

[[nodiscard]] std::string to_json(const config::Chain& chain, const job::DeployReport& report);
[[nodiscard]] std::string to_text(const config::Chain& chain, const job::DeployReport& report);

/// The costs of `sweep report`. A chain that is no longer configured is named by its chain id.
[[nodiscard]] std::string costs_json(const config::Config& config,
                                     std::span<const store::SweepCost> costs);
[[nodiscard]] std::string costs_text(const config::Config& config,
                                     std::span<const store::SweepCost> costs, bool color);

} // namespace ctrip::cli
