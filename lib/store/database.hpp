// SPDX-License-Identifier: MIT
// A SQL database of either engine: statements with $1 placeholders, values in and out, database
// transactions, and locks. Each difference between the engines is a function here; all other SQL is
// the same for both.
#pragma once

#include "base/error.hpp"
#include "base/hex.hpp"
#include "base/secret.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ctrip::meter {
class Meter;
}

namespace ctrip::store {

/// NULL, a 64-bit integer, text, or bytes. Amounts are decimal text, addresses and hashes
/// lower-case 0x text.
class Value
{
public:
    // Implicit, so that a statement's values are written as a plain list.
    Value() = default;
    Value(std::nullopt_t) {}
    Value(std::int64_t number) : m_value(number) {}
    Value(int number) : m_value(std::int64_t{number}) {}
    Value(bool on) : m_value(std::int64_t{on}) {}
    /// Aborts above 2^63 - 1: block numbers, sequence numbers and chain ids are checked when they
    /// are read from outside.
    Value(std::uint64_t number);
    Value(std::uint32_t number) : m_value(std::int64_t{number}) {}
    Value(std::string text) : m_value(std::move(text)) {}
    Value(std::string_view text) : m_value(std::string{text}) {}
    Value(const char* text) : m_value(std::string{text}) {}
    Value(base::Bytes bytes) : m_value(std::move(bytes)) {}
    Value(const evm::Amount& amount) : m_value(amount.to_decimal()) {}
    Value(const evm::Address& address) : m_value(address.to_hex()) {}
    template <typename Tag>
    Value(const evm::Hash<Tag>& hash) : m_value(hash.to_hex())
    {
    }
    template <typename T>
    Value(const std::optional<T>& value)
    {
        if (value) {
            *this = Value{*value};
        }
    }

    using Variant = std::variant<std::monostate, std::int64_t, std::string, base::Bytes>;
    [[nodiscard]] const Variant& variant() const noexcept { return m_value; }

    /// The same kind and the same content: the texts "1" and "01" differ.
    [[nodiscard]] bool operator==(const Value& other) const = default;

private:
    Variant m_value;
};

/// One row of a result. Columns by position, from 0. A value of an unexpected kind or form is
/// Error{unavailable}: another program changed the database.
class Row
{
public:
    explicit Row(std::vector<Value> values) : m_values(std::move(values)) {}

    [[nodiscard]] const std::vector<Value>& values() const& noexcept { return m_values; }
    [[nodiscard]] std::vector<Value>&& values() && noexcept { return std::move(m_values); }

    [[nodiscard]] bool is_null(std::size_t column) const;
    [[nodiscard]] std::int64_t integer(std::size_t column) const;
    [[nodiscard]] std::uint64_t unsigned_integer(std::size_t column) const; ///< Not negative.
    [[nodiscard]] bool boolean(std::size_t column) const { return integer(column) != 0; }
    [[nodiscard]] const std::string& text(std::size_t column) const;
    [[nodiscard]] const base::Bytes& bytes(std::size_t column) const;
    [[nodiscard]] evm::Amount amount(std::size_t column) const;
    [[nodiscard]] evm::Address address(std::size_t column) const;
    [[nodiscard]] evm::TxHash tx_hash(std::size_t column) const;
    [[nodiscard]] evm::BlockHash block_hash(std::size_t column) const;

    [[nodiscard]] std::optional<std::int64_t> optional_integer(std::size_t column) const;
    [[nodiscard]] std::optional<std::uint64_t> optional_unsigned(std::size_t column) const;
    [[nodiscard]] std::optional<std::string> optional_text(std::size_t column) const;
    [[nodiscard]] std::optional<evm::Address> optional_address(std::size_t column) const;
    [[nodiscard]] std::optional<evm::Amount> optional_amount(std::size_t column) const;

private:
    std::vector<Value> m_values;
};

using Rows = std::vector<Row>;

/// The engine rolled this database transaction back because of another one (serialisation failure,
/// deadlock). Nothing was changed, and it may be repeated.
class Conflict final : public Error
{
public:
    explicit Conflict(const std::string& message) : Error(ErrorKind::unavailable, message) {}
};

/// Held while the object lives; released when its process ends, also by a crash.
class Lock
{
public:
    Lock() = default;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    virtual ~Lock() = default;
};

/// Not thread-safe: one for each thread. Every failure of the engine is Error{unavailable} that
/// names the database (without its password).
class Database
{
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    /// "sqlite" or "postgres": also the folder of its migrations.
    [[nodiscard]] virtual std::string_view engine() const noexcept = 0;
    /// False once the connection is lost, or the file is another one: open a new Database.
    [[nodiscard]] virtual bool is_usable() const noexcept = 0;
    /// The database's URL without user and password, independent of the working directory.
    [[nodiscard]] virtual std::string public_url() const = 0;

