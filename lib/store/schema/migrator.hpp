// SPDX-License-Identifier: MIT
// Migrates a database's schema to a version, and checks whether it is the version that this program
// was built for.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"
#include "store/schema/migrations.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::store {

struct MigrationState
{
    const Migration* migration =
        nullptr; ///< Null: the database has a version that this program does not know.
    int version = 0;
    std::string name;
    std::optional<base::UnixSeconds> applied_at_s;
    bool checksum_differs = false; ///< Applied, but from another text.
};

class Migrator
{
public:
    Migrator(Database& database, const base::Clock& clock);

    /// The newest version that this program knows for the engine.
    [[nodiscard]] int latest() const noexcept;
    /// The database's version; 0 if nothing was applied yet.
    [[nodiscard]] int current();
    [[nodiscard]] std::vector<MigrationState> status();

    /// The migrations that migrate(target) would run, in order.
    struct Move
    {
        const Migration* migration;
        bool up;
        [[nodiscard]] std::string_view sql() const { return up ? migration->up : migration->down; }
    };
    [[nodiscard]] std::vector<Move> plan(int target);
    /// Runs the migrations to `target`, each in one database transaction with its row in
    /// schema_migrations. Returns the steps that ran.
    std::vector<Move> migrate(int target);

    /// Throws Error{config}, which says what to do, unless the schema is exactly this program's.
    void require_current();

private:
    [[nodiscard]] bool has_table();

    Database& m_database;
    const base::Clock& m_clock;
    std::vector<const Migration*> m_known; ///< Of this engine, by version.
};

} // namespace ctrip::store
