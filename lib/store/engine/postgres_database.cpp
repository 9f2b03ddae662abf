// SPDX-License-Identifier: MIT
#include "store/engine/postgres_database.hpp"

#include "store/engine/postgres_connection.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <set>
#include <utility>

namespace ctrip::store {

namespace {

/// A migration may have to build an index over years of payments.
constexpr std::chrono::hours kScriptLimit{6};

/// Advisory locks are numbers, shared by a whole database: hash schema and name into one.
constexpr std::string_view kLockKey = "hashtextextended('ctrip/' || current_schema() || '/' || $1, "
                                      "0)";
constexpr std::string_view kSchemaLock = "migrate";

/// How long to wait for a second session from a full pool, and how many server sessions to expect
/// of it at most.
constexpr std::chrono::seconds kPoolerPatience{3};
constexpr int kPoolerSessionsMax = 200;

class AdvisoryLock final : public Lock
{
public:
    AdvisoryLock(std::shared_ptr<PostgresConnection> connection,
                 std::shared_ptr<PostgresDatabase::Names> held, std::string name)
        : m_connection(std::move(connection)), m_held(std::move(held)), m_name(std::move(name))
    {
        m_held->insert(m_name);
    }
    AdvisoryLock(const AdvisoryLock&) = delete;
    AdvisoryLock& operator=(const AdvisoryLock&) = delete;
    ~AdvisoryLock() override
    {
        m_held->erase(m_name);
        try {
            if (m_connection->is_open()) {
                unlock();
            }
        } catch (...) { // NOLINT(bugprone-empty-catch): the end of the session releases it too.
        }
    }

private:
    void unlock()
    {
        const Value name{m_name};
        const auto answer =
            m_connection->run(fmt::format("SELECT pg_advisory_unlock({})", kLockKey), {&name, 1});
        if (answer.rows.at(0).boolean(0) || !m_connection->is_pooled()) {
            return;
        }
        // The pooler gave us another session since: in the old one the lock would stay forever.
        const std::array values{name, Value{m_connection->backend()}};
        m_connection->run(fmt::format("SELECT pg_terminate_backend(pid) FROM pg_locks "
                                      "WHERE locktype = 'advisory' AND objsubid = 1 AND pid = $2 "
                                      "AND (classid::bigint << 32 | objid::bigint) = {}",
                                      kLockKey),
                          values);
    }

    std::shared_ptr<PostgresConnection> m_connection;
    std::shared_ptr<PostgresDatabase::Names> m_held;
    std::string m_name;
};

} // namespace

PostgresDatabase::PostgresDatabase(std::string url, const base::Secret* password)
    : m_url(std::move(url)), m_password(password == nullptr ? base::Secret{} : password->clone()),
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
    // SET LOCAL lifts the time limit of ordinary statements for this database transaction only.
    m_connection->run_script(fmt::format("SET LOCAL statement_timeout = 0;\n{}", sql),
                             kScriptLimit);
}

void PostgresDatabase::name_connection(std::string_view name)
{
    require_own_session(); // A shared session would keep the name, and all our other settings, for
                           // other clients.
    execute("SELECT set_config('application_name', $1, false)", {name});
}

std::string PostgresDatabase::public_url() const
{
    return m_connection->name();
}

std::string PostgresDatabase::encoding()
{
    return query_row("SELECT current_setting('server_encoding')")->text(0);
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
    if (rows.size() == 1) { // COPY takes one round trip more.
        execute(insert_statement(table, columns), rows.front());
    } else if (!rows.empty()) {
        m_connection->copy_in(fmt::format("COPY {} ({}) FROM STDIN", table, joined(columns)), rows);
    }
}

void PostgresDatabase::refresh_statistics(std::string_view table)
{
    execute(fmt::format("ANALYZE {}", table), {});
}

void PostgresDatabase::refuse_writes(std::string_view table)
{
    // A statement that waits for the table's lock reads the triggers again when it gets it.
    execute(fmt::format("CREATE TRIGGER moved BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {} "
                        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_write('{}')",
                        table, kWritesRefused),
            {});
}