    /// How text is stored, as the engine calls it: "UTF8", "UTF-8", "SQL_ASCII", "UTF-16le".
    [[nodiscard]] virtual std::string encoding() = 0;

    /// All rows of a query. A query that could return many rows must have a LIMIT.
    [[nodiscard]] virtual Rows query(std::string_view sql, std::span<const Value> values) = 0;
    /// Returns the number of rows changed.
    virtual std::uint64_t execute(std::string_view sql, std::span<const Value> values) = 0;
    /// Several statements without placeholders: migrations.
    virtual void execute_script(std::string_view sql) = 0;

    [[nodiscard]] Rows query(std::string_view sql, std::initializer_list<Value> values = {})
    {
        return query(sql, std::span<const Value>{values.begin(), values.size()});
    }
    std::uint64_t execute(std::string_view sql, std::initializer_list<Value> values = {})
    {
        return execute(sql, std::span<const Value>{values.begin(), values.size()});
    }
    /// The first row; nothing if there is none.
    [[nodiscard]] std::optional<Row> query_row(std::string_view sql,
                                               std::initializer_list<Value> values = {});

    // The differences between the engines.

    /// Sets the connection's name in the server's list of sessions, such as "ctrip/scan/bsc". Does
    /// nothing in SQLite.
    virtual void name_connection(std::string_view name) = 0;
    /// Appended to a SELECT within a DbTransaction: locks its rows until the DbTransaction ends.
    /// Empty in SQLite, where a DbTransaction excludes all other writers.
    [[nodiscard]] virtual std::string_view for_update() const noexcept = 0;
    /// The same, skipping rows that another DbTransaction has locked: for a queue with several
    /// readers.
    [[nodiscard]] virtual std::string_view for_update_skip_locked() const noexcept = 0;
    /// As for_update(), for rows that others may read meanwhile, and not change.
    [[nodiscard]] virtual std::string_view for_share() const noexcept = 0;
    /// An SQL expression: the exact sum of a column of amounts as decimal text, '0' for no rows. An
    /// amount has up to 78 digits, a sum may have more.
    [[nodiscard]] virtual std::string exact_sum(std::string_view column) const = 0;
    /// Within a DbTransaction: waits until no other connection is migrating the schema, and keeps
    /// others from it until the DbTransaction ends.
    virtual void lock_schema() = 0;
    /// Within a DbTransaction: no other connection can write to this table until it ends.
    virtual void lock_writes(std::string_view table) = 0;
    [[nodiscard]] virtual bool has_table(std::string_view name) = 0;
    /// Inserts many rows into one table, the values of each row in the order of `columns`, by the
    /// engine's fastest way.
    virtual void insert_rows(std::string_view table, std::span<const std::string_view> columns,
                             std::span<const std::vector<Value>> rows) = 0;
    /// Within a DbTransaction, after many rows were inserted: updates the planner's statistics of
    /// the table.
    virtual void refresh_statistics(std::string_view table) = 0;
    /// Within a DbTransaction: from its commit on, every write to this table is Error{config} that
    /// says the database was moved, also a write that was waiting for a lock at that moment.
    virtual void refuse_writes(std::string_view table) = 0;
    /// The given columns of the payments on a chain with one of these addresses, locked as by
    /// for_update(). An indexed look-up: its cost does not depend on the number of payments.
    [[nodiscard]] Rows payments_at(std::string_view columns, evm::ChainId chain_id,
                                   std::span<const evm::Address> addresses)
    {
        return rows_at("payments", columns, chain_id, addresses);
    }
    /// The same for archived payments.
    [[nodiscard]] Rows archived_payments_at(std::string_view columns, evm::ChainId chain_id,
                                            std::span<const evm::Address> addresses)
    {
        return rows_at("archived_payments", columns, chain_id, addresses);
    }
    /// Nothing if another process holds it, on any host.
    [[nodiscard]] virtual std::unique_ptr<Lock> try_lock(std::string_view name) = 0;

