// SPDX-License-Identifier: MIT
// The tables that hold what lasts: what `migrate copy` takes along, in an order in which every row
// finds the row that it refers to.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ctrip::store {

enum class ColumnKind : std::uint8_t
{
    number, ///< A 64-bit integer.
    text,
    amount, ///< Decimal text in SQLite, NUMERIC in PostgreSQL; text to us.
};

struct Column
{
    std::string_view name;
    ColumnKind kind = ColumnKind::text;
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
    std::span<const Column> columns;       ///< All of them, the key's too.
    std::optional<Reference> reference;
};

[[nodiscard]] std::span<const Table> lasting_tables() noexcept;

/// What a database of this schema has beyond them, and is not copied: a cache, the schema's own
/// version, and the mark that the database was moved.
[[nodiscard]] std::span<const std::string_view> other_tables() noexcept;

} // namespace ctrip::store
