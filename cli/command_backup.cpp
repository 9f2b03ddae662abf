// SPDX-License-Identifier: MIT
// `ctrip backup`. Manual: man/ctrip-backup.1. Work: lib/job/backup.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "config/secrets.hpp"
#include "job/backup.hpp"
#include "store/schema/migrator.hpp"
#include "store/schema/moved.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;

struct BackupOptions
{
    std::string out;
    bool json = false;
};

std::string as_json(const job::BackupReport& report)
{
    return Json{{"file", report.file},
                {"bytes", report.bytes},
                {"engine", report.engine},
                {"schema_version", report.schema_version},
                {"payments", report.payments}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string as_text(const job::BackupReport& report)
{
    return fmt::format("{} payments backed up in {} ({} bytes), and read again", report.payments,
                       report.file, report.bytes);
}

/// Only then a run can be recorded.
bool is_in_use(store::Database& database, const base::Clock& clock)
{
    store::Migrator migrator{database, clock};
    return migrator.current() == migrator.latest() && !store::find_moved(database);
}

ExitCode run(const BackupOptions& options, Session& session)
{
    if (options.out.empty() || options.out == "-") {
        throw_usage("backup", "--out: name a file");
    }
    // A database of any schema: a backup comes before 'migrate up'.
    const auto database = session.open_database(store::OpenMode::existing);
    const auto password = config::load_database_password(session.config());
    job::BackupJob job{.database = *database,
                       .url = session.config().database.url,
                       .password = password ? &*password : nullptr,
                       .clock = session.clock(),
                       .on_progress = {}};
    job::check_backup_file(job, options.out);
    const auto work = [&] {
        job::BackupReport report;
        {
            ProgressLine progress{"backup", session.clock(), session.shows_progress(), "pages"};
            job.on_progress = [&](std::uint64_t done, std::uint64_t total) {
                progress.show(done, total);
            };
            report = job::backup(job, options.out);
        }
        const std::string text = as_text(report);
        session.report(options.json ? as_json(report) : text, text, true);
    };
    if (!is_in_use(*database, session.clock())) {
        work();
        return ExitCode::ok;
    }
    return session.run_shared_job("backup", work);
}

} // namespace

Command add_backup(OptionParser& root)
{
    const auto options = std::make_shared<BackupOptions>();
    auto* app = root.add_subcommand("backup", "Copy the database to a new file while jobs run");
    app->add_option("--out", options->out, "Write this new file")->type_name("FILE")->required();
    app->add_flag("--json", options->json, "Print one JSON object");
    return {app, [options](Session& session) { return run(*options, session); }, "backup"};
}

} // namespace ctrip::cli
