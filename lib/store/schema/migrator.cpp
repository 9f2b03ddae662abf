// SPDX-License-Identifier: MIT
#include "store/schema/migrator.hpp"

#include "base/hex.hpp"
#include "evm/digest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::store {

namespace {

std::string checksum(std::string_view text)
{
    return evm::digest_hex(text);
}

} // namespace

Migrator::Migrator(Database& database, const base::Clock& clock)
    : m_database(database), m_clock(clock)
{
    for (const Migration& migration : embedded_migrations()) {
        if (migration.engine == database.engine()) {
            m_known.push_back(&migration);
        }
    }
}

int Migrator::latest() const noexcept
{
    return m_known.empty() ? 0 : m_known.back()->version;
}

bool Migrator::has_table()
{
    return m_database.has_table("schema_migrations");
}

int Migrator::current()
{
    if (!has_table()) {
        return 0;
    }
    const auto row =
        m_database.query_row("SELECT COALESCE(MAX(version), 0) FROM schema_migrations");
    return static_cast<int>(row->integer(0));
}

std::vector<MigrationState> Migrator::status()
{
    std::vector<MigrationState> states;
    for (const Migration* migration : m_known) {
        states.push_back({.migration = migration,
                          .version = migration->version,
                          .name = std::string{migration->name},
                          .applied_at_s = std::nullopt});
    }
    if (!has_table()) {
        return states;
    }
    for (const Row& row : m_database.query("SELECT version, name, checksum, applied_at FROM "
                                           "schema_migrations ORDER BY version")) {
        const int version = static_cast<int>(row.integer(0));
        const auto found =
            std::find_if(states.begin(), states.end(),
                         [&](const MigrationState& state) { return state.version == version; });
        if (found == states.end()) {
            states.push_back({.migration = nullptr,
                              .version = version,
                              .name = row.text(1),
                              .applied_at_s = row.integer(3)});
            continue;
        }
        found->applied_at_s = row.integer(3);
        found->checksum_differs = row.text(2) != checksum(found->migration->up);
    }
    return states;
}

std::vector<Migrator::Move> Migrator::plan(int target)
{
    const int from = current();
    if (target < 0 || target > latest()) {
        throw Error{ErrorKind::request,
                    fmt::format("schema version {}: this program knows versions 0 to {}", target,
                                latest())};
    }
    if (from > latest()) {
        throw Error{
            ErrorKind::config,
            fmt::format("the database's schema is at version {}, newer than this program's {}; "
                        "install the newer ctrip",
                        from, latest())};
    }
    std::vector<Move> moves;
    for (const Migration* migration : m_known) {
        if (migration->version > from && migration->version <= target) {
            moves.push_back({migration, true});
        }
        if (migration->version <= from && migration->version > target) {
            moves.insert(moves.begin(), {migration, false});
        }
    }
    return moves;
}

std::vector<Migrator::Move> Migrator::migrate(int target)
{
    std::vector<Move> ran;
    // One step at a time, planned again under the write lock: two concurrent runs do each step
    // once.
    while (true) {
        DbTransaction transaction{m_database};
        m_database.lock_schema();
        m_database.execute_script(
            "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, "
            "name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
        const std::vector<Move> moves = plan(target);
        if (moves.empty()) {
            transaction.commit();
            return ran;
        }
        const Move& move = moves.front();
        m_database.execute_script(move.sql());
        if (move.up) {
            m_database.execute("INSERT INTO schema_migrations (version, name, checksum, "
                               "applied_at) VALUES ($1, $2, $3, $4)",
                               {move.migration->version, move.migration->name,
                                checksum(move.migration->up), m_clock.now_s()});
        } else {
            m_database.execute("DELETE FROM schema_migrations WHERE version = $1",
                               {move.migration->version});
        }
        transaction.commit();
        ran.push_back(move);
    }
}

void Migrator::require_current()
{
    const int have = current();
    if (have < latest()) {
        throw Error{ErrorKind::config,
                    fmt::format("the database's schema is at version {}, this program needs {}; "
                                "run 'ctrip migrate up'",
                                have, latest())};
    }
    if (have > latest()) {
        throw Error{
            ErrorKind::config,
            fmt::format("the database's schema is at version {}, newer than this program's {}; "
                        "install the newer ctrip",
                        have, latest())};
    }
    for (const MigrationState& state : status()) {
        if (state.checksum_differs || !state.applied_at_s) {
            throw Error{ErrorKind::config,
                        fmt::format("the database's schema version {} ({}) was made from another "
                                    "text than this program's; "
                                    "restore a backup or the program that made it",
                                    state.version, state.name)};
        }
    }
}

} // namespace ctrip::store
