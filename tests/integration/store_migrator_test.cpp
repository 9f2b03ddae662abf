// SPDX-License-Identifier: MIT
// The schema goes up, down and up again without a trace, and a schema that is not this program's is
// refused.
#include "base/error.hpp"
#include "integration/fresh_database.hpp"
#include "store/schema/migrator.hpp"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using store::Migrator;

namespace {

/// Everything the schema consists of, in an order of its own; without the migrator's own table.
std::vector<std::string> schema_of(store::Database& database)
{
    constexpr std::string_view sqlite = "SELECT type, name, COALESCE(sql, '') FROM sqlite_schema "
                                        "WHERE tbl_name NOT IN ('sqlite_sequence', "
                                        "'schema_migrations') ORDER BY type, name";
    // Relations with their columns, then indexes, constraints, and what else has a name of its own.
    constexpr std::string_view postgres =
        "SELECT 'relation ' || relkind::text, relname::text, COALESCE(string_agg(concat_ws(' ', "
        "attname, format_type(atttypid, atttypmod), attnotnull, attidentity, "
        "pg_get_expr(adbin, adrelid)), ', ' ORDER BY attnum), '') FROM pg_class "
        "LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped "
        "LEFT JOIN pg_attrdef ON adrelid = pg_class.oid AND adnum = attnum "
        "WHERE relnamespace = current_schema()::regnamespace AND relkind NOT IN ('i', 'S') "
        "AND relname <> 'schema_migrations' "
        "GROUP BY pg_class.oid, relkind, relname "
        "UNION ALL SELECT 'index', indexname::text, indexdef FROM pg_indexes "
        "WHERE schemaname = current_schema() AND tablename <> 'schema_migrations' "
        "UNION ALL SELECT 'constraint', conname::text, pg_get_constraintdef(oid) FROM "
        "pg_constraint "
        "WHERE connamespace = current_schema()::regnamespace "
        "AND conrelid IS DISTINCT FROM to_regclass('schema_migrations') "
        "UNION ALL SELECT 'trigger', tgname::text, pg_get_triggerdef(oid) FROM pg_trigger "
        "WHERE NOT tgisinternal "
        "UNION ALL SELECT 'function', proname::text, prosrc FROM pg_proc "
        "WHERE pronamespace = current_schema()::regnamespace "
        "UNION ALL SELECT 'type', typname::text, typtype::text FROM pg_type "
        "WHERE typnamespace = current_schema()::regnamespace AND typtype <> 'c' "
        "AND typelem = 0 ORDER BY 1, 2, 3";
    std::vector<std::string> parts;
    for (const store::Row& row : database.query(on_postgres() ? postgres : sqlite)) {
        parts.push_back(row.text(0) + " " + row.text(1) + ": " + row.text(2));
    }
    return parts;
}

/// What a command says about the database before it does anything.
std::string refusal(Migrator& migrator)
{
    try {
        migrator.require_current();
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::config);
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("up, down and up again makes the same schema", "[store][migrator]")
{
    FreshDatabase fresh{FreshDatabase::Schema::none};
    store::Database& database = fresh.database();
    Migrator migrator{database, fresh.clock};
    REQUIRE(migrator.latest() >= 1);
    CHECK(migrator.current() == 0);
    CHECK(migrator.migrate(migrator.latest()).size() ==
          static_cast<std::size_t>(migrator.latest()));
    const std::vector<std::string> first = schema_of(database);
    CHECK(first.size() > 10);
    CHECK(refusal(migrator).empty());
    for (const store::MigrationState& state : migrator.status()) {
        CHECK(state.applied_at_s == fresh.clock.now_s());
        CHECK_FALSE(state.checksum_differs);
    }
    const auto down = migrator.migrate(0);
    CHECK(down.size() == static_cast<std::size_t>(migrator.latest()));
    CHECK_FALSE(down.front().up);
    CHECK(migrator.current() == 0);
    CHECK(schema_of(database).empty());
    CHECK(database.has_table("schema_migrations"));
    static_cast<void>(migrator.migrate(migrator.latest()));
    CHECK(schema_of(database) == first);
    CHECK(migrator.migrate(migrator.latest()).empty());
}

TEST_CASE("every step down undoes exactly its step up", "[store][migrator]")
{
    FreshDatabase fresh{FreshDatabase::Schema::none};
    Migrator migrator{fresh.database(), fresh.clock};
    static_cast<void>(migrator.migrate(0));
    for (int version = 1; version <= migrator.latest(); ++version) {
        const std::vector<std::string> before = schema_of(fresh.database());
        REQUIRE(migrator.migrate(version).size() == 1);
        const std::vector<std::string> after = schema_of(fresh.database());
        REQUIRE(migrator.migrate(version - 1).size() == 1);
        CHECK(schema_of(fresh.database()) == before);
        REQUIRE(migrator.migrate(version).size() == 1);
        CHECK(schema_of(fresh.database()) == after);
    }
}

TEST_CASE("a schema that is not this program's is refused with what to do", "[store][migrator]")
{
    FreshDatabase fresh;
    store::Database& database = fresh.database();
    Migrator migrator{database, fresh.clock};
    SECTION("nothing applied yet")
    {
        FreshDatabase empty{FreshDatabase::Schema::none};
        Migrator of_empty{empty.database(), empty.clock};
        CHECK_THAT(refusal(of_empty), Catch::Contains("ctrip migrate up"));
    }
    SECTION("older")
    {
        static_cast<void>(migrator.migrate(migrator.latest() - 1));
        CHECK_THAT(refusal(migrator), Catch::Contains("ctrip migrate up"));
    }
    SECTION("newer")
    {
        database.execute("INSERT INTO schema_migrations (version, name, checksum, applied_at) "
                         "VALUES ($1, 'later', 'x', 0)",
                         {migrator.latest() + 1});
        CHECK_THAT(refusal(migrator), Catch::Contains("newer"));
        CHECK_THROWS_AS(migrator.migrate(migrator.latest()), Error);
        CHECK_THROWS_AS(migrator.migrate(0), Error);
        CHECK(migrator.current() == migrator.latest() + 1);
        CHECK(migrator.status().back().migration == nullptr);
    }
    SECTION("made from another text")
    {
        database.execute("UPDATE schema_migrations SET checksum = 'x' WHERE version = 1");
        CHECK_THAT(refusal(migrator), Catch::Contains("another text"));
        CHECK(migrator.status().front().checksum_differs);
    }
    SECTION("with a version missing in between")
    {
        database.execute("UPDATE schema_migrations SET version = 0 WHERE version = 1");
        CHECK_FALSE(refusal(migrator).empty());
    }
}

TEST_CASE("a version that does not exist can't be asked for", "[store][migrator]")
{
    FreshDatabase fresh;
    Migrator migrator{fresh.database(), fresh.clock};
    CHECK_THROWS_AS(migrator.plan(-1), Error);
    CHECK_THROWS_AS(migrator.plan(migrator.latest() + 1), Error);
    CHECK(migrator.plan(migrator.latest()).empty());
    CHECK(migrator.plan(0).size() == static_cast<std::size_t>(migrator.latest()));
}

TEST_CASE("a step that fails leaves the schema where it was", "[store][migrator]")
{
    FreshDatabase fresh{FreshDatabase::Schema::none};
    fresh.database().execute_script("CREATE TABLE job_runs (stranger INTEGER)");
    Migrator migrator{fresh.database(), fresh.clock};
    CHECK_THROWS_AS(migrator.migrate(migrator.latest()), Error);
    CHECK(migrator.current() == 0);
    CHECK_FALSE(fresh.database().has_table("payments"));
}

TEST_CASE("processes that migrate at once do each step once", "[store][migrator]")
{
    constexpr int kProcesses = 6;
    const FreshDatabase fresh{FreshDatabase::Schema::absent};
    std::vector<pid_t> children;
    for (int i = 0; i < kProcesses; ++i) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            int code = 1;
            try {
                // A file does not exist either: all of them want to make it.
                const auto database = fresh.open(store::OpenMode::create);
                StoppedClock clock;
                Migrator migrator{*database, clock};
                static_cast<void>(migrator.migrate(migrator.latest()));
                migrator.require_current();
                code = 0;
            } catch (const std::exception& error) {
                static_cast<void>(
                    ::write(STDERR_FILENO, error.what(), std::string_view{error.what()}.size()));
            }
            ::_exit(code);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 0);
    }
    const auto database = fresh.open();
    StoppedClock clock;
    Migrator migrator{*database, clock};
    CHECK(refusal(migrator).empty());
    FreshDatabase alone;
    CHECK(schema_of(*database) == schema_of(alone.database()));
}
