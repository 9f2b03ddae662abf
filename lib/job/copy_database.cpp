// SPDX-License-Identifier: MIT
#include "job/copy_database.hpp"

#include "base/error.hpp"
#include "job/lock_names.hpp"
#include "store/migrator.hpp"
#include "store/moved.hpp"
#include "store/table_copy.hpp"
#include "store/tables.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <thread>

namespace ctrip::job {

namespace {

using store::Table;
using Locks = std::vector<std::unique_ptr<store::Lock>>;

constexpr std::chrono::milliseconds kLockPause{200};

/// Both sides and the way between them.
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
    [[nodiscard]] bool was_moved_here();
    [[nodiscard]] bool is_target_empty();
    void require_sound(store::Database& database);
    void copy_all();
    [[nodiscard]] std::optional<std::string> compare_all();
    void show(std::string_view action, const Table& table, std::uint64_t rows);

    store::Database& m_from;
    store::Database& m_to;
    const CopyOptions& m_options;
    const base::Clock& m_clock;
    const base::Log& m_log;
    CopyReport m_report;
    CopyProgress m_progress;
};

/// Until it ends nobody else writes to this database.
std::unique_ptr<store::Work> begin_alone(store::Database& database)
{
    return store::retry_conflicts([&] {
        auto work = std::make_unique<store::Work>(database);
        database.lock_schema();
        for (const Table& table : store::lasting_tables()) {
            database.lock_writes(table.name);
        }
        return work;
    });
}

void Copy::prepare_schemas()
{
    store::Migrator{m_from, m_clock}.require_current();
    store::Migrator target{m_to, m_clock};
    if (target.current() == 0) {
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
                                    "{} s; let it finish, then run again",
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

/// True where the source has the mark, and what it was moved to is this target.
bool Copy::was_moved_here()
{
    if (const auto moved = store::find_moved(m_to)) {
        throw Error{ErrorKind::request,
                    fmt::format("database '{}': it was moved to '{}' itself and is closed; copy to "
                                "a new one",
                                m_to.public_url(), moved->to)};
    }
    const auto moved = store::find_moved(m_from);
    if (!moved) {
        return false;
    }
    if (moved->to != m_to.public_url()) {
        store::require_not_moved(m_from);
    }
    if (is_target_empty()) {
        throw Error{ErrorKind::config,
                    fmt::format("database '{}': it was moved to '{}' on {}, which is empty; "
                                "restore that one from a backup",
                                m_from.public_url(), moved->to, base::to_rfc3339(moved->at_s))};
    }
    return true;
}

/// Nothing was ever made there. Runs that found nothing to do leave no trace that matters.
bool Copy::is_target_empty()
{
    for (const Table& table : store::lasting_tables()) {
        if (table.name == "job_runs") {
            continue;
        }
        const std::string_view where = table.name == "counters" ? " WHERE value > 0" : "";
        if (m_to.query_row(fmt::format("SELECT 1 FROM {}{} LIMIT 1", table.name, where))) {
            return false;
        }
    }
    return true;
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
    // What a new schema begins with, what idle runs left, and the cache, which is made anew.
    for (const std::string_view table : {"counters", "job_runs", "address_filter"}) {
        m_to.execute(fmt::format("DELETE FROM {}", table), {});
    }
    for (const Table& table : store::lasting_tables()) {
        const std::int64_t started_ms = m_clock.now_ms();
        const std::uint64_t rows = store::copy_table(
            m_from, m_to, table, [&](std::uint64_t more) { show("copying", table, more); });
        m_report.tables.push_back(
            {.name = table.name, .rows = rows, .duration_ms = m_clock.now_ms() - started_ms});
    }
}

std::optional<std::string> Copy::compare_all()
{
    for (const Table& table : store::lasting_tables()) {
        const auto found = store::difference(
            m_from, m_to, table, [&](std::uint64_t more) { show("comparing", table, more); });
        if (found) {
            return fmt::format("table '{}': {}", table.name, *found);
        }
    }
    return std::nullopt;
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
    const std::unique_ptr<store::Work> source = begin_alone(m_from);
    const std::unique_ptr<store::Work> target = begin_alone(m_to);
    if (was_moved_here()) {
        m_report.outcome = CopyOutcome::moved_before;
        return std::move(m_report);
    }
    require_sound(m_from);
    for (const Table& table : store::lasting_tables()) {
        m_report.rows += store::count_rows(m_from, table);
    }
    const bool is_new = is_target_empty();
    m_report.outcome = is_new ? CopyOutcome::copied : CopyOutcome::marked;
    m_progress.rows_total = is_new ? 2 * m_report.rows : m_report.rows;
    if (is_new) {
        copy_all();
    }
    if (const auto found = compare_all()) {
        throw is_new
            ? Error{ErrorKind::unavailable,
                    fmt::format("the copy is not the same as its source: {}; nothing was "
                                "changed; please report it",
                                *found)}
            : Error{ErrorKind::request,
                    fmt::format("the target '{}' is not empty, and no copy of the source: {}; "
                                "nothing was changed; name a new database, or empty this one with "
                                "'ctrip migrate down --to 0' if nobody works on it",
                                m_to.public_url(), *found)};
    }
    require_sound(m_to);
    // The mark before the target's commit: a source whose session was lost, and its locks with it,
    // fails here while all can still be undone.
    store::mark_moved(m_from, {.to = m_to.public_url(), .at_s = m_clock.now_s()});
    target->commit();
    try {
        source->commit();
    } catch (const Error& error) {
        throw Error{error.kind(),
                    fmt::format("the copy is complete, but its source could not be marked as "
                                "moved: {}; run the same command again before any job runs",
                                error.what())};
    }
    return std::move(m_report);
}

} // namespace

CopyReport copy_database(store::Database& from, store::Database& to, const CopyOptions& options,
                         const base::Clock& clock, const base::Log& log)
{
    return Copy{from, to, options, clock, log}.run();
}

} // namespace ctrip::job
