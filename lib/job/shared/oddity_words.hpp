// SPDX-License-Identifier: MIT
// The words for what nodes show that contradicts itself, in the log and in /health.
#pragma once

#include "base/clock.hpp"
#include "store/oddity_store.hpp"

#include <string>
#include <string_view>

namespace ctrip::job {

/// What was done about it, without subject.
[[nodiscard]] std::string_view what_of(std::string_view kind) noexcept;
/// What an operator can do where it lasts.
[[nodiscard]] std::string_view advice_of(std::string_view kind) noexcept;

/// Runs after which the advice is given, and /health shows it.
inline constexpr std::uint64_t kLastingRuns = 3;

/// Whether it was seen in kLastingRuns runs, the last one within a day.
[[nodiscard]] bool is_lasting(const store::Oddity& oddity, std::int64_t now_ms) noexcept;

} // namespace ctrip::job
