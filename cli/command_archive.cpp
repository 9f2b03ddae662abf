// SPDX-License-Identifier: MIT
// `ctrip archive`. Manual: man/ctrip-archive.1. Work: lib/job/archive.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/payment_text.hpp"
#include "cli/progress.hpp"
#include "job/archive.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;

struct ArchiveOptions
{
    std::string older_than;
    std::string directory;
    std::vector<std::string> chains;
    bool dry_run = false;
    std::string restore;
    std::vector<std::string> ids;
    bool json = false;
};

void check_usage(const ArchiveOptions& options)
{
    if (options.restore.empty() == options.older_than.empty()) {
        throw_usage("archive", "archive: give either --older-than SPAN or --restore FILE");
    }
    if (options.restore.empty() && !options.ids.empty()) {
        throw_usage("archive",
                    fmt::format("archive: an ID ('{}') goes with --restore", options.ids.front()));
    }
    if (!options.restore.empty() &&
        (!options.directory.empty() || !options.chains.empty() || options.dry_run)) {
        throw_usage("archive",
                    "archive: --directory, --chain and --dry-run do not go with --restore");
    }
}

std::chrono::seconds span_of(const std::string& text)
{
    const auto span = base::parse_duration(text);
    if (!span) {
        throw Error{
            ErrorKind::usage,
            fmt::format("--older-than: '{}' is not a span of time, such as 400d, of at most 10 "
                        "years",
                        text)};
    }
    return *span;
}

/// The given folder; else that of the SQLite file, which backups cover; else the working folder.
std::string folder_of(const ArchiveOptions& options, Session& session)
{
    std::string folder = options.directory;
    if (folder.empty()) {
        const auto path = config::sqlite_path(session.config().database.url).value_or("");
        const std::size_t slash = path.rfind('/');
        folder = slash == std::string::npos ? "." : path.substr(0, slash);
    }
    struct stat status = {};
    if (stat((folder + "/").c_str(), &status) != 0) {
        throw Error{ErrorKind::request,
                    fmt::format("folder '{}': is not there; make it, or name another with "
                                "--directory",
                                folder)};
    }
    return folder;
}

std::string as_json(const job::ArchiveReport& report, bool dry_run)
{
    return Json{{"payments", report.payments},
                {"left", report.left},
                {"file", report.file.empty() ? Json(nullptr) : Json(report.file)},
                {"bytes", report.bytes},
                {"dry_run", dry_run}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string as_text(const job::ArchiveReport& report, bool dry_run)
{
    if (dry_run) {
        return fmt::format("{} payments would be archived", report.payments);
    }
    if (report.file.empty()) {
        return "nothing to archive";
    }
    std::string text = fmt::format("{} payments archived in {} ({} bytes)", report.payments,
                                   report.file, report.bytes);
    if (report.left > 0) {
        text += fmt::format(", {} left because they changed meanwhile", report.left);
    }
    return text;
}

std::string as_json(const job::RestoreReport& report)
{
    return Json{{"restored", report.payments},
                {"present", report.present},
                {"elsewhere", report.elsewhere},
                {"transfers", report.transfers}}
        .dump();
}

std::string as_text(const job::RestoreReport& report)
{
    std::string text = fmt::format("{} payments restored", report.payments);
    const auto add = [&](std::uint64_t count, std::string_view what) {
        if (count > 0) {
            text += fmt::format(", {} {}", count, what);
        }
    };
    add(report.present, "were there already");
    add(report.elsewhere, "are archived in another file");
    add(report.transfers, "transfers came meanwhile");
    return text;
}

/// Shows one progress line per phase; each replaces the one before.
class ArchiveProgressLine
{
public:
    explicit ArchiveProgressLine(Session& session) : m_session(session) {}

    [[nodiscard]] job::ArchiveProgress callback()
    {
        if (!m_session.shows_progress()) {
            return {};
        }
        return [this](std::string_view what, std::uint64_t done, std::uint64_t total) {
            if (!m_line || what != m_what) {
                m_line.reset();
                m_what = what;
                m_line =
                    std::make_unique<ProgressLine>(m_what, m_session.clock(), true, "payments");
            }
            m_line->show(done, total);
        };
    }

private:
    Session& m_session;
    std::string m_what;
    std::unique_ptr<ProgressLine> m_line;
};

job::ArchiveJob job_of(Session& session, job::ArchiveProgress progress)
{
    return {.database = session.database(),
            .clock = session.clock(),
            .log = session.log(),
            .on_progress = std::move(progress)};
}

ExitCode run_restore(const ArchiveOptions& options, Session& session)
{
    job::RestoreOptions restore{
        .file = options.restore,
        .ids = {},
        .late_counts = session.config().payments.late == config::LatePolicy::accept,
        .own_addresses = session.own_senders(),
        .every_sender_is_own = session.config().environment == config::Environment::production};
    for (const std::string& id : options.ids) {
        restore.ids.push_back(checked_id("ID", id, ErrorKind::not_found));
    }
    return session.run_job("archive", [&] {
        job::RestoreReport report;
        {
            ArchiveProgressLine progress{session};
            report = job::restore(job_of(session, progress.callback()), restore);
        }
        const std::string text = as_text(report);
        session.report(options.json ? as_json(report) : text, text, report.payments > 0);
    });
}

ExitCode run(const ArchiveOptions& options, Session& session)
{
    check_usage(options);
    if (!options.restore.empty()) {
        return run_restore(options, session);
    }
    job::ArchiveOptions archive{
        .choice = {}, .folder = folder_of(options, session), .dry_run = options.dry_run};
    archive.choice.before_s = session.clock().now_s() - span_of(options.older_than).count();
    if (!options.chains.empty()) { // No filter includes chains removed from the configuration.
        for (const config::Chain* chain : session.chains(options.chains)) {
            archive.choice.chain_ids.push_back(chain->chain_id);
        }
    }
    const auto work = [&] {
        job::ArchiveReport report;
        {
            ArchiveProgressLine progress{session};
            report = job::archive(job_of(session, progress.callback()), archive);
        }
        const std::string text = as_text(report, options.dry_run);
        session.report(options.json ? as_json(report, options.dry_run) : text, text,
                       !options.dry_run && report.payments > 0);
    };
    if (options.dry_run) {
        work();
        return ExitCode::ok;
    }
    return session.run_job("archive", work);
}

} // namespace

Command add_archive(OptionParser& root)
{
    const auto options = std::make_shared<ArchiveOptions>();
    auto* app =
        root.add_subcommand("archive", "Archive closed payments to a file, or restore them");
    app->add_option("--older-than", options->older_than,
                    "Archive payments settled or expired this long ago, such as 400d")
        ->type_name("SPAN");
    app->add_option(
           "--directory", options->directory,
           "Write the file here; default: beside a SQLite database, else the working folder")
        ->type_name("DIR");
    app->add_option("--chain", options->chains, "Limit to this chain (repeatable)")
        ->type_name("NAME")
        ->one_value_per_use();
    app->add_flag("--dry-run", options->dry_run, "Count only; write and delete nothing");
    app->add_option("--restore", options->restore, "Restore the payments of this file instead")
        ->type_name("FILE");
    app->add_option("id", options->ids, "With --restore: restore only these payments")
        ->type_name("ID");
    app->add_flag("--json", options->json, "Print one JSON object");
    return {app, [options](Session& session) { return run(*options, session); }, "archive"};
}

} // namespace ctrip::cli
