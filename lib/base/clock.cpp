// SPDX-License-Identifier: MIT
#include "base/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace ctrip::base {

namespace {

constexpr std::int64_t kDurationMax_s = 10LL * 365 * 86400;
constexpr std::int64_t kDay_s = 86400;
/// The years 0 to 9999: RFC 3339 writes four digits.
constexpr UnixSeconds kEarliest = -62'167'219'200;
constexpr UnixSeconds kLatest = 253'402'300'799;

/// Removes `count` digits from the front of `text` and returns their value.
std::optional<int> take_digits(std::string_view& text, std::size_t count)
{
    if (text.size() < count) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char c)
{
    if (text.empty() || text.front() != c) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

std::optional<std::int64_t> take_date(std::string_view& text)
{
    const auto year = take_digits(text, 4);
    if (!year || !take(text, '-')) {
        return std::nullopt;
    }
    const auto month = take_digits(text, 2);
    if (!month || !take(text, '-')) {
        return std::nullopt;
    }
    const auto day = take_digits(text, 2);
    if (!day) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days{date}.time_since_epoch().count() * kDay_s;
}

/// "hh:mm" as seconds.
std::optional<std::int64_t> take_hours_minutes(std::string_view& text)
{
    const auto hours = take_digits(text, 2);
    if (!hours || *hours > 23 || !take(text, ':')) {
        return std::nullopt;
    }
    const auto minutes = take_digits(text, 2);
    if (!minutes || *minutes > 59) {
        return std::nullopt;
    }
    return *hours * 3600LL + *minutes * 60LL;
}

/// Reads "Z" or "+hh:mm"; returns the seconds to add to local time to get UTC.
std::optional<std::int64_t> take_offset(std::string_view& text)
{
    if (take(text, 'Z') || take(text, 'z')) {
        return 0;
    }
    const bool east = take(text, '+');
    if (!east && !take(text, '-')) {
        return std::nullopt;
    }
    const auto offset = take_hours_minutes(text);
    if (!offset) {
        return std::nullopt;
    }
    return east ? -*offset : *offset;
}

std::optional<std::int64_t> seconds_of_unit(char unit)
{
    switch (unit) {
    case 's':
        return 1;
    case 'm':
        return 60;
    case 'h':
        return 3600;
    case 'd':
        return kDay_s;
    default:
        return std::nullopt; // Any other character is not a unit.
    }
}

} // namespace

std::int64_t SystemClock::now_ms() const
{
    using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::system_clock;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string to_rfc3339(UnixSeconds time_s)
{
    using std::chrono::floor, std::chrono::days, std::chrono::seconds, std::chrono::sys_seconds;
    const sys_seconds time{seconds{std::clamp(time_s, kEarliest, kLatest)}};
    const auto day = floor<days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss<seconds> clock{time - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string to_rfc3339_ms(std::int64_t time_ms)
{
    using std::chrono::floor, std::chrono::milliseconds, std::chrono::seconds;
    const milliseconds time{time_ms};
    const auto whole = floor<seconds>(time);
    std::string text = to_rfc3339(whole.count());
    text.pop_back();
    return fmt::format("{}.{:03}Z", text, (time - whole).count());
}

std::optional<UnixSeconds> parse_rfc3339(std::string_view text)
{
    const auto date_s = take_date(text);
    if (!date_s) {
        return std::nullopt;
    }
    if (text.empty()) {
        return date_s;
    }
    if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) {
        return std::nullopt;
    }
    const auto minutes_s = take_hours_minutes(text);
    if (!minutes_s || !take(text, ':')) {
        return std::nullopt;
    }
    const auto seconds = take_digits(text, 2);
    if (!seconds || *seconds > 59) {
        return std::nullopt;
    }
    if (take(text, '.')) {
        if (!take_digits(text, 1)) {
            return std::nullopt;
        }
        while (take_digits(text, 1)) {
        }
    }
    const auto offset_s = take_offset(text);
    if (!offset_s || !text.empty()) {
        return std::nullopt;
    }
    return *date_s + *minutes_s + *seconds + *offset_s;
}

std::optional<std::chrono::seconds> parse_duration(std::string_view text)
{
    if (text.empty()) {
        return std::nullopt;
    }
    std::int64_t total = 0;
    bool has_unit = false;
    while (!text.empty()) {
        std::int64_t count = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (error != std::errc{} || count < 0 || count > kDurationMax_s) {
            return std::nullopt;
        }
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.empty()) { // A bare number is seconds, but "1h30" is refused.
            return has_unit ? std::nullopt : std::optional{std::chrono::seconds{count}};
        }
        const auto unit_s = seconds_of_unit(text.front());
        text.remove_prefix(1);
        if (!unit_s || count > kDurationMax_s / *unit_s) {
            return std::nullopt;
        }
        has_unit = true;
        total += count * *unit_s;
        if (total > kDurationMax_s) {
            return std::nullopt;
        }
    }
    return std::chrono::seconds{total};
}

bool is_bare_number(std::string_view text) noexcept
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace ctrip::base
