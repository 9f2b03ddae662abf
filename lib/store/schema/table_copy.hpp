// SPDX-License-Identifier: MIT
// Copies a table from one database to another, whatever their engines, and compares two. Always a
// page at a time, by the primary key: memory does not grow with the table, and neither side's
// session is idle for long.
#pragma once

#include "store/database.hpp"
#include "store/schema/table.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ctrip::store {

/// Told after each page how many rows it had.
using OnRows = std::function<void(std::uint64_t rows)>;

[[nodiscard]] std::uint64_t count_rows(Database& database, const Table& table);

/// Within a DbTransaction on each side. Rows copied. An Error names the table.
std::uint64_t copy_table(Database& from, Database& to, const Table& table, const OnRows& on_rows);

/// Says where two tables differ, in words that fit behind a colon; nothing where they hold the
/// same. First by what each engine adds up by itself (the rows, the exact sum of each amount, the
/// greatest of each number), then value by value, which is stronger than any digest and can name
/// the row.
[[nodiscard]] std::optional<std::string> difference(Database& from, Database& to,
                                                    const Table& table, const OnRows& on_rows);

/// Rows whose reference leads nowhere: 0 in a sound database.
[[nodiscard]] std::uint64_t count_orphans(Database& database, const Table& table);

} // namespace ctrip::store
