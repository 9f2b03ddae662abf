// SPDX-License-Identifier: MIT
// `ctrip telemetry`. Manual: man/ctrip-telemetry.1. Work: lib/job/telemetry.cpp.
#include "base/error.hpp"
#include "base/url.hpp"
#include "cli/commands.hpp"
#include "cli/state_folder.hpp"
#include "config/telemetry.hpp"
#include "job/telemetry.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <array>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;
using telemetry::ExportReport;

struct TelemetryOptions
{
    bool json = false;
};

std::string this_host()
{
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? std::string{name.data()} : "unknown";
}

telemetry::OtlpResource resource_of(const config::Config& config)
{
    return {.version = CTRIP_VERSION,
            .environment = config.environment == config::Environment::production ? "production"
                                                                                 : "development",
            .host = this_host()};
}

std::optional<telemetry::OtlpTarget> otlp_target(const config::Config& config)
{
    if (!config.telemetry.otlp_url) {
        return std::nullopt;
    }
    return telemetry::OtlpTarget{.url = *config.telemetry.otlp_url,
                                 .headers = config::load_otlp_headers(config),
                                 .resource = resource_of(config)};
}

std::optional<telemetry::SentryTarget> sentry_target(const config::Config& config)
{
    const std::optional<std::string> text = config::load_sentry_dsn(config);
    if (!text) {
        return std::nullopt;
    }
    std::optional<telemetry::SentryDsn> dsn = telemetry::parse_dsn(*text);
    const std::string& origin = config.telemetry.sentry_dsn.origin;
    if (!dsn) {
        throw Error{ErrorKind::config, fmt::format("{}: the file must hold a DSN, as in "
                                                   "https://KEY@sentry.example/1",
                                                   origin)};
    }
    if (config.environment == config::Environment::production &&
        !config.telemetry.allow_plain_http && base::is_plain_http(dsn->envelope_url)) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: the DSN {}", origin, config::kPlainCollector)};
    }
    return telemetry::SentryTarget{.dsn = std::move(*dsn), .resource = resource_of(config)};
}

Json as_json(const std::optional<ExportReport>& report)
{
    if (!report) {
        return nullptr;
    }
    return {{"sent", report->sent}, {"left", report->left}, {"refused", report->refused}};
}

std::string as_text(const job::TelemetryReport& report)
{
    std::string text;
    for (const auto& [what, one] :
         {std::pair{"spans", &report.spans}, {"error reports", &report.reports}}) {
        if (*one) {
            text += fmt::format("{}{} {} sent, {} left", text.empty() ? "" : "; ", (*one)->sent,
                                what, (*one)->left);
        }
    }
    return text.empty() ? "nothing is configured to be sent: telemetry.otlp_url, "
                          "telemetry.sentry_dsn_file"
                        : text;
}

void flush(const TelemetryOptions& options, Session& session,
           const std::vector<job::Finding>& findings)
{
    const config::Config& config = session.config();
    const telemetry::ReportLimiter limiter{state_folder(), session.installation()};
    const job::TelemetryReport report =
        job::flush_telemetry({.spans = session.run_telemetry().spans(),
                              .defects = session.run_telemetry().defects(),
                              .limiter = limiter,
                              .otlp = otlp_target(config),
                              .sentry = sentry_target(config),
                              .findings = findings,
                              .clock = session.clock(),
                              .log = session.log()});
    const std::string text = as_text(report);
    session.report(
        options.json
            ? Json{{"spans", as_json(report.spans)}, {"reports", as_json(report.reports)}}.dump()
            : text,
        text, report.reports && report.reports->sent > 0);
    for (const auto& [name, one] : {std::pair{"telemetry.otlp_url", &report.spans},
                                    {"telemetry.sentry_dsn_file", &report.reports}}) {
        if (*one && !(*one)->problem.empty()) {
            throw Error{ErrorKind::unavailable,
                        fmt::format("{}: what was to be sent waits, {} of it: {}", name,
                                    (*one)->left, (*one)->problem)};
        }
    }
}

std::vector<job::Finding> findings_of(Session& session)
{
    const std::vector<store::JobRun> unrecorded = session.unrecorded_runs();
    return job::find_problems({.database = session.database(),
                               .config = session.config(),
                               .clock = session.clock(),
                               .unrecorded = unrecorded,
                               .disk = job::disk_space(session.disk_path())});
}

ExitCode run(const TelemetryOptions& options, Session& session)
{
    try {
        static_cast<void>(session.database());
    } catch (const Error& error) { // The database may be what has to be reported.
        flush(options, session,
              {{.needs_person = true, .text = error.what(), .subject = "database"}});
        throw;
    }
    return session.run_job("telemetry", [&] { flush(options, session, findings_of(session)); });
}

} // namespace

Command add_telemetry(OptionParser& root)
{
    const auto options = std::make_shared<TelemetryOptions>();
    auto* app = root.add_subcommand("telemetry", "Send traces and error reports");
    auto* flush = app->add_subcommand(
        "flush", "Send the spans and error reports that wait to their collectors");
    flush->add_flag("--json", options->json, "Print one JSON object");
    return {flush, [options](Session& session) { return run(*options, session); }, "telemetry"};
}

} // namespace ctrip::cli
