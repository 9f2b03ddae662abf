// SPDX-License-Identifier: MIT
// `ctrip migrate`. Manual: man/ctrip-migrate.1. Work: lib/store/schema/migrator.cpp; `copy`:
// migrate_copy.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/keys/address_mark.hpp"
#include "cli/migrate_copy.hpp"
#include "cli/table.hpp"
#include "job/restored.hpp"
#include "store/open_database.hpp"
#include "store/schema/migrator.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <optional>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;
using Moves = std::vector<store::Migrator::Move>;

struct MigrateOptions
{
    OptionParser* up = nullptr;
    OptionParser* down = nullptr;
    OptionParser* status = nullptr;
    OptionParser* sql = nullptr;
    OptionParser* copy = nullptr;
    OptionParser* restored = nullptr;
    std::uint64_t skip = 100'000;
    MigrateCopyOptions copying;
    std::optional<int> to;
    bool yes = false;
    bool sql_down = false;
    bool json = false;
};

/// The database; an empty one in memory if the SQLite file does not exist, so that `status` and
/// `sql` can show what `up` would do.
std::unique_ptr<store::Database> open_to_look(Session& session)
{
    const auto path = config::sqlite_path(session.config().database.url);
    if (path && access(path->c_str(), F_OK) != 0) {
        return store::open_database("sqlite::memory:", store::OpenMode::create);
    }
    return session.open_database(store::OpenMode::existing);
}

int up_target(const MigrateOptions& options, store::Migrator& migrator)
{
    const int target = options.to.value_or(migrator.latest());
    if (options.to && target < migrator.current()) {
        throw Error{ErrorKind::request,
                    fmt::format("the schema is at version {} already; 'ctrip migrate down --to {}' "
                                "goes back, and loses data",
                                migrator.current(), target)};
    }
    return target;
}

int down_target(const MigrateOptions& options, store::Migrator& migrator)
{
    const int current = migrator.current();
    const int target = options.to.value_or(std::max(current - 1, 0));
    if (target > current) {
        throw Error{
            ErrorKind::request,
            fmt::format("the schema is at version {} only; 'ctrip migrate up --to {}' goes there",
                        current, target)};
    }
    return target;
}

std::string moves_json(store::Migrator& migrator, const Moves& moves)
{
    Json json;
    json["version"] = migrator.current();
    json["steps"] = Json::array();
    for (const auto& move : moves) {
        json["steps"].push_back({{"version", move.migration->version},
                                 {"name", move.migration->name},
                                 {"direction", move.up ? "up" : "down"}});
    }
    return json.dump();
}

ExitCode move_to(const MigrateOptions& options, Session& session, store::Migrator& migrator,
                 int target)
{
    const Moves moves = migrator.migrate(target);
    Output& out = session.out();
    if (options.json) {
        out.line(moves_json(migrator, moves));
        return ExitCode::ok;
    }
    for (const auto& move : moves) {
        out.line(fmt::format("{} {:04} {}", move.up ? "applied" : "undid", move.migration->version,
                             move.migration->name));
    }
    out.line(fmt::format("the schema is at version {}{}", migrator.current(),
                         moves.empty() ? "; nothing to do" : ""));
    return ExitCode::ok;
}

ExitCode run_up(const MigrateOptions& options, Session& session)
{
    const auto database = session.open_database(store::OpenMode::create);
    store::Migrator migrator{*database, session.clock()};
    return move_to(options, session, migrator, up_target(options, migrator));
}

ExitCode run_down(const MigrateOptions& options, Session& session)
{
    if (!options.yes) {
        throw Error{ErrorKind::usage, "migrate down deletes the data of the newer schema, "
                                      "including payments; back up the database, then give --yes"};
    }
    const auto database = session.open_database(store::OpenMode::existing);
    store::Migrator migrator{*database, session.clock()};
    return move_to(options, session, migrator, down_target(options, migrator));
}

ExitCode run_sql(const MigrateOptions& options, Session& session)
{
    const auto database = open_to_look(session);
    store::Migrator migrator{*database, session.clock()};
    const Moves moves = migrator.plan(options.sql_down ? down_target(options, migrator)
                                                       : up_target(options, migrator));
    std::string text;
    for (const auto& move : moves) {
        text += fmt::format("-- {:04} {} ({})\n{}", move.migration->version, move.migration->name,
                            move.up ? "up" : "down", move.sql());
        text += text.ends_with('\n') ? "" : "\n";
    }
    session.out().text(options.json ? Json{{"sql", text}}.dump() + "\n" : text);
    return ExitCode::ok;
}

std::string_view state_of(const store::MigrationState& state)
{
    if (state.migration == nullptr) {
        return "unknown to this program";
    }
    if (state.checksum_differs) {
        return "applied from another text";
    }
    return state.applied_at_s ? "applied" : "pending";
}

