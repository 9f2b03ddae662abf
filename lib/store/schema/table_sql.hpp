// SPDX-License-Identifier: MIT
// Statements that name all columns of a table. Building one is slow: keep the text in a static.
#pragma once

#include "store/database.hpp"
#include "store/schema/table.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

[[nodiscard]] std::vector<std::string_view> column_names(const Table& table);

/// "t.id, t.status, …" with the prefix "t.".
[[nodiscard]] std::string column_list(const Table& table, std::string_view prefix = "");

/// "SELECT id, status, … FROM payments": rows in the table's order, for place_of().
[[nodiscard]] std::string select_from(const Table& table);

/// "INSERT INTO payments (id, status, …) VALUES ($1, $2, …)": values in the table's order.
[[nodiscard]] std::string insert_into(const Table& table);

/// The same, but if the key exists all other columns are replaced; a WHERE condition on that may be
/// appended.
[[nodiscard]] std::string upsert_into(const Table& table);

/// One value of a row and its index, see place_of().
struct Cell
{
    std::size_t place = 0;
    Value value;
};
/// A whole row in the table's order; columns without a value are NULL.
[[nodiscard]] std::vector<Value> row_of(const Table& table, std::initializer_list<Cell> cells);

} // namespace ctrip::store
