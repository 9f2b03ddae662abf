// SPDX-License-Identifier: MIT
#include "store/engine/sqlite_database.hpp"

#include "base/check.hpp"
#include "store/engine/decimal_sum.hpp"
#include "store/engine/sqlite_files.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <map>
#include <thread>
#include <utility>

namespace ctrip::store {

namespace {

constexpr int kBusyTimeout_ms = 15'000;
constexpr int kImpatient_ms = 200;
constexpr std::chrono::milliseconds kWalPause{5};
constexpr std::string_view kInMemory = ":memory:"; ///< SQLite's name for a database without a file.
constexpr int kCacheSize_kib = -16'384;            // Negative: SQLite takes it as KiB.

/// What an operator can do about a failure of SQLite.
std::string advice(int code, const std::string& path)
{
    if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_PERM) {
        if (auto foreign = foreign_database_file(path)) {
            return std::move(*foreign);
        }
    }
    switch (code) {
    case SQLITE_CANTOPEN:
        return "check that the file exists and its folder can be written; 'ctrip migrate up' makes "
               "it";
    case SQLITE_READONLY:
        return "make the file and its folder writable for this user";
    case SQLITE_FULL:
        return "free disk space";
    case SQLITE_BUSY:
        return "another process holds the database; try again";
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return "the file is damaged or not a database; restore it from a backup";
    case SQLITE_IOERR:
        return "the disk failed or is full; see the system log";
    default:
        return "see the message"; // SQLite has many more codes; its messages explain them.
    }
}

[[noreturn]] void throw_sqlite(const std::string& path, const SQLite::Exception& error)
{
    // No trigger of the schema raises but those of refuse_writes(), whose message says what to do.
    if (error.getExtendedErrorCode() == SQLITE_CONSTRAINT_TRIGGER) {
        throw Error{ErrorKind::config, fmt::format("database '{}': {}", path, error.what())};
    }
    throw Error{ErrorKind::unavailable, fmt::format("database '{}': {}; {}", path, error.what(),
                                                    advice(error.getErrorCode() & 0xff, path))};
}

/// A compiled statement, and SQLite's index of each $1, $2, …: it numbers them by first appearance
/// and not by n.
struct Prepared
{
    Prepared(const SQLite::Database& database, const std::string& sql) : statement(database, sql) {}

    int place(std::size_t n)
    {
        while (places.size() < n) {
            places.push_back(statement.getIndex(fmt::format("${}", places.size() + 1).c_str()));
        }
        return places[n - 1];
    }

    SQLite::Statement statement;
    std::vector<int> places;
};

/// Binds without copying: the values must outlive the execution.
void bind(Prepared& prepared, std::span<const Value> values)
{
    SQLite::Statement& statement = prepared.statement;
    std::size_t n = 0;
    for (const Value& value : values) {
        const int place = prepared.place(++n);
        const Value::Variant& variant = value.variant();
        if (const auto* const number = std::get_if<std::int64_t>(&variant)) {
            statement.bind(place, *number);
        } else if (const auto* const text = std::get_if<std::string>(&variant)) {
            statement.bindNoCopy(place, *text);
        } else if (const auto* const bytes = std::get_if<base::Bytes>(&variant)) {
            statement.bindNoCopy(place, bytes->data(), static_cast<int>(bytes->size()));
        } else {
            statement.bind(place);
        }
    }
}

Value read(const SQLite::Column& column)
{
    if (column.isInteger()) {
        return Value{static_cast<std::int64_t>(column.getInt64())};
    }
    if (column.isText()) {
        return Value{column.getString()};
    }
    if (column.isBlob()) {
        const auto* const data = static_cast<const std::uint8_t*>(column.getBlob());
        return Value{base::Bytes(data, data + column.getBytes())};
    }
    CTRIP_CHECK(column.isNull()); // No STRICT table of ours has a REAL column.
    return {};
}

/// Switches a new file to WAL mode. SQLite does not wait for other connections here, since two of
/// them would deadlock; so the second one retries.
void switch_to_wal(SQLite::Database& database)
{
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::milliseconds{kBusyTimeout_ms};
    while (true) {
        try {
            database.exec("PRAGMA journal_mode = WAL");
            return;
        } catch (const SQLite::Exception& error) {
            if ((error.getErrorCode() & 0xff) != SQLITE_BUSY ||
                std::chrono::steady_clock::now() >= deadline) {
                throw;
            }
        }
        std::this_thread::sleep_for(kWalPause);
    }
}

/// The aggregate exact_sum(): SQLite's own SUM converts text to floating point.
struct ExactSum
{
    static void step(sqlite3_context* context, int, sqlite3_value** values)
    {
        // A pointer is kept there: SQLite frees the memory without a destructor.
        auto** const sum =
            static_cast<DecimalSum**>(sqlite3_aggregate_context(context, sizeof(void*)));
        if (sum == nullptr) {
            sqlite3_result_error_nomem(context);
            return;
        }
        if (*sum == nullptr) {
            *sum = std::make_unique<DecimalSum>().release(); // SQLite keeps it until finish().
        }
        const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
        if (text != nullptr && !(*sum)->add(text)) {
            sqlite3_result_error(context, "exact_sum: not an amount", -1);
        }
    }

