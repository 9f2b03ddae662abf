// SPDX-License-Identifier: MIT
#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace ctrip::cli {

namespace {

constexpr std::int64_t kIntervalMs = 100;

std::string time_left(std::uint64_t seconds)
{
    if (seconds < 120) {
        return fmt::format("{} s left", seconds);
    }
    return seconds < 7'200 ? fmt::format("{} min left", seconds / 60)
                           : fmt::format("{} h left", seconds / 3'600);
}

} // namespace

std::string progress_text(std::string_view label, std::uint64_t done, std::uint64_t total,
                          std::int64_t elapsed_ms, std::string_view unit)
{
    const std::uint64_t all = std::max(done, total);
    const std::uint64_t elapsed = static_cast<std::uint64_t>(std::max<std::int64_t>(elapsed_ms, 1));
    std::string text = fmt::format("{}: {} of {} {} ({} %)", label, done, all, unit,
                                   all == 0 ? 100 : done * 100 / all);
    if (done > 0) {
        text += fmt::format(", {} {}/s, {}", done * 1'000 / elapsed, unit,
                            time_left((all - done) * elapsed / done / 1'000));
    }
    return text;
}

ProgressLine::ProgressLine(std::string label, const base::Clock& clock, bool shown,
                           std::string unit)
    : m_label(std::move(label)), m_unit(std::move(unit)), m_clock(clock), m_shown(shown),
      m_started_ms(clock.now_ms())
{
}

ProgressLine::~ProgressLine()
{
    if (m_last_ms != 0) {
        static_cast<void>(std::fputs("\r\033[K", stderr));
    }
}

void ProgressLine::show(std::uint64_t done, std::uint64_t total)
{
    const std::int64_t now_ms = m_clock.now_ms();
    if (!m_shown || now_ms - m_last_ms < kIntervalMs) {
        return;
    }
    m_last_ms = now_ms;
    fmt::print(stderr, "\r{}\033[K",
               progress_text(m_label, done, total, now_ms - m_started_ms, m_unit));
}

} // namespace ctrip::cli
