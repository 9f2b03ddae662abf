// SPDX-License-Identifier: MIT
// The tables as data are those of the schema.
#include "integration/fresh_database.hpp"
#include "store/schema/tables.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <string>

using namespace ctrip;
using namespace ctrip::test;
using store::Database;
using store::Table;

namespace {

struct SchemaColumn
{
    store::ColumnKind kind = store::ColumnKind::text; ///< That it has to be copied as.
    bool nullable = false;
};

struct SchemaTable
{
    std::map<std::string, SchemaColumn> columns;
    std::set<std::string> key;
};

std::map<std::string, SchemaTable> schema_of(Database& database)
{
    const std::string_view sqlite = "SELECT t.name, c.name, c.type, c.pk > 0, c.pk = 0 AND "
                                    "c.\"notnull\" = 0 FROM sqlite_schema AS "
                                    "t, pragma_table_info(t.name) "
                                    "AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
    const std::string_view postgres =
        "SELECT c.table_name::text, c.column_name::text, c.data_type::text, EXISTS (SELECT 1 FROM "
        "pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY "
        "(i.indkey) WHERE i.indisprimary AND i.indrelid = c.table_name::regclass AND a.attname = "
        "c.column_name), c.is_nullable = 'YES' FROM information_schema.columns AS c WHERE "
        "c.table_schema = "
        "current_schema()";
    const std::map<std::string, store::ColumnKind> kinds{
        {"INTEGER", store::ColumnKind::number}, {"BIGINT", store::ColumnKind::number},
        {"bigint", store::ColumnKind::number},  {"smallint", store::ColumnKind::number},
        {"integer", store::ColumnKind::number}, {"TEXT", store::ColumnKind::text},
        {"text", store::ColumnKind::text},      {"numeric", store::ColumnKind::amount},
        {"BLOB", store::ColumnKind::text},      {"bytea", store::ColumnKind::text}};
    std::map<std::string, SchemaTable> tables;
    for (const store::Row& row :
         database.query(database.engine() == "sqlite" ? sqlite : postgres)) {
        SchemaTable& table = tables[row.text(0)];
        INFO(row.text(0) << "." << row.text(1) << " " << row.text(2));
        REQUIRE(kinds.contains(row.text(2)));
        table.columns[row.text(1)] = {.kind = kinds.at(row.text(2)), .nullable = row.boolean(4)};
        if (row.boolean(3)) {
            table.key.insert(row.text(1));
        }
    }
    return tables;
}

} // namespace

TEST_CASE("every table and column of the schema is in the tables as it is there, or named as other",
          "[store][tables]")
{
    FreshDatabase fresh;
    std::map<std::string, SchemaTable> schema = schema_of(fresh.database());
    for (const std::string_view name : store::other_tables()) {
        CHECK(schema.erase(std::string{name}) == 1);
    }
    for (const Table& table : store::lasting_tables()) {
        INFO(table.name);
        const auto found = schema.find(std::string{table.name});
        REQUIRE(found != schema.end());
        CHECK(found->second.key == std::set<std::string>(table.key.begin(), table.key.end()));
        for (const store::Column& column : table.columns) {
            INFO(column.name);
            const auto stored = found->second.columns.find(std::string{column.name});
            REQUIRE(stored != found->second.columns.end());
            CHECK(stored->second.nullable == column.nullable);
            // SQLite keeps amounts as text and can't tell the two.
            const bool is_amount_text = column.kind() == store::ColumnKind::amount &&
                                        stored->second.kind == store::ColumnKind::text &&
                                        fresh.database().engine() == "sqlite";
            CHECK((stored->second.kind == column.kind() || is_amount_text));
            found->second.columns.erase(stored);
        }
        for (const auto& [name, column] : found->second.columns) {
            FAIL_CHECK("column " << name << " is in no list");
        }
        schema.erase(found);
    }
    for (const auto& [name, table] : schema) {
        FAIL_CHECK("table " << name << " is in no list");
    }
}

TEST_CASE("a table comes after those that it refers to", "[store][tables]")
{
    std::set<std::string_view> before;
    for (const Table& table : store::lasting_tables()) {
        INFO(table.name);
        for (const std::string_view column : table.key) {
            CHECK(table.place(column) < table.columns.size());
        }
        if (table.reference) {
            CHECK(before.contains(table.reference->table));
            CHECK(table.place(table.reference->column) < table.columns.size());
        }
        before.insert(table.name);
    }
}