    static void finish(sqlite3_context* context)
    {
        auto** const sum = static_cast<DecimalSum**>(sqlite3_aggregate_context(context, 0));
        const std::unique_ptr<DecimalSum> owned{sum == nullptr ? nullptr : *sum};
        const std::string text = owned ? owned->to_text() : "0";
        sqlite3_result_text(context, text.c_str(), -1, SQLITE_TRANSIENT);
    }
};

/// Resets a statement after its execution, also after a failure: otherwise it would keep its
/// snapshot of the database open, and SQLite would report the old failure at the next use.
class Running
{
public:
    explicit Running(SQLite::Statement& statement) : m_statement(statement) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() { m_statement.tryReset(); } // It returns a failure that was reported already.

private:
    SQLite::Statement& m_statement;
};

/// flock(2) on a file beside the database: the kernel releases it when the process ends, however it
/// ends.
class FileLock final : public Lock
{
public:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock() override { close(m_descriptor); }

private:
    int m_descriptor;
};

/// The last connection that is closed writes the journal into the database. One that is kept for
/// days may close behind an operator who copied a backup over the file: its journal is the old one.
void only_read(SQLite::Database& database)
{
    database.exec("PRAGMA query_only = ON");
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

} // namespace

struct SqliteDatabase::Impl
{
    Impl(const std::string& file, OpenMode mode)
        : path(file),
          database(file,
                   SQLite::OPEN_READWRITE | (mode == OpenMode::create ? SQLite::OPEN_CREATE : 0),
                   kBusyTimeout_ms)
    {
    }

    /// Statements are compiled once: those of a job are few and repeat.
    Prepared& prepared(std::string_view sql)
    {
        const auto found = statements.find(sql);
        if (found != statements.end()) {
            found->second->statement.clearBindings();
            return *found->second;
        }
        std::string key{sql};
        auto statement = std::make_unique<Prepared>(database, key);
        return *statements.emplace(std::move(key), std::move(statement)).first->second;
    }

    /// Runs `action` and converts SQLite's exceptions to Error.
    template <typename Action>
    decltype(auto) guarded(Action&& action)
    {
        try {
            return std::forward<Action>(action)();
        } catch (const SQLite::Exception& error) {
            throw_sqlite(path, error);
        }
    }

