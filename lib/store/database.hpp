// SPDX-License-Identifier: MIT
// A SQL database, whichever engine it is: statements with $1 placeholders, values in and out,
// works, and locks. What engines do differently is a named function here; everything else is SQL
// that both take.
#pragma once

#include "base/error.hpp"
#include "base/hex.hpp"
#include "base/secret.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ctrip::store {

/// NULL, a 64-bit integer, text, or bytes. Amounts travel as decimal text, addresses and hashes as
/// lower-case 0x text.
class Value
{
public:
    // Implicit: a statement's values are written as a list of what they are.
    Value() = default;
    Value(std::nullopt_t) {}
    Value(std::int64_t number) : m_value(number) {}
    Value(int number) : m_value(std::int64_t{number}) {}
    Value(bool on) : m_value(std::int64_t{on}) {}
    /// Aborts above 2^63 - 1: block numbers, sequence numbers and chain ids are checked where they
    /// enter.
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
    [[nodiscard]] bool operator==(const Value& other) const noexcept = default;

private:
    Variant m_value;
};

/// One row of a result. Columns by position, from 0. A value of an unexpected kind or form is
/// Error{unavailable}: the database was changed by other hands.
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

/// Works of two processes stood in each other's way and this one was undone whole (a serialisation
/// failure, a deadlock): nothing was changed, and it may be done again.
class Conflict final : public Error
{
public:
    explicit Conflict(const std::string& message) : Error(ErrorKind::unavailable, message) {}
};

/// Held while it lives; gone with its process, however that ends.
class Lock
{
public:
    Lock() = default;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    virtual ~Lock() = default;
};

/// Not thread-safe: one for each thread. Every failure of the engine is Error{unavailable} with the
/// database named (without its password).
class Database
{
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    /// "sqlite" or "postgres": also the folder of its migrations.
    [[nodiscard]] virtual std::string_view engine() const noexcept = 0;
    /// False once the connection is lost: open another one.
    [[nodiscard]] virtual bool is_usable() const noexcept = 0;
    /// Where it is, as a URL without user and password that is the same from every folder.
    [[nodiscard]] virtual std::string public_url() const = 0;

    /// All rows of a query. Queries that could return many have a LIMIT.
    [[nodiscard]] virtual Rows query(std::string_view sql, std::span<const Value> values) = 0;
    /// Rows changed.
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
    /// The first row, where there is one.
    [[nodiscard]] std::optional<Row> query_row(std::string_view sql,
                                               std::initializer_list<Value> values = {});

    // What engines do differently.

    /// Says in the server's lists what this process is at, as "ctrip/scan/bsc". Nothing in an
    /// engine without a server.
    virtual void name_connection(std::string_view name) = 0;
    /// Behind a SELECT within a Work: its rows stay as they are until the DbTransaction ends. Empty
    /// where a DbTransaction keeps all others out by itself.
    [[nodiscard]] virtual std::string_view for_update() const noexcept = 0;
    /// The same, passing by the rows that another DbTransaction holds: a queue that many share.
    [[nodiscard]] virtual std::string_view for_update_skip_locked() const noexcept = 0;
    /// An SQL expression: the exact sum of a column of amounts as decimal text, '0' of no rows. An
    /// amount has up to 78 digits, a sum may have more.
    [[nodiscard]] virtual std::string exact_sum(std::string_view column) const = 0;
    /// Within a Work: waits until no other connection brings the schema to another version.
    virtual void lock_schema() = 0;
    /// Within a Work: until it ends nobody else writes to this table.
    virtual void lock_writes(std::string_view table) = 0;
    [[nodiscard]] virtual bool has_table(std::string_view name) = 0;
    /// Many rows of one table, `rows` in the order of `columns`, the quickest way there is.
    virtual void insert_rows(std::string_view table, std::span<const std::string_view> columns,
                             std::span<const std::vector<Value>> rows) = 0;
    /// Within a DbTransaction, after many rows were put in: plans are made for the table as it is
    /// now.
    virtual void refresh_statistics(std::string_view table) = 0;
    /// Within a Work: from its commit on every write to this table is Error{config} that says the
    /// database was moved, whoever waits for it by then.
    virtual void refuse_writes(std::string_view table) = 0;
    /// These columns of the payments on a chain with one of these addresses, held as by
    /// for_update(): an indexed look-up whose cost does not depend on how many wait.
    [[nodiscard]] Rows payments_at(std::string_view columns, evm::ChainId chain_id,
                                   std::span<const evm::Address> addresses)
    {
        return rows_at("payments", columns, chain_id, addresses);
    }
    /// The same of those that were moved out to files.
    [[nodiscard]] Rows archived_payments_at(std::string_view columns, evm::ChainId chain_id,
                                            std::span<const evm::Address> addresses)
    {
        return rows_at("archived_payments", columns, chain_id, addresses);
    }
    /// Nothing where somebody holds it, on whatever host.
    [[nodiscard]] virtual std::unique_ptr<Lock> try_lock(std::string_view name) = 0;

protected:
    /// What refuse_writes() lets a write say; without a quote, since it becomes SQL.
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
};

/// A database transaction: all of it or nothing. Rolled back where it is not committed. Works do
/// not nest.
class DbTransaction
{
public:
    explicit DbTransaction(Database& database) : m_database(database) { m_database.begin(); }
    DbTransaction(const DbTransaction&) = delete;
    DbTransaction& operator=(const DbTransaction&) = delete;
    ~DbTransaction()
    {
        if (!m_done) {
            m_database.rollback();
        }
    }

    void commit()
    {
        m_database.commit();
        m_done = true;
    }

private:
    Database& m_database;
    bool m_done = false;
};

/// Does a work, and does it again where it stood in another's way: `work` makes its own
/// DbTransaction, and leaves nothing behind in memory when it throws. What it returns is the
/// answer.
template <typename Action>
auto retry_conflicts(Action&& work)
{
    constexpr int kAttemptsMax = 5;
    for (int attempt = 1;; ++attempt) {
        try {
            return work();
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
};

} // namespace ctrip::store
