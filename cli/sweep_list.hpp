// SPDX-License-Identifier: MIT
// Formats `list --sweeps`: sweeps that are done or under way, and sweep plans.
#pragma once

#include "store/sweep_plan_store.hpp"
#include "store/sweep_store.hpp"

#include <span>
#include <string>

namespace ctrip::cli {

struct SweepList
{
    std::span<const store::Sweep> sweeps;    ///< The newest first.
    std::span<const store::SweepPlan> plans; ///< Those without a transaction under way.
    std::string next;                        ///< The id for --after; empty on the last page.
};

[[nodiscard]] std::string sweeps_json(const SweepList& list);
[[nodiscard]] std::string sweeps_text(const SweepList& list, bool color);

} // namespace ctrip::cli
