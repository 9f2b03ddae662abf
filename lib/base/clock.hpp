// SPDX-License-Identifier: MIT
// The system time as an interface, so that tests can set it; times and durations as text.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::base {

/// Seconds since 1970 UTC, leap seconds not counted.
using UnixSeconds = std::int64_t;

class Clock
{
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    /// Milliseconds since 1970 UTC.
    [[nodiscard]] virtual std::int64_t now_ms() const = 0;
    [[nodiscard]] UnixSeconds now_s() const { return now_ms() / 1000; }
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] std::int64_t now_ms() const override;
};

/// "2026-11-22T04:00:00Z" (RFC 3339, UTC, whole seconds). A time outside the years 0 to 9999, as a
/// broken clock or a changed row may have it, becomes the first or last second of these.
[[nodiscard]] std::string to_rfc3339(UnixSeconds time_s);
/// The same with milliseconds: "2026-11-22T04:00:00.250Z". `time_ms`: Unix milliseconds.
[[nodiscard]] std::string to_rfc3339_ms(std::int64_t time_ms);

/// Reads RFC 3339 ("Z" or an offset) or a plain date "2026-11-22" (UTC); fractions of a second are
/// dropped. Nothing for anything else.
[[nodiscard]] std::optional<UnixSeconds> parse_rfc3339(std::string_view text);

/// "90s", "30m", "2h", "7d", "1h30m"; a bare number is seconds. At most 10 years; nothing for
/// anything else.
[[nodiscard]] std::optional<std::chrono::seconds> parse_duration(std::string_view text);
/// "30": digits alone, which could be minutes as well as seconds.
[[nodiscard]] bool is_bare_number(std::string_view text) noexcept;

} // namespace ctrip::base
