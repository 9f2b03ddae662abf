// SPDX-License-Identifier: MIT
// Copies a table between databases of either engine, and compares two tables. Both go page by page
// in the order of the primary key: memory does not grow with the table, and neither session is idle
// for long.
#pragma once

#include "store/database.hpp"
#include "store/schema/table.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ctrip::store {

/// Called after each page with its number of rows.
using OnRows = std::function<void(std::uint64_t rows)>;

[[nodiscard]] std::uint64_t count_rows(Database& database, const Table& table);

/// Within a DbTransaction on each side. Returns the number of rows copied. An Error names the
/// table.
std::uint64_t copy_table(Database& from, Database& to, const Table& table, const OnRows& on_rows);

/// Describes the first difference of two tables, as text to follow a colon; nothing if they are
/// equal. First compares totals that each engine computes (the number of rows, the exact sum of
/// each amount, the maximum of each number), then value by value, which is stronger than any digest
/// and can name the row.
[[nodiscard]] std::optional<std::string> difference(Database& from, Database& to,
                                                    const Table& table, const OnRows& on_rows);

/// The number of rows whose reference has no target: 0 in a consistent database.
[[nodiscard]] std::uint64_t count_orphans(Database& database, const Table& table);

} // namespace ctrip::store
