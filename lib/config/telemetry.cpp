// SPDX-License-Identifier: MIT
#include "config/telemetry.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "config/notation.hpp"
#include "config/secret_reader.hpp"
#include "config/secrets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace ctrip::config {

namespace {

constexpr std::size_t kOtlpHeadersMax = 20;

std::string read_collector_url(const Field& field, const Telemetry& telemetry,
                               const ReadContext& context)
{
    std::string url = field.http_url();
    const base::Url parts = base::parse_url(url).url;
    if (parts.has_user_info || !parts.query.empty() || !parts.fragment.empty()) {
        field.fail("must have no user, query or fragment; a key goes into the file that "
                   "telemetry.otlp_headers_file names");
    }
    if (context.environment == Environment::production && !telemetry.allow_plain_http &&
        base::is_plain_http(url)) {
        field.fail(kPlainCollector);
    }
    return url;
}

} // namespace

void read_telemetry(Telemetry& telemetry, const Field& field, const ReadContext& context)
{
    const Section section{field,
                          {"otlp_url", "otlp_headers_file", "traceparent_to_nodes",
                           "sentry_dsn_file", "allow_plain_http"}};
    const auto read_flag = [&](const char* key, bool& flag) {
        if (const auto found = section.find(key)) {
            flag = found->boolean();
        }
    };
    read_flag("allow_plain_http", telemetry.allow_plain_http);
    read_flag("traceparent_to_nodes", telemetry.traceparent_to_nodes);
    if (const auto url = section.find("otlp_url")) {
        telemetry.otlp_url = read_collector_url(*url, telemetry, context);
    }
    if (const auto headers = section.find("otlp_headers_file")) {
        telemetry.otlp_headers = read_file_name(*headers, context);
    }
    if (const auto dsn = section.find("sentry_dsn_file")) {
        telemetry.sentry_dsn = read_file_name(*dsn, context);
    }
}

std::vector<std::string> load_otlp_headers(const Config& config)
{
    const SecretSource& source = config.telemetry.otlp_headers;
    std::vector<std::string> headers;
    if (!source.given()) {
        return headers;
    }
    const base::Secret text =
        load_secret(config, source, "collector's headers", "write 'Name: value', one a line");
    std::string_view rest = text.expose_text();
    while (!rest.empty()) {
        const std::string_view line = base::trim(rest.substr(0, rest.find('\n')));
        rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
        if (line.empty()) {
            continue;
        }
        const std::string_view name = line.substr(0, line.find(':'));
        const bool is_printable =
            std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; });
        if (name.size() == line.size() || !is_header_name(name) || !is_printable ||
            headers.size() == kOtlpHeadersMax) {
            throw Error{ErrorKind::config,
                        fmt::format("{}: must have at most {} lines of 'Name: value', and line {} "
                                    "is none",
                                    source.origin, kOtlpHeadersMax, headers.size() + 1)};
        }
        headers.emplace_back(line);
    }
    return headers;
}

std::optional<std::string> load_sentry_dsn(const Config& config)
{
    const SecretSource& source = config.telemetry.sentry_dsn;
    if (!source.given()) {
        return std::nullopt;
    }
    const base::Secret dsn = load_secret(config, source, "Sentry DSN",
                                         "copy it from the project's settings (Client Keys)");
    return std::string{dsn.expose_text()};
}

} // namespace ctrip::config
