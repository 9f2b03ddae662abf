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

/// All of them have the same fields: time (RFC 3339, UTC, milliseconds), level, message, the keys
/// of the call, and those of the context.
enum class LogFormat : std::uint8_t
{
    text,    ///< "time level: message key=value"; see LogOptions::terminal.
    json,    ///< {"time": …, "level": …, "message": …, "key": "value"}
    journal, ///< Native journal fields; without a journal, text with a <priority> prefix.
};

/// "error", "warning" or "warn", "info", "debug".
[[nodiscard]] std::optional<LogLevel> parse_log_level(std::string_view name) noexcept;
[[nodiscard]] std::optional<LogFormat> parse_log_format(std::string_view name) noexcept;

struct LogOptions
{
    LogLevel level = LogLevel::info;
    LogFormat format = LogFormat::text;
    bool color = false;
    /// Standard error is a terminal: lines of text have neither time nor context.
    bool terminal = false;
};

/// Keys and values in addition to the message. Keys are snake_case.
using LogFields = std::vector<std::pair<std::string_view, std::string>>;

/// Each call writes one whole line; line breaks and control characters in it are escaped. Never log
/// a secret. The field "event" names what an operator filters by; in the journal it also gives the
/// line its MESSAGE_ID (base/log_events.hpp).
class Log
{
public:
    Log(LogOptions options, const Clock& clock) : m_options(options), m_clock(clock) {}

    void error(std::string_view message, const LogFields& fields = {}) const;
    void warning(std::string_view message, const LogFields& fields = {}) const;
    void info(std::string_view message, const LogFields& fields = {}) const;
    void debug(std::string_view message, const LogFields& fields = {}) const;

    /// Fields of every line that follows, unless the line has that key itself. Without a context,
    /// as in a command that a person types, lines of text have no time either. Not while another
    /// thread logs.
    void set_context(LogFields context) { m_context = std::move(context); }

    [[nodiscard]] bool enabled(LogLevel level) const noexcept { return level <= m_options.level; }
    /// Whether nobody watches: lines go to a file, a pipe or the journal.
    [[nodiscard]] bool is_unattended() const noexcept { return !m_options.terminal; }

private:
    void write(LogLevel level, std::string_view message, const LogFields& fields) const;

    LogOptions m_options;
    const Clock& m_clock;
    LogFields m_context;
};

} // namespace ctrip::base
