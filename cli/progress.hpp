// SPDX-License-Identifier: MIT
// A progress line on the terminal for long work: amount done, rate, time left.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace ctrip::cli {

/// Rewrites one line of standard error, at most ten times a second; erases it when destroyed.
class ProgressLine
{
public:
    /// `unit`: the noun for what is counted, in the plural.
    ProgressLine(std::string label, const base::Clock& clock, bool shown,
                 std::string unit = "blocks");
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void relabel(std::string label) { m_label = std::move(label); }
    void show(std::uint64_t done, std::uint64_t total);

private:
    std::string m_label;
    std::string m_unit;
    const base::Clock& m_clock;
    bool m_shown;
    std::int64_t m_started_ms;
    std::int64_t m_last_ms = 0;
};

/// "bsc: 1200 of 5000 blocks (24 %), 350 blocks/s, 10 s left"
[[nodiscard]] std::string progress_text(std::string_view label, std::uint64_t done,
                                        std::uint64_t total, std::int64_t elapsed_ms,
                                        std::string_view unit);

} // namespace ctrip::cli
