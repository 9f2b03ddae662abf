// SPDX-License-Identifier: MIT
#include "store/schema/table_sql.hpp"

#include "store/sql_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ctrip::store {

std::vector<std::string_view> column_names(const Table& table)
{
    std::vector<std::string_view> names;
    names.reserve(table.columns.size());
    for (const Column& column : table.columns) {
        names.push_back(column.name);
    }
    return names;
}

std::string column_list(const Table& table, std::string_view prefix)
{
    std::string list;
    for (const Column& column : table.columns) {
        list += fmt::format("{}{}{}", list.empty() ? "" : ", ", prefix, column.name);
    }
    return list;
}

std::string select_from(const Table& table)
{
    return fmt::format("SELECT {} FROM {}", column_list(table), table.name);
}

std::string insert_into(const Table& table)
{
    return fmt::format("INSERT INTO {} ({}) VALUES {}", table.name, column_list(table),
                       places(1, table.columns.size()));
}

std::string upsert_into(const Table& table)
{
    std::string set;
    for (const Column& column : table.columns) {
        if (std::find(table.key.begin(), table.key.end(), column.name) == table.key.end()) {
            set += fmt::format("{0}{1} = excluded.{1}", set.empty() ? "" : ", ", column.name);
        }
    }
    return fmt::format("{} ON CONFLICT ({}) DO UPDATE SET {}", insert_into(table),
                       fmt::join(table.key, ", "), set);
}

std::vector<Value> row_of(const Table& table, std::initializer_list<Cell> cells)
{
    std::vector<Value> row(table.columns.size());
    for (const Cell& cell : cells) {
        row.at(cell.place) = cell.value;
    }
    return row;
}

} // namespace ctrip::store