std::string status_json(store::Database& database, store::Migrator& migrator)
{
    Json json;
    json["engine"] = database.engine();
    json["version"] = migrator.current();
    json["latest"] = migrator.latest();
    json["migrations"] = Json::array();
    for (const store::MigrationState& state : migrator.status()) {
        json["migrations"].push_back(
            {{"version", state.version},
             {"name", state.name},
             {"state", state_of(state)},
             {"applied_at",
              state.applied_at_s ? Json(base::to_rfc3339(*state.applied_at_s)) : Json(nullptr)}});
    }
    return json.dump();
}

ExitCode run_status(const MigrateOptions& options, Session& session)
{
    const auto database = open_to_look(session);
    store::Migrator migrator{*database, session.clock()};
    Output& out = session.out();
    if (options.json) {
        out.line(status_json(*database, migrator));
        return ExitCode::ok;
    }
    Table table{{{"VERSION", Align::right}, {"NAME"}, {"STATE"}, {"APPLIED"}}, out.color()};
    for (const store::MigrationState& state : migrator.status()) {
        table.add({{std::to_string(state.version)},
                   {state.name},
                   {std::string{state_of(state)},
                    state_of(state) == "applied" ? Ink::green : Ink::yellow},
                   {state.applied_at_s ? base::to_rfc3339(*state.applied_at_s) : ""}});
    }
    out.text(table.text());
    const int current = migrator.current();
    out.line(fmt::format("the schema is at version {}, this program needs {}{}", current,
                         migrator.latest(),
                         current < migrator.latest() ? "; run 'ctrip migrate up'" : ""));
    return ExitCode::ok;
}

std::string restored_json(const job::RestoredReport& report)
{
    Json json;
    json["skipped_from"] = report.skipped_from;
    json["next_index"] = report.skipped_to;
    json["chains"] = Json::array();
    for (const auto& chain : report.chains) {
        json["chains"].push_back(
            {{"chain", chain.name},
             {"scan_from", chain.scan_from ? Json(*chain.scan_from) : Json(nullptr)}});
    }
    return json.dump();
}

ExitCode run_restored(const MigrateOptions& options, Session& session)
{
    const std::unique_ptr<store::HighWaterMark> mark = open_address_mark(session);
    const job::RestoredReport report = job::go_on_restored({.database = session.database(),
                                                            .account = session.account(),
                                                            .clock = session.clock(),
                                                            .mark = mark.get()},
                                                           options.skip);
    Output& out = session.out();
    if (options.json) {
        out.line(restored_json(report));
        return ExitCode::ok;
    }
    out.line(fmt::format("the next payment gets address number {}; numbers {} to {} are passed "
                         "over, since customers may have them",
                         report.skipped_to, report.skipped_from, report.skipped_to - 1));
    for (const auto& chain : report.chains) {
        out.line(chain.scan_from
                     ? fmt::format("{}: the next scan goes on at block {} by itself; 'ctrip scan "
                                   "--chain {} --from {}' reads the blocks before it again, from "
                                   "wherever the copy may be incomplete",
                                   chain.name, *chain.scan_from, chain.name, *chain.scan_from)
                     : fmt::format("{}: it was never scanned", chain.name));
    }
    out.line("payments that were made after the copy are not in it: 'ctrip scan' names money that "
             "comes to their addresses");
    return ExitCode::ok;
}

ExitCode run(const MigrateOptions& options, Session& session)
{
    if (options.restored->parsed()) {
        return run_restored(options, session);
    }
    if (options.up->parsed()) {
        return run_up(options, session);
    }
    if (options.down->parsed()) {
        return run_down(options, session);
    }
    if (options.copy->parsed()) {
        return run_migrate_copy(options.copying, session);
    }
    return options.sql->parsed() ? run_sql(options, session) : run_status(options, session);
}

void add_to(OptionParser& app, MigrateOptions& options)
{
    app.add_option("--to", options.to, "Migrate to this version")
        ->type_name("VERSION")
        ->range(0, 9'999);
}

} // namespace

Command add_migrate(OptionParser& root)
{
    const auto options = std::make_shared<MigrateOptions>();
    auto* app = root.add_subcommand(
        "migrate", "Migrate the schema to a version, or copy all data to another database");
    options->up =
        app->add_subcommand("up", "Apply pending migrations; create a missing SQLite file");
    options->down = app->add_subcommand("down", "Undo the last migration, deleting its data");
    options->status = app->add_subcommand("status", "List the migrations and which are applied");
    options->sql = app->add_subcommand("sql", "Print the SQL that 'up' would run");
    for (OptionParser* sub : {options->up, options->down, options->sql}) {
        add_to(*sub, *options);
    }
    options->down->add_flag("--yes", options->yes, "Confirm that the data is deleted");
    options->sql->add_flag("--down", options->sql_down, "Print what 'down' would run instead");
    options->copy = add_migrate_copy(*app, options->copying);
    options->restored = app->add_subcommand(
        "restored", "Make a restored database safe to go on with: pass over addresses");
    options->restored->add_option("--skip", options->skip, "Pass over this many addresses")
        ->type_name("N")
        ->range(1, 1'000'000'000);
    for (OptionParser* sub :
         {options->up, options->down, options->status, options->sql, options->restored}) {
        sub->add_flag("--json", options->json, "Print JSON");
    }
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
