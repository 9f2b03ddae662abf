// SPDX-License-Identifier: MIT
#include "store/schema/table_copy.hpp"

#include "store/schema/table_sql.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace ctrip::store {

namespace {

/// Few enough that a page of long messages fits in memory, many enough that the cost of a statement
/// per page does not matter.
constexpr std::size_t kCopyPageRows = 4'000;

std::string shown(const Value& value)
{
    if (const auto* const number = std::get_if<std::int64_t>(&value.variant())) {
        return fmt::to_string(*number);
    }
    const auto* const text = std::get_if<std::string>(&value.variant());
    return text == nullptr ? "nothing" : *text;
}

/// Reads a table page by page in the order of its primary key.
class TableReader
{
public:
    TableReader(Database& database, const Table& table)
        : m_database(database), m_first(select(table, "")), m_next(select(table, after(table)))
    {
        for (const std::string_view column : table.key) {
            m_key_places.push_back(table.place(column));
        }
    }

    /// The next page; empty after the last row.
    [[nodiscard]] Rows next()
    {
        Rows rows = m_last_key.empty() ? m_database.query(m_first)
                                       : m_database.query(m_next, std::span{m_last_key});
        if (!rows.empty()) {
            m_last_key.clear();
            for (const std::size_t place : m_key_places) {
                m_last_key.push_back(rows.back().values().at(place));
            }
        }
        return rows;
    }

private:
    static std::string select(const Table& table, const std::string& where)
    {
        return fmt::format("{}{} ORDER BY {} LIMIT {}", select_from(table), where,
                           fmt::join(table.key, ", "), kCopyPageRows);
    }

    static std::string after(const Table& table)
    {
        return fmt::format(" WHERE ({}) > {}", fmt::join(table.key, ", "),
                           places(1, table.key.size()));
    }

    Database& m_database;
    std::string m_first;
    std::string m_next;
    std::vector<std::size_t> m_key_places;
    std::vector<Value> m_last_key;
};

/// SQL expressions for totals, one value each, and their names for messages.
struct Totals
{
    std::vector<std::string> names;
    std::vector<std::string> expressions;
};

Totals totals_of(const Database& database, const Table& table)
{
    Totals totals{.names = {"the number of rows"}, .expressions = {"COUNT(*)"}};
    for (const Column& column : table.columns) {
        switch (column.kind()) {
        case ColumnKind::number:
            totals.names.push_back(fmt::format("the greatest {}", column.name));
            totals.expressions.push_back(fmt::format("MAX({})", column.name));
            break;
        case ColumnKind::amount:
            totals.names.push_back(fmt::format("the sum of {}", column.name));
            totals.expressions.push_back(database.exact_sum(column.name));
            break;
        case ColumnKind::text:
            totals.names.push_back(fmt::format("the number of rows with {}", column.name));
            totals.expressions.push_back(fmt::format("COUNT({})", column.name));
            break;
        }
    }
    return totals;
}

Row add_up(Database& database, const Table& table, const Totals& totals)
{
    return *database.query_row(
        fmt::format("SELECT {} FROM {}", fmt::join(totals.expressions, ", "), table.name));
}

std::optional<std::string> difference_of_totals(Database& from, Database& to, const Table& table)
{
    const Totals totals = totals_of(from, table);
    const Row here = add_up(from, table, totals);
    const Row there = add_up(to, table, totals_of(to, table));
    for (std::size_t i = 0; i < totals.names.size(); ++i) {
        if (here.values()[i] != there.values()[i]) {
            return fmt::format("{} is {} and {}", totals.names[i], shown(here.values()[i]),
                               shown(there.values()[i]));
        }
    }
    return std::nullopt;
}

std::string key_text(const Table& table, const Row& row)
{
    std::vector<std::string> parts;
    for (const std::string_view column : table.key) {
        parts.push_back(fmt::format("{} {}", column, shown(row.values().at(table.place(column)))));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::optional<std::string> difference_of_pages(const Table& table, const Rows& here,
                                               const Rows& there)
{
    for (std::size_t i = 0; i < std::max(here.size(), there.size()); ++i) {
        if (i >= here.size() || i >= there.size()) {
            return fmt::format("the row of {} is on one side only",
                               key_text(table, i < here.size() ? here[i] : there[i]));
        }
        const std::vector<Value>& ours = here[i].values();
        const auto place = std::mismatch(ours.begin(), ours.end(), there[i].values().begin());
        if (place.first != ours.end()) {
            return fmt::format(
                "{} is not the same in the row of {}",
                table.columns[static_cast<std::size_t>(place.first - ours.begin())].name,
                key_text(table, here[i]));
        }
    }
    return std::nullopt;
}

/// Runs `action` and adds the table's name to its errors.
template <typename Action>
auto at_table(const Table& table, Action&& action)
{
    try {
        return std::forward<Action>(action)();
    } catch (const Error& error) {
        throw Error{error.kind(), fmt::format("table '{}': {}", table.name, error.what())};
    }
}

} // namespace

std::uint64_t count_rows(Database& database, const Table& table)
{
    return database.query_row(fmt::format("SELECT COUNT(*) FROM {}", table.name))
        ->unsigned_integer(0);
}

std::uint64_t copy_table(Database& from, Database& to, const Table& table, const OnRows& on_rows)
{
    return at_table(table, [&] {
        const std::vector<std::string_view> columns = column_names(table);
        TableReader reader{from, table};
        std::uint64_t copied = 0;
        for (Rows rows = reader.next(); !rows.empty(); rows = reader.next()) {
            std::vector<std::vector<Value>> page;
            page.reserve(rows.size());
            for (Row& row : rows) {
                page.push_back(std::move(row).values());
            }
            to.insert_rows(table.name, columns, page);
            copied += page.size();
            on_rows(page.size());
        }
        to.refresh_statistics(table.name);
        return copied;
    });
}

std::optional<std::string> difference(Database& from, Database& to, const Table& table,
                                      const OnRows& on_rows)
{
    return at_table(table, [&]() -> std::optional<std::string> {
        if (auto found = difference_of_totals(from, to, table)) {
            return found;
        }
        TableReader here{from, table};
        TableReader there{to, table};
        while (true) {
            const Rows ours = here.next();
            const Rows theirs = there.next();
            if (auto found = difference_of_pages(table, ours, theirs)) {
                return found;
            }
            if (ours.empty()) {
                return std::nullopt;
            }
            on_rows(ours.size());
        }
    });
}

std::uint64_t count_orphans(Database& database, const Table& table)
{
    if (!table.reference) {
        return 0;
    }
    return at_table(table, [&] {
        const auto& [column, parent, key] = *table.reference;
        return database
            .query_row(fmt::format("SELECT COUNT(*) FROM {0} AS child LEFT JOIN {2} AS parent ON "
                                   "parent.{3} = child.{1} WHERE parent.{3} IS NULL",
                                   table.name, column, parent, key))
            ->unsigned_integer(0);
    });
}

} // namespace ctrip::store
