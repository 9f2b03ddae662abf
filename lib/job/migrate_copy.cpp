// SPDX-License-Identifier: MIT
#include "job/migrate_copy.hpp"

#include "base/error.hpp"
#include "job/shared/lock_names.hpp"
#include "store/schema/migrator.hpp"
#include "store/schema/moved.hpp"
#include "store/schema/table_copy.hpp"
#include "store/schema/tables.hpp"

#include <fmt/format.h>

#include <memory>
#include <thread>

namespace ctrip::job {

namespace {

using store::Table;
using Locks = std::vector<std::unique_ptr<store::Lock>>;

constexpr std::chrono::milliseconds kLockPause{200};

class Copy
{
public:
    Copy(store::Database& from, store::Database& to, const CopyOptions& options,
         const base::Clock& clock, const base::Log& log)
        : m_from(from), m_to(to), m_options(options), m_clock(clock), m_log(log)
    {
    }

    CopyReport run();

private:
    void prepare_schemas();
    [[nodiscard]] std::set<std::string> chains() const;
    void take(Locks& locks, store::Database& database, const std::string& name) const;
    [[nodiscard]] Locks take_locks() const;
    [[nodiscard]] bool is_target_empty();
    [[nodiscard]] CopyOutcome finish(const store::Moved& moved, store::DbTransaction& target);
    void make_room();
    void require_nothing_new_in_target();
    static void require_sound(store::Database& database);
    void copy_all();
    void compare_all();
    void hand_over(store::DbTransaction& source, store::DbTransaction& target);
    void show(std::string_view action, const Table& table, std::uint64_t rows);