Rows PostgresDatabase::rows_at(std::string_view table, std::string_view columns,
                               evm::ChainId chain_id, std::span<const evm::Address> addresses)
{
    if (addresses.empty()) {
        return {};
    }
    // A join with unnest: for "= ANY", PostgreSQL scans a small table and compares each row with
    // each address.
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
    // The server would grant the same lock again to the session that holds it.
    if (m_connection->is_open() && m_held->contains(name)) {
        return nullptr;
    }
    const auto take = [&]() -> std::unique_ptr<Lock> {
        const auto row =
            query_row(fmt::format("SELECT pg_try_advisory_lock({})", kLockKey), {name});
        return row->boolean(0)
                   ? std::make_unique<AdvisoryLock>(m_connection, m_held, std::string{name})
                   : nullptr;
    };
    if (m_connection->is_pooled()) {
        require_own_session();
        const DbTransaction transaction{
            *this}; // Checks the session, and keeps it while the lock is taken.
        return take();
    }
    return take();
}

/// A pooler in transaction mode shares one server session among many clients: a lock taken there
/// excludes none of them and outlives this process. To detect that, a second connection goes
/// through the pooler's idle sessions, which the pooler gives out in turn or last-used first, and
/// finds our session or its mark. In session mode it keeps a session of its own.
void PostgresDatabase::require_own_session()
{
    if (!m_connection->is_pooled() || m_session_is_own) {
        return;
    }
    try {
        PostgresConnection second{m_url, &m_password, kPoolerPatience};
        std::set<std::int64_t> seen;
        for (int i = 0; i < kPoolerSessionsMax; ++i) {
            const auto answer = second.run("SELECT pg_backend_pid()", {});
            if (!seen.insert(answer.rows.at(0).integer(0)).second) {
                break;
            }
            second.require_same_session();
        }
    } catch (const Error& error) {
        // A pool that has no session left for a second connection proves nothing.
        if (error.kind() == ErrorKind::config) {
            throw;
        }
    }
    m_connection->require_same_session();
    m_session_is_own = true;
}

std::uint64_t PostgresDatabase::size_bytes()
{
    return query_row("SELECT pg_database_size(current_database())")->unsigned_integer(0);
}

void PostgresDatabase::be_patient(bool on)
{
    execute("SELECT set_config('lock_timeout', $1, false)",
            {std::int64_t{on ? kLockTimeout_ms : kImpatientLockTimeout_ms}});
}

void PostgresDatabase::add_metrics(std::span<const std::vector<Value>> changes)
{
    std::string rows;
    std::vector<Value> values;
    for (const std::vector<Value>& change : changes) {
        const std::size_t n = values.size();
        rows += fmt::format("{}(${}::text, ${}::text, ${}::text, ${}::bigint)", n == 0 ? "" : ", ",
                            n + 1, n + 2, n + 3, n + 4);
        values.insert(values.end(), change.begin(), change.end());
    }
    static_cast<void>(query("SELECT add_metric(name, labels, part, change) FROM (VALUES " + rows +
                                ") AS changes (name, labels, part, change)",
                            values));
}

void PostgresDatabase::begin()
{
    // Two would not nest: the server would only warn, and the inner COMMIT would end both.
    if (m_connection->in_transaction()) {
        throw Error{
            ErrorKind::defect,
            fmt::format("database '{}': a transaction began within another", m_connection->name())};
    }
    execute("BEGIN ISOLATION LEVEL READ COMMITTED", {});
    if (!m_connection->is_pooled()) {
        return;
    }
    try {
        m_connection->require_same_session();
    } catch (...) {
        rollback(); // The DbTransaction was not constructed, so its destructor does not roll back.
        throw;
    }
}

void PostgresDatabase::commit()
{
    execute("COMMIT", {});
}

void PostgresDatabase::rollback() noexcept
{
    try {
        if (m_connection->in_transaction()) {
            execute("ROLLBACK", {});
        }
    } catch (...) { // NOLINT(bugprone-empty-catch): the end of the session rolls back all the same.
    }
}

} // namespace ctrip::store
