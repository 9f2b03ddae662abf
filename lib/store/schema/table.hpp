// SPDX-License-Identifier: MIT
// A table of the schema as data: its name, columns, key and reference.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

namespace ctrip::store {

/// How a column is stored.
enum class ColumnKind : std::uint8_t
{
    number, ///< A 64-bit integer.
    text,
    amount, ///< Decimal text in SQLite, NUMERIC in PostgreSQL; read and written as text.
};

/// The values that a column may hold; an archive's values are checked against it.
enum class ColumnForm : std::uint8_t
{
    integer, ///< From min to max.
    amount,  ///< Decimal without leading zeros, below 2^256; at least min.
    address, ///< Lower-case 0x text.
    hash,    ///< Lower-case 0x text.
    uuid,
    text, ///< Anything without NUL.
    status,
    event,
    flags,
    metadata,
    standing,
    depth,
};

struct Column
{
    std::string_view name;
    ColumnForm form = ColumnForm::text;
    bool nullable = false;
    std::int64_t min = 0;
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    /// Archives written before the column was added lack it: it is then null, or if not nullable 0
    /// or the empty text.
    bool later = false;

    [[nodiscard]] constexpr ColumnKind kind() const noexcept
    {
        switch (form) {
        case ColumnForm::integer:
            return ColumnKind::number;
        case ColumnForm::amount:
            return ColumnKind::amount;
        case ColumnForm::address:
        case ColumnForm::hash:
        case ColumnForm::uuid:
        case ColumnForm::text:
        case ColumnForm::status:
        case ColumnForm::event:
        case ColumnForm::flags:
        case ColumnForm::metadata:
        case ColumnForm::standing:
        case ColumnForm::depth:
            break;
        }
        return ColumnKind::text;
    }
};

/// A foreign key of one column.
struct Reference
{
    std::string_view column;
    std::string_view table;
    std::string_view key;
};

struct Table
{
    std::string_view name;
    std::span<const std::string_view> key; ///< The primary key.
    std::span<const Column> columns;       ///< All columns, those of the key too.
    std::optional<Reference> reference = std::nullopt;

    /// A column's index in `columns`; columns.size() if the table has no such column.
    [[nodiscard]] constexpr std::size_t place(std::string_view column) const noexcept
    {
        std::size_t place = 0;
        while (place < columns.size() && columns[place].name != column) {
            ++place;
        }
        return place;
    }
};

/// A column's index in the table's rows, computed at compile time: a wrong name does not compile.
[[nodiscard]] consteval std::size_t place_of(const Table& table, std::string_view column)
{
    const std::size_t place = table.place(column);
    if (place == table.columns.size()) {
        throw std::out_of_range{"the table has no such column"};
    }
    return place;
}

} // namespace ctrip::store