    std::string path;
    SQLite::Database database;
    std::map<std::string, std::unique_ptr<Prepared>, std::less<>> statements;
};

SqliteDatabase::SqliteDatabase(const std::string& path, OpenMode mode)
{
    if (mode == OpenMode::create && path != kInMemory) {
        make_database_file(path);
    }
    try {
        m_impl = std::make_unique<Impl>(path, mode);
        SQLite::Database& database = m_impl->database;
        database.exec("PRAGMA foreign_keys = ON");
        if (mode == OpenMode::watch) {
            only_read(database);
        } else {
            switch_to_wal(database);
        }
        database.exec("PRAGMA synchronous = FULL");
        database.exec(fmt::format("PRAGMA cache_size = {}", kCacheSize_kib));
        database.exec("PRAGMA trusted_schema = OFF");
        if (const int code = sqlite3_create_function_v2(
                database.getHandle(), "exact_sum", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                nullptr, &ExactSum::step, &ExactSum::finish, nullptr);
            code != SQLITE_OK) {
            throw SQLite::Exception{database.getHandle(), code};
        }
    } catch (const SQLite::Exception& error) {
        throw_sqlite(path, error);
    }
}

SqliteDatabase::~SqliteDatabase() = default;

bool SqliteDatabase::is_usable() const noexcept
{
    int has_moved = 0;
    return sqlite3_file_control(m_impl->database.getHandle(), "main", SQLITE_FCNTL_HAS_MOVED,
                                &has_moved) == SQLITE_OK &&
           has_moved == 0;
}

Rows SqliteDatabase::query(std::string_view sql, std::span<const Value> values)
{
    return m_impl->guarded([&] {
        Prepared& prepared = m_impl->prepared(sql);
        SQLite::Statement& statement = prepared.statement;
        const Running running{statement};
        bind(prepared, values);
        Rows rows;
        while (statement.executeStep()) {
            std::vector<Value> row;
            row.reserve(static_cast<std::size_t>(statement.getColumnCount()));
            for (int i = 0; i < statement.getColumnCount(); ++i) {
                row.push_back(read(statement.getColumn(i)));
            }
            rows.emplace_back(std::move(row));
        }
        return rows;
    });
}

std::uint64_t SqliteDatabase::execute(std::string_view sql, std::span<const Value> values)
{
    return m_impl->guarded([&] {
        Prepared& prepared = m_impl->prepared(sql);
        const Running running{prepared.statement};
        bind(prepared, values);
        return static_cast<std::uint64_t>(prepared.statement.exec());
    });
}

void SqliteDatabase::execute_script(std::string_view sql)
{
    m_impl->guarded([&] { m_impl->database.exec(std::string{sql}); });
}

bool SqliteDatabase::has_table(std::string_view name)
{
    return query_row("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1", {name})
        .has_value();
}

void SqliteDatabase::insert_rows(std::string_view table, std::span<const std::string_view> columns,
                                 std::span<const std::vector<Value>> rows)
{
    const std::string sql = insert_statement(table, columns);
    for (const std::vector<Value>& row : rows) {
        CTRIP_CHECK(row.size() == columns.size());
        execute(sql, row);
    }
}

void SqliteDatabase::refresh_statistics(std::string_view /*table*/)
{
    // Query plans depend on the schema alone, so that they do not change with the data.
}

void SqliteDatabase::refuse_writes(std::string_view table)
{
    for (const std::string_view action : {"INSERT", "UPDATE", "DELETE"}) {
        execute_script(fmt::format("CREATE TRIGGER moved_{0}_{1} BEFORE {1} ON {0} BEGIN SELECT "
                                   "RAISE(ABORT, '{2}'); END",
                                   table, action, kWritesRefused));
    }
}

Rows SqliteDatabase::rows_at(std::string_view table, std::string_view columns,
                             evm::ChainId chain_id, std::span<const evm::Address> addresses)
{
    const std::string sql =
        fmt::format("SELECT {} FROM {} WHERE chain_id = $1 AND address = $2", columns, table);
    Rows rows;
    for (const evm::Address& address : addresses) {
        if (auto row = Database::query_row(sql, {chain_id, address})) {
            rows.push_back(std::move(*row));
        }
    }
    return rows;
}

std::string SqliteDatabase::public_url() const
{
    if (m_impl->path == kInMemory) {
        return "sqlite::memory:";
    }
    std::error_code ignored; // On error, use the path as given.
    const auto path = std::filesystem::weakly_canonical(m_impl->path, ignored);
    return "sqlite://" + (ignored ? m_impl->path : path.string());
}

std::string SqliteDatabase::encoding()
{
    return query_row("PRAGMA encoding")->text(0);
}

std::string SqliteDatabase::exact_sum(std::string_view column) const
{
    return fmt::format("exact_sum({})", column);
}

std::unique_ptr<Lock> SqliteDatabase::try_lock(std::string_view name)
{
    const std::string path = fmt::format("{}-{}.lock", m_impl->path, name);
    const int descriptor = open_lock_file(path, m_impl->path);
    if (descriptor < 0) {
        const int reason = errno;
        throw Error{
            ErrorKind::unavailable,
            fmt::format("lock file '{}': {}; {}", path, std::strerror(reason),
                        foreign_file(path).value_or("make its folder writable for this user"))};
    }
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        close(descriptor);
        if (reason == EWOULDBLOCK) {
            return nullptr;
        }
        throw Error{ErrorKind::unavailable,
                    fmt::format("lock file '{}': {}", path, std::strerror(reason))};
    }
    return std::make_unique<FileLock>(descriptor);
}

std::uint64_t SqliteDatabase::size_bytes()
{
    return query_row("PRAGMA page_count")->unsigned_integer(0) *
           query_row("PRAGMA page_size")->unsigned_integer(0);
}

void SqliteDatabase::be_patient(bool on)
{
    m_impl->guarded([&] { m_impl->database.setBusyTimeout(on ? kBusyTimeout_ms : kImpatient_ms); });
}

void SqliteDatabase::add_metrics(std::span<const std::vector<Value>> changes)
{
    std::string rows;
    std::vector<Value> values;
    for (const std::vector<Value>& change : changes) {
        const std::size_t n = values.size();
        rows += fmt::format("{}(${}, ${}, ${}, 0, ${})", n == 0 ? "" : ", ", n + 1, n + 2, n + 3,
                            n + 4);
        values.insert(values.end(), change.begin(), change.end());
    }
    execute("INSERT INTO metric_values (name, labels, part, shard, value) VALUES " + rows +
                " ON CONFLICT (name, labels, part, shard) DO UPDATE SET value = "
                "metric_values.value + excluded.value",
            values);
}

void SqliteDatabase::begin()
{
    // Immediate: the write lock is taken now, so a transaction can never fail halfway for want of
    // it.
    execute("BEGIN IMMEDIATE");
}

void SqliteDatabase::commit()
{
    execute("COMMIT");
}

void SqliteDatabase::rollback() noexcept
{
    try {
        if (sqlite3_get_autocommit(m_impl->database.getHandle()) == 0) {
            execute("ROLLBACK");
        }
    } catch (...) { // NOLINT(bugprone-empty-catch): closing the database rolls back all the same.
    }
}

} // namespace ctrip::store
