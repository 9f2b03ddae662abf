// SPDX-License-Identifier: MIT
#include "store/postgres_database.hpp"

#include "store/postgres_connection.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace ctrip::store {

namespace {

/// A step of the schema may have to build an index over years of payments.
constexpr std::chrono::hours kScriptLimit{6};

/// Advisory locks are numbers for a whole database; ours are told apart by schema and name.
constexpr std::string_view kLockKey = "hashtextextended('ctrip/' || current_schema() || '/' || $1, "
                                      "0)";
constexpr std::string_view kSchemaLock = "migrate";

class AdvisoryLock final : public Lock
{
public:
    AdvisoryLock(std::shared_ptr<PostgresConnection> connection, std::string name)
        : m_connection(std::move(connection)), m_name(std::move(name))
    {
    }
    AdvisoryLock(const AdvisoryLock&) = delete;
    AdvisoryLock& operator=(const AdvisoryLock&) = delete;
    ~AdvisoryLock() override
    {
        try {
            if (m_connection->is_open()) {
                const Value name{m_name};
                m_connection->run(fmt::format("SELECT pg_advisory_unlock({})", kLockKey),
                                  {&name, 1});
            }
        } catch (...) { // NOLINT(bugprone-empty-catch): the end of the session lets go as well.
        }
    }

private:
    std::shared_ptr<PostgresConnection> m_connection;
    std::string m_name;
};

} // namespace

PostgresDatabase::PostgresDatabase(const std::string& url, const base::Secret* password)
    : m_url(url), m_password(password == nullptr ? base::Secret{} : password->clone()),
      m_connection(std::make_shared<PostgresConnection>(m_url, &m_password))
{
}

PostgresDatabase::~PostgresDatabase() = default;

bool PostgresDatabase::is_usable() const noexcept
{
    return m_connection->is_open();
}

Rows PostgresDatabase::query(std::string_view sql, std::span<const Value> values)
{
    return m_connection->run(sql, values).rows;
}

std::uint64_t PostgresDatabase::execute(std::string_view sql, std::span<const Value> values)
{
    return m_connection->run(sql, values).changed;
}

void PostgresDatabase::execute_script(std::string_view sql)
{
    // The time limits of ordinary statements are lifted for it alone, within its Work or its own.
    m_connection->run_script(fmt::format("SET LOCAL statement_timeout = 0;\n{}", sql),
                             kScriptLimit);
}

void PostgresDatabase::name_connection(std::string_view name)
{
    execute("SELECT set_config('application_name', $1, false)", {name});
}

std::string PostgresDatabase::exact_sum(std::string_view column) const
{
    return fmt::format("COALESCE(SUM({}), 0)::text", column);
}

void PostgresDatabase::lock_schema()
{
    execute(fmt::format("SELECT pg_advisory_xact_lock({})", kLockKey), {Value{kSchemaLock}});
}

void PostgresDatabase::lock_writes(std::string_view table)
{
    execute(fmt::format("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", table), {});
}

bool PostgresDatabase::has_table(std::string_view name)
{
    return query_row("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = "
                     "$1",
                     {name})
        .has_value();
}

void PostgresDatabase::insert_rows(std::string_view table,
                                   std::span<const std::string_view> columns,
                                   std::span<const std::vector<Value>> rows)
{
    if (rows.size() == 1) { // COPY takes a round trip more.
        execute(insert_statement(table, columns), rows.front());
    } else if (!rows.empty()) {
        m_connection->copy_in(fmt::format("COPY {} ({}) FROM STDIN", table, joined(columns)), rows);
    }
}

Rows PostgresDatabase::rows_at(std::string_view table, std::string_view columns,
                               evm::ChainId chain_id, std::span<const evm::Address> addresses)
{
    if (addresses.empty()) {
        return {};
    }
    // A join with unnest: "= ANY" reads a small table whole, comparing each row with each address.
    std::string list = "{";
    for (const evm::Address& address : addresses) {
        list += (list.size() > 1 ? "," : "") + address.to_hex();
    }
    list += "}";
    return Database::query(
        fmt::format("SELECT {0} FROM {1} JOIN unnest($2::text[]) AS candidates (candidate) "
                    "ON address = candidate WHERE chain_id = $1 ORDER BY id FOR UPDATE OF {1}",
                    columns, table),
        {chain_id, list});
}

std::unique_ptr<Lock> PostgresDatabase::try_lock(std::string_view name)
{
    if (m_connection->is_pooled()) {
        require_own_session();
    }
    const auto row = query_row(fmt::format("SELECT pg_try_advisory_lock({})", kLockKey), {name});
    if (!row || !row->boolean(0)) {
        return nullptr;
    }
    return std::make_unique<AdvisoryLock>(m_connection, std::string{name});
}

/// A pooler in transaction mode lends the same server session to many: a lock taken there excludes
/// nobody, and outlives us. While our transaction is open no second session of ours may get another
/// server process than a fresh one, and ours must stay the same.
void PostgresDatabase::require_own_session()
{
    constexpr std::string_view backend = "SELECT pg_backend_pid()";
    PostgresConnection second{m_url, &m_password};
    second.run("BEGIN", {});
    const std::int64_t theirs = second.run(backend, {}).rows.at(0).integer(0);
    const std::int64_t ours = query_row(backend, {})->integer(0);
    second.run("ROLLBACK", {});
    if (theirs == m_connection->backend() || ours != m_connection->backend()) {
        throw Error{ErrorKind::config,
                    fmt::format("database '{}': the pooler before it gives each transaction "
                                "another session, which breaks the locks; set pool_mode = session "
                                "in pgbouncer for this database, or connect to the server itself",
                                m_connection->name())};
    }
}

void PostgresDatabase::begin()
{
    execute("BEGIN ISOLATION LEVEL READ COMMITTED", {});
    if (!m_connection->is_pooled()) {
        return;
    }
    if (query_row("SELECT pg_backend_pid()", {})->integer(0) != m_connection->backend()) {
        rollback();
        throw Error{ErrorKind::unavailable,
                    fmt::format("database '{}': the pooler changed the session under us, and the "
                                "locks are gone with the old one; set pool_mode = session",
                                m_connection->name())};
    }
}

void PostgresDatabase::commit()
{
    execute("COMMIT", {});
}

void PostgresDatabase::rollback() noexcept
{
    try {
        if (m_connection->in_work()) {
            execute("ROLLBACK", {});
        }
    } catch (...) { // NOLINT(bugprone-empty-catch): the end of the session rolls back all the same.
    }
}

} // namespace ctrip::store
