// SPDX-License-Identifier: MIT
// `list --sweeps`: what was swept, is under way, or waits.
#pragma once

#include "store/sweep_plan_store.hpp"
#include "store/sweep_store.hpp"

#include <span>
#include <string>

namespace ctrip::cli {

struct SweepList
{
    std::span<const store::Sweep> sweeps;    ///< The newest first.
    std::span<const store::SweepPlan> plans; ///< What has no transaction under way.
    std::string next;                        ///< Where the list goes on; empty at its end.
};

[[nodiscard]] std::string sweeps_json(const SweepList& list);
[[nodiscard]] std::string sweeps_text(const SweepList& list, bool color);

} // namespace ctrip::cli
