// SPDX-License-Identifier: MIT
#include "cli/migrate_copy.hpp"

#include "base/error.hpp"
#include "cli/progress.hpp"
#include "config/notation.hpp"
#include "job/migrate_copy.hpp"
#include "store/open_database.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::hours kLockWaitMax{1};

/// Errors do not quote the URL: it may hold a password.
void check_url(std::string_view option, const std::string& url)
{
    if (url.empty()) {
        return;
    }
    if (config::holds_password(url)) {
        throw Error{ErrorKind::usage,
                    fmt::format("{}: a password on the command line can be read by every user of "
                                "this machine; take it out, and use PGPASSFILE or the service "
                                "file, or make it the configured database and leave {} out",
                                option, option)};
    }
    if (const auto problem = config::database_url_problem(url)) {
        throw Error{ErrorKind::usage, fmt::format("{} {}", option, *problem)};
    }
}

std::chrono::milliseconds lock_wait_of(const std::string& text)
{
    const auto span = base::parse_duration(text);
    if (!span || *span > kLockWaitMax) {
        throw Error{
            ErrorKind::usage,
            fmt::format("--wait can't be '{}'; write a span from 0s to 1h, such as 60s", text)};
    }
    return *span;
}

void check(const MigrateCopyOptions& options)
{
    if (options.from.empty() && options.to.empty()) {
        throw Error{ErrorKind::usage,
                    "--from or --to is needed: name the other database, as in --to "
                    "postgresql://ctrip@host/ctrip; the configured one is the side left out"};
    }
    check_url("--from", options.from);
    check_url("--to", options.to);
}

std::unique_ptr<store::Database> open(const std::string& url, store::OpenMode mode,
                                      Session& session)
{
    const bool is_configured = url.empty() || url == session.config().database.url;
    return is_configured ? session.open_database(mode) : session.open_database(url, mode);
}

/// Shows a progress line on a terminal; elsewhere logs one line per table.
class CopyProgressLine
{
public:
    explicit CopyProgressLine(Session& session)
        : m_log(session.log()), m_shown(session.shows_progress()),
          m_line("copy", session.clock(), m_shown, "rows")
    {
    }

    void show(const job::CopyProgress& progress)
    {
        std::string label = fmt::format("{} {}", progress.action, progress.table);
        if (label != m_label) {
            if (!m_shown) {
                m_log.info(label);
            }
            m_label = label;
            m_line.relabel(std::move(label));
        }
        m_line.show(progress.rows_done, progress.rows_total);
    }

private:
    const base::Log& m_log;
    bool m_shown;
    ProgressLine m_line;
    std::string m_label;
};

std::string_view name_of(job::CopyOutcome outcome)
{
    switch (outcome) {
    case job::CopyOutcome::copied:
        return "copied";
    case job::CopyOutcome::finished:
        return "finished";
    case job::CopyOutcome::moved_before:
        return "moved_before";
    }
    return "";
}

std::string as_json(const job::CopyReport& report, const store::Database& from,
                    const store::Database& to)
{
    Json json;
    json["outcome"] = name_of(report.outcome);
    json["from"] = from.public_url();
    json["to"] = to.public_url();
    json["rows"] = report.rows;
    json["tables"] = Json::array();
    for (const job::CopiedTable& table : report.tables) {
        json["tables"].push_back({{"table", table.name},
                                  {"rows", table.rows},
                                  {"seconds", static_cast<double>(table.duration_ms) / 1'000.0}});
    }
    return json.dump();
}

std::string as_text(const job::CopyReport& report, const store::Database& from,
                    const store::Database& to, std::int64_t duration_ms)
{
    switch (report.outcome) {
    case job::CopyOutcome::copied:
        return fmt::format("copied {} rows from '{}' to '{}' in {}.{} s, and compared them; set "
                           "database.url to the latter",
                           report.rows, from.public_url(), to.public_url(), duration_ms / 1'000,
                           duration_ms / 100 % 10);
    case job::CopyOutcome::finished:
        return fmt::format("finished the copy of an earlier run, from '{}' to '{}'; set "
                           "database.url to the latter",
                           from.public_url(), to.public_url());
    case job::CopyOutcome::moved_before:
        return fmt::format("'{}' was copied to '{}' before; nothing to do", from.public_url(),
                           to.public_url());
    }
    return {};
}

} // namespace

OptionParser* add_migrate_copy(OptionParser& migrate, MigrateCopyOptions& options)
{
    auto* app = migrate.add_subcommand(
        "copy", "Copy all data to another, empty database and close the old one");
    app->add_option("--from", options.from, "Copy from this database; default: the configured one")
        ->type_name("URL");
    app->add_option("--to", options.to, "Copy to this database; default: the configured one")
        ->type_name("URL");
    app->add_option("--wait", options.wait, "Wait at most this long for each running job to end")
        ->type_name("SPAN")
        ->capture_default_str();
    app->add_flag("--json", options.json, "Print JSON");
    return app;
}

ExitCode run_migrate_copy(const MigrateCopyOptions& options, Session& session)
{
    check(options);
    job::CopyOptions copy{.lock_wait = lock_wait_of(options.wait)};
    for (const config::Chain& chain : session.config().chains) {
        copy.chains.insert(chain.name);
    }
    const auto from = open(options.from, store::OpenMode::existing, session);
    const auto to = open(options.to, store::OpenMode::create, session);
    const std::int64_t started_ms = session.clock().now_ms();
    job::CopyReport report;
    {
        CopyProgressLine progress{session};
        copy.on_progress = [&](const job::CopyProgress& now) { progress.show(now); };
        report = job::copy_database(*from, *to, copy, session.clock(), session.log());
    }
    session.out().line(options.json
                           ? as_json(report, *from, *to)
                           : as_text(report, *from, *to, session.clock().now_ms() - started_ms));
    return ExitCode::ok;
}

} // namespace ctrip::cli
