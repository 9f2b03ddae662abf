// SPDX-License-Identifier: MIT
#include "base/log.hpp"

#include "base/log_events.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>

namespace ctrip::base {

namespace {

constexpr std::array<std::string_view, 4> kLevelNames{"error", "warning", "info", "debug"};
// Syslog's severities of the levels (RFC 5424).
constexpr std::array<int, 4> kPriorities{3, 4, 6, 7};
constexpr std::array<std::string_view, 4> kColors{"\033[31m", "\033[33m", "\033[36m", "\033[2m"};

std::string_view name_of(LogLevel level)
{
    return kLevelNames[static_cast<std::size_t>(level)];
}

/// External text may contain line breaks or escape sequences; a log line must not.
std::string one_line(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) {
            out += fmt::format("\\x{:02x}", byte);
        } else {
            out.push_back(c);
        }
    }
    return out;
}

std::string as_text(LogLevel level, std::string_view message, const LogFields& fields, bool color)
{
    std::string line = color ? fmt::format("{}{}:\033[0m ",
                                           kColors[static_cast<std::size_t>(level)], name_of(level))
                             : fmt::format("{}: ", name_of(level));
    line += one_line(message);
    for (const auto& [key, value] : fields) {
        const bool quoted = value.empty() || value.find_first_of(" \"=") != std::string::npos;
        line += quoted ? fmt::format(" {}=\"{}\"", key, one_line(value))
                       : fmt::format(" {}={}", key, one_line(value));
    }
    return line;
}

std::string as_json(LogLevel level, std::string_view message, const LogFields& fields,
                    std::int64_t now_ms)
{
    nlohmann::ordered_json line;
    line["time"] = to_rfc3339_ms(now_ms);
    line["level"] = name_of(level);
    line["message"] = message;
    for (const auto& [key, value] : fields) {
        line[std::string{key}] = value;
    }
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool to_journal(LogLevel level, std::string_view message, const LogFields& fields)
{
    std::vector<std::string> entries{
        fmt::format("MESSAGE={}", message),
        fmt::format("PRIORITY={}", kPriorities[static_cast<std::size_t>(level)]),
        "SYSLOG_IDENTIFIER=ctrip"};
    for (const auto& [key, value] : fields) {
        std::string name = "CTRIP_";
        for (const char c : key) {
            name.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
        }
        entries.push_back(fmt::format("{}={}", name, value));
        if (const std::string_view id = key == "event" ? journal_id_of(value) : ""; !id.empty()) {
            entries.push_back(fmt::format("MESSAGE_ID={}", id));
        }
    }
    std::vector<iovec> parts;
    parts.reserve(entries.size());
    for (std::string& entry : entries) {
        parts.push_back({entry.data(), entry.size()});
    }
    // sd_journal_sendv claims success where no journal listens.
    return access("/run/systemd/journal/socket", W_OK) == 0 &&
           sd_journal_sendv(parts.data(), static_cast<int>(parts.size())) == 0;
}

/// The call's fields first, then those of the context that it does not have.
LogFields joined(const LogFields& fields, const LogFields& context)
{
    LogFields all = fields;
    for (const auto& [key, value] : context) {
        const auto has_key = [&name = key](const auto& field) { return field.first == name; };
        if (std::none_of(fields.begin(), fields.end(), has_key)) {
            all.emplace_back(key, value);
        }
    }
    return all;
}

template <typename Names>
std::size_t index_of(const Names& names, std::string_view name)
{
    std::size_t i = 0;
    while (i < names.size() && names[i] != name) {
        ++i;
    }
    return i;
}

} // namespace

std::optional<LogLevel> parse_log_level(std::string_view name) noexcept
{
    const std::size_t i = index_of(kLevelNames, name == "warn" ? "warning" : name);
    return i < kLevelNames.size() ? std::optional{static_cast<LogLevel>(i)} : std::nullopt;
}

std::optional<LogFormat> parse_log_format(std::string_view name) noexcept
{
    constexpr std::array<std::string_view, 3> names{"text", "json", "journal"};
    const std::size_t i = index_of(names, name);
    return i < names.size() ? std::optional{static_cast<LogFormat>(i)} : std::nullopt;
}

void Log::error(std::string_view message, const LogFields& fields) const
{
    write(LogLevel::error, message, fields);
}

void Log::warning(std::string_view message, const LogFields& fields) const
{
    write(LogLevel::warning, message, fields);
}

void Log::info(std::string_view message, const LogFields& fields) const
{
    write(LogLevel::info, message, fields);
}

void Log::debug(std::string_view message, const LogFields& fields) const
{
    write(LogLevel::debug, message, fields);
}

void Log::write(LogLevel level, std::string_view message, const LogFields& fields) const
{
    if (!enabled(level)) {
        return;
    }
    const bool is_text = m_options.format == LogFormat::text;
    const bool is_bare = is_text && (m_options.terminal || m_context.empty());
    const LogFields all = is_bare ? fields : joined(fields, m_context);
    std::string line;
    if (m_options.format == LogFormat::json) {
        line = as_json(level, message, all, m_clock.now_ms());
    } else if (m_options.format == LogFormat::journal) {
        if (to_journal(level, message, all)) {
            return;
        }
        line = fmt::format("<{}>{}", kPriorities[static_cast<std::size_t>(level)],
                           as_text(level, message, all, false));
    } else {
        line = is_bare ? "" : to_rfc3339_ms(m_clock.now_ms()) + " ";
        line += as_text(level, message, all, m_options.color);
    }
    line.push_back('\n');
    // One write per line, so that lines of several processes do not mix.
    // Where standard error is gone there is nowhere to say so.
    static_cast<void>(std::fwrite(line.data(), 1, line.size(), stderr));
    static_cast<void>(std::fflush(stderr));
}

} // namespace ctrip::base
