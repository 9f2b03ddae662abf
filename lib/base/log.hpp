// SPDX-License-Identifier: MIT
// The log: one line per event on standard error, as text or JSON, or to systemd's journal.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ctrip::base {

enum class LogLevel : std::uint8_t
{
    error,
    warning,
    info,
    debug,
};

enum class LogFormat : std::uint8_t
{
    text,    ///< "warning: message key=value", coloured on a terminal.
    json,    ///< {"time": …, "level": …, "message": …, "key": "value"}
    journal, ///< Native journal fields; without a journal, text with a <priority> prefix.
};

[[nodiscard]] std::optional<LogLevel> parse_log_level(std::string_view name) noexcept;
[[nodiscard]] std::optional<LogFormat> parse_log_format(std::string_view name) noexcept;

struct LogOptions
{
    LogLevel level = LogLevel::info;
    LogFormat format = LogFormat::text;
    bool color = false;
};

/// Keys and values in addition to the message. Keys are snake_case.
using LogFields = std::vector<std::pair<std::string_view, std::string>>;

/// Each call writes one whole line; line breaks and control characters in it are escaped. Never log
/// a secret.
class Log
{
public:
    Log(LogOptions options, const Clock& clock) : m_options(options), m_clock(clock) {}

    void error(std::string_view message, const LogFields& fields = {}) const;
    void warning(std::string_view message, const LogFields& fields = {}) const;
    void info(std::string_view message, const LogFields& fields = {}) const;
    void debug(std::string_view message, const LogFields& fields = {}) const;

    [[nodiscard]] bool enabled(LogLevel level) const noexcept { return level <= m_options.level; }

private:
    void write(LogLevel level, std::string_view message, const LogFields& fields) const;

    LogOptions m_options;
    const Clock& m_clock;
};

} // namespace ctrip::base
