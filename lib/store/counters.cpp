// SPDX-License-Identifier: MIT
#include "store/counters.hpp"

#include <fmt/format.h>

namespace ctrip::store {

namespace {

std::uint64_t value_of(const std::optional<Row>& row, std::string_view name)
{
    if (!row) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("database: the counter '{}' is missing; it was changed outside "
                                "ctrip",
                                name)};
    }
    return row->unsigned_integer(0);
}

} // namespace

std::uint64_t read_counter(Database& database, std::string_view name)
{
    return value_of(database.query_row("SELECT value FROM counters WHERE name = $1", {name}), name);
}

std::uint64_t take_from_counter(Database& database, std::string_view name, std::uint64_t count)
{
    return value_of(database.query_row("UPDATE counters SET value = value + $1 WHERE name = $2 "
                                       "RETURNING value",
                                       {count, name}),
                    name) -
           count;
}

} // namespace ctrip::store