    /// What the database takes on its disk, without what was written and not merged yet.
    [[nodiscard]] virtual std::uint64_t size_bytes() = 0;
    /// For what is not worth waiting for: from now on a statement that finds what it needs locked
    /// by another connection fails after a moment (200 ms) instead of 15 s, or is patient again.
    virtual void be_patient(bool on) = 0;
    /// Adds to stored counters, by one statement: name, labels, part and change of each, of which
    /// there is at least one. See MetricStore. On PostgreSQL it never waits for another
    /// DbTransaction that adds to the same one.
    virtual void add_metrics(std::span<const std::vector<Value>> changes) = 0;

    /// Where its users count what they did; null: nowhere. It must outlive this object.
    void set_meter(meter::Meter* meter) noexcept { m_meter = meter; }
    [[nodiscard]] meter::Meter* meter() const noexcept { return m_meter; }
    /// Calls `action` once the open DbTransaction is committed, and drops it if that is rolled
    /// back; calls it now if none is open. It must not throw, nor use the database.
    void after_commit(std::function<void()> action)
    {
        if (m_in_work) {
            m_after_commit.push_back(std::move(action));
        } else {
            action();
        }
    }

protected:
    /// The error message of writes after refuse_writes(). It is pasted into SQL, so it has no
    /// quote.
    static constexpr std::string_view kWritesRefused =
        "this database was moved by ctrip migrate copy; set database.url to the new one";
    /// "a, b, c", and "INSERT INTO table (a, b, c) VALUES ($1, $2, $3)".
    [[nodiscard]] static std::string joined(std::span<const std::string_view> columns);
    [[nodiscard]] static std::string insert_statement(std::string_view table,
                                                      std::span<const std::string_view> columns);

private:
    friend class DbTransaction;
    [[nodiscard]] virtual Rows rows_at(std::string_view table, std::string_view columns,
                                       evm::ChainId chain_id,
                                       std::span<const evm::Address> addresses) = 0;
    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;

    meter::Meter* m_meter = nullptr;
    bool m_in_work = false; ///< A DbTransaction is open.
    std::vector<std::function<void()>> m_after_commit;
};

/// A database transaction: all of its statements are committed, or none. Rolled back on destruction
/// unless commit() was called. They do not nest.
class DbTransaction
{
public:
    explicit DbTransaction(Database& database) : m_database(database)
    {
        m_database.begin();
        m_database.m_in_work = true;
    }
    DbTransaction(const DbTransaction&) = delete;
    DbTransaction& operator=(const DbTransaction&) = delete;
    ~DbTransaction()
    {
        if (!m_done) {
            m_database.rollback();
            m_database.m_in_work = false;
            m_database.m_after_commit.clear();
        }
    }

    void commit()
    {
        m_database.commit();
        m_done = true;
        m_database.m_in_work = false;
        for (const auto& action : std::exchange(m_database.m_after_commit, {})) {
            action();
        }
    }

private:
    Database& m_database;
    bool m_done = false;
};

/// Runs `action`, and repeats it after a Conflict, at most 5 times in all. `action` makes its own
/// DbTransaction, and must leave no changes in memory when it throws. Returns its result.
template <typename Action>
auto retry_conflicts(Action&& action)
{
    constexpr int kAttemptsMax = 5;
    for (int attempt = 1;; ++attempt) {
        try {
            return action();
        } catch (const Conflict&) {
            if (attempt == kAttemptsMax) {
                throw;
            }
        }
    }
}

enum class OpenMode : std::uint8_t
{
    existing,
    create,
    /// As `existing`, for a connection that is kept and only reads: a SQLite file is never written,
    /// also not when it is closed, whatever became of the file meanwhile.
    watch,
};

} // namespace ctrip::store
