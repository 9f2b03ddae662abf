// SPDX-License-Identifier: MIT
#include "store/database.hpp"

#include "base/check.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>

namespace ctrip::store {

namespace {

[[noreturn]] void throw_unexpected(std::size_t column, std::string_view wanted)
{
    throw Error{
        ErrorKind::unavailable,
        fmt::format(
            "database: column {} of a result is not {}; the database was changed outside ctrip",
            column, wanted)};
}

template <typename Parsed>
Parsed require(std::optional<Parsed> parsed, std::size_t column, std::string_view wanted)
{
    if (!parsed) {
        throw_unexpected(column, wanted);
    }
    return *parsed;
}

} // namespace

Value::Value(std::uint64_t number)
{
    CTRIP_CHECK(number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
    m_value = static_cast<std::int64_t>(number);
}

bool Row::is_null(std::size_t column) const
{
    return std::holds_alternative<std::monostate>(m_values.at(column).variant());
}

std::int64_t Row::integer(std::size_t column) const
{
    const auto* const number = std::get_if<std::int64_t>(&m_values.at(column).variant());
    if (number == nullptr) {
        throw_unexpected(column, "an integer");
    }
    return *number;
}

std::uint64_t Row::unsigned_integer(std::size_t column) const
{
    const std::int64_t number = integer(column);
    if (number < 0) {
        throw_unexpected(column, "an integer of 0 or more");
    }
    return static_cast<std::uint64_t>(number);
}

const std::string& Row::text(std::size_t column) const
{
    const auto* const text = std::get_if<std::string>(&m_values.at(column).variant());
    if (text == nullptr) {
        throw_unexpected(column, "text");
    }
    return *text;
}

const base::Bytes& Row::bytes(std::size_t column) const
{
    const auto* const bytes = std::get_if<base::Bytes>(&m_values.at(column).variant());
    if (bytes == nullptr) {
        throw_unexpected(column, "bytes");
    }
    return *bytes;
}

evm::Amount Row::amount(std::size_t column) const
{
    return require(evm::Amount::from_decimal(text(column)), column, "an amount");
}

evm::Address Row::address(std::size_t column) const
{
    return require(evm::Address::parse_unchecked(text(column)), column, "an address");
}

evm::TxHash Row::tx_hash(std::size_t column) const
{
    return require(evm::TxHash::parse(text(column)), column, "a transaction hash");
}

evm::BlockHash Row::block_hash(std::size_t column) const
{
    return require(evm::BlockHash::parse(text(column)), column, "a block hash");
}

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional{integer(column)};
}

std::optional<std::uint64_t> Row::optional_unsigned(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional{unsigned_integer(column)};
}

std::optional<std::string> Row::optional_text(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional{text(column)};
}

std::optional<evm::Address> Row::optional_address(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional{address(column)};
}

std::optional<evm::Amount> Row::optional_amount(std::size_t column) const
{
    return is_null(column) ? std::nullopt : std::optional{amount(column)};
}

std::optional<Row> Database::query_row(std::string_view sql, std::initializer_list<Value> values)
{
    Rows rows = query(sql, values);
    if (rows.empty()) {
        return std::nullopt;
    }
    return std::move(rows.front());
}

std::string Database::joined(std::span<const std::string_view> columns)
{
    return fmt::format("{}", fmt::join(columns, ", "));
}

std::string Database::insert_statement(std::string_view table,
                                       std::span<const std::string_view> columns)
{
    return fmt::format("INSERT INTO {} ({}) VALUES {}", table, joined(columns),
                       places(1, columns.size()));
}

} // namespace ctrip::store