    store::Database& m_from;
    store::Database& m_to;
    const CopyOptions& m_options;
    const base::Clock& m_clock;
    const base::Log& m_log;
    CopyReport m_report;
    CopyProgress m_progress;
};

/// A database transaction during which no other session can write to this database.
std::unique_ptr<store::DbTransaction> begin_alone(store::Database& database)
{
    return store::retry_conflicts([&] {
        auto transaction = std::make_unique<store::DbTransaction>(database);
        database.lock_schema();
        for (const Table& table : store::lasting_tables()) {
            database.lock_writes(table.name);
        }
        return transaction;
    });
}

void Copy::prepare_schemas()
{
    store::Migrator{m_from, m_clock}.require_current();
    store::Migrator target{m_to, m_clock};
    const int version = target.current();
    // A kill between two migrations leaves a version between them, and no data.
    const bool is_new = version == 0 || (version < target.latest() &&
                                         !m_to.query_row("SELECT 1 FROM payments LIMIT 1"));
    if (is_new) {
        static_cast<void>(target.migrate(target.latest()));
        m_log.info(fmt::format("database '{}': it was empty, its schema is at version {} now",
                               m_to.public_url(), target.latest()));
    }
    target.require_current();
}

std::set<std::string> Copy::chains() const
{
    std::set<std::string> names = m_options.chains;
    for (store::Database* database : {&m_from, &m_to}) {
        for (const store::Row& row : database->query("SELECT name FROM chains")) {
            names.insert(row.text(0));
        }
    }
    return names;
}

void Copy::take(Locks& locks, store::Database& database, const std::string& name) const
{
    const auto deadline = std::chrono::steady_clock::now() + m_options.lock_wait;
    bool told = false;
    while (true) {
        if (auto lock = database.try_lock(name)) {
            locks.push_back(std::move(lock));
            return;
        }
        if (std::chrono::steady_clock::now() >= deadline) {
            throw Error{ErrorKind::locked,
                        fmt::format("database '{}': a run holds the lock '{}' and did not end in "
                                    "{} s; wait until it ends, then run again",
                                    database.public_url(), name,
                                    m_options.lock_wait.count() / 1'000)};
        }
        if (!told) {
            m_log.info(fmt::format("waiting for the run that holds the lock '{}'", name));
            told = true;
        }
        std::this_thread::sleep_for(kLockPause);
    }
}

Locks Copy::take_locks() const
{
    Locks locks;
    for (const std::string& name : all_lock_names(chains())) {
        take(locks, m_from, name);
        take(locks, m_to, name);
    }
    return locks;
}

/// Whether no data was ever stored there. Records of runs (job_runs), what runs counted
/// (metric_values), unused counters and the database's id are ignored.
bool Copy::is_target_empty()
{
    for (const Table& table : store::lasting_tables()) {
        if (table.name == "job_runs" || table.name == "metric_values") {
            continue;
        }
        const std::string_view where =
            table.name == "counters" ? " WHERE value > 0 AND name <> 'database_id'" : "";
        if (m_to.query_row(fmt::format("SELECT 1 FROM {}{} LIMIT 1", table.name, where))) {
            return false;
        }
    }
    return true;
}

/// For a source that is marked as moved: completes the copy to this target. Error{config} where it
/// moved to another one, or this one is empty.
CopyOutcome Copy::finish(const store::Moved& moved, store::DbTransaction& target)
{
    if (moved.state == store::MoveState::arriving || moved.other != m_to.public_url()) {
        store::require_not_moved(m_from); // It throws.
    }
    const auto target_moved = store::find_moved(m_to);
    if (target_moved && target_moved->state == store::MoveState::arriving) {
        store::mark_arrived(m_to);
        target.commit();
        return CopyOutcome::finished;
    }
    if (is_target_empty()) {
        throw Error{ErrorKind::config,
                    fmt::format("database '{}': it was copied to '{}' on {}, which is empty now; "
                                "restore that one from a backup",
                                m_from.public_url(), moved.other, base::to_rfc3339(moved.at_s))};
    }
    return CopyOutcome::moved_before;
}

/// Empties the target, if it is new or holds an unfinished copy of this source. Error{request} for
/// any other.
void Copy::make_room()
{
    const auto moved = store::find_moved(m_to);
    const bool is_ours =
        moved && moved->state == store::MoveState::arriving && moved->other == m_from.public_url();
    if (moved && !is_ours) {
        throw Error{ErrorKind::request,
                    fmt::format("database '{}': {} '{}' and can't be copied to; name a new one",
                                m_to.public_url(),
                                moved->state == store::MoveState::left
                                    ? "it was copied to"
                                    : "it holds an unfinished copy of",
                                moved->other)};
    }
    if (is_ours) {
        require_nothing_new_in_target();
    } else if (!is_target_empty()) {
        throw Error{
            ErrorKind::request,
            fmt::format("database '{}': it is not empty, and nothing was changed; name a new one, "
                        "or empty it with 'ctrip migrate down --to 0 --yes' if nothing uses it",
                        m_to.public_url())};
    }
    // A new database has the rows that its migrations and idle runs wrote.
    const auto tables = store::lasting_tables();
    for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
        m_to.execute(fmt::format("DELETE FROM {}", table->name), {});
    }
    m_to.execute("DELETE FROM address_filter"); // A cache; it is built again.
    store::mark_arrived(m_to);
}

/// A process that opened the target while it was empty may have waited for the copy's lock, and
/// stored a payment after the copy's commit. That payment has the next number, which in the source
/// belongs to no payment or to another one. Error{request} where there is one.
void Copy::require_nothing_new_in_target()
{
    const auto newest =
        m_to.query_row("SELECT number, id FROM payments ORDER BY number DESC LIMIT 1");
    if (newest && !m_from.query_row("SELECT 1 FROM payments WHERE number = $1 AND id = $2",
                                    {newest->integer(0), newest->text(1)})) {
        throw Error{ErrorKind::request,
                    fmt::format("database '{}': payment '{}' was made there after an unfinished "
                                "copy, and is in no other database; nothing was changed; name a "
                                "new database, and make that payment again by hand",
                                m_to.public_url(), newest->text(1))};
    }
}

void Copy::require_sound(store::Database& database)
{
    for (const Table& table : store::lasting_tables()) {
        if (const std::uint64_t orphans = store::count_orphans(database, table); orphans > 0) {
            throw Error{ErrorKind::unavailable,
                        fmt::format("database '{}': {} rows of table '{}' refer to rows of '{}' "
                                    "that are not there; nothing was changed; restore it from a "
                                    "backup",
                                    database.public_url(), orphans, table.name,
                                    table.reference->table)};
        }
    }
}

void Copy::show(std::string_view action, const Table& table, std::uint64_t rows)
{
    m_progress.action = action;
    m_progress.table = table.name;
    m_progress.rows_done += rows;
    if (m_options.on_progress) {
        m_options.on_progress(m_progress);
    }
}

void Copy::copy_all()
{
    for (const Table& table : store::lasting_tables()) {
        const std::int64_t started_ms = m_clock.now_ms();
        const std::uint64_t rows = store::copy_table(
            m_from, m_to, table, [&](std::uint64_t more) { show("copying", table, more); });
        m_report.tables.push_back(
            {.name = table.name, .rows = rows, .duration_ms = m_clock.now_ms() - started_ms});
    }
}

void Copy::compare_all()
{
    for (const Table& table : store::lasting_tables()) {
        const auto found = store::difference(
            m_from, m_to, table, [&](std::uint64_t more) { show("comparing", table, more); });
        if (found) {
            throw Error{ErrorKind::unavailable,
                        fmt::format("the copy is not the same as its source: table '{}': {}; "
                                    "nothing was changed; please report it",
                                    table.name, *found)};
        }
    }
}

/// Commits both databases. If this fails after the target's commit, the next run does the rest.
void Copy::hand_over(store::DbTransaction& source, store::DbTransaction& target)
{
    // The source's marker is written before the target's commit: if the source's session was lost,
    // and its locks with it, this fails while all can still be rolled back.
    store::mark_left(m_from, m_to.public_url(), m_clock.now_s());
    store::mark_arriving(m_to, m_from.public_url(), m_clock.now_s());
    target.commit();
    try {
        source.commit();
        store::mark_arrived(m_to);
    } catch (const Error& error) {
        throw Error{error.kind(), fmt::format("all is copied, but the source is not closed or the "
                                              "target not opened: {}; run the same command again",
                                              error.what())};
    }
}

CopyReport Copy::run()
{
    if (m_from.public_url() == m_to.public_url()) {
        throw Error{ErrorKind::request,
                    fmt::format("'{}' is both the source and the target; name two databases",
                                m_from.public_url())};
    }
    m_from.name_connection("ctrip/copy");
    m_to.name_connection("ctrip/copy");
    prepare_schemas();
    const Locks locks = take_locks();
    const std::unique_ptr<store::DbTransaction> source = begin_alone(m_from);
    if (const auto moved = store::find_moved(m_from)) {
        const std::unique_ptr<store::DbTransaction> target = begin_alone(m_to);
        m_report.outcome = finish(*moved, *target);
        return std::move(m_report);
    }
    // Before the target's DbTransaction: a server ends a session that is idle within one.
    require_sound(m_from);
    for (const Table& table : store::lasting_tables()) {
        m_report.rows += store::count_rows(m_from, table);
    }
    m_progress.rows_total = 2 * m_report.rows;
    const std::unique_ptr<store::DbTransaction> target = begin_alone(m_to);
    make_room();
    copy_all();
    compare_all();
    require_sound(m_to);
    hand_over(*source, *target);
    return std::move(m_report);
}

} // namespace

CopyReport copy_database(store::Database& from, store::Database& to, const CopyOptions& options,
                         const base::Clock& clock, const base::Log& log)
{
    return Copy{from, to, options, clock, log}.run();
}

} // namespace ctrip::job
