// SPDX-License-Identifier: MIT
// A database with something of everything, and all of a database to compare.
#pragma once

#include "integration/fresh_database.hpp"
#include "store/schema/tables.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::test {

[[nodiscard]] const store::Table& table_named(std::string_view name);

/// Inserts rows with the columns in the order of the schema.
void put(store::Database& database, std::string_view table,
         const std::vector<std::vector<store::Value>>& rows);

/// Payments 1 to 7, one in each status, with all that can belong to one; and an archived one.
void fill(FreshDatabase& fresh);

/// Every value of every lasting table.
[[nodiscard]] std::map<std::string, std::vector<std::vector<store::Value>>>
dump(store::Database& database);

} // namespace ctrip::test
