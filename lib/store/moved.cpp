// SPDX-License-Identifier: MIT
#include "store/moved.hpp"

#include "store/tables.hpp"

#include <fmt/format.h>

namespace ctrip::store {

std::optional<Moved> find_moved(Database& database)
{
    const auto row = database.query_row("SELECT moved_to, moved_at FROM moved WHERE id = 1");
    if (!row) {
        return std::nullopt;
    }
    return Moved{.to = row->text(0), .at_s = row->integer(1)};
}

void require_not_moved(Database& database)
{
    if (const auto moved = find_moved(database)) {
        throw Error{ErrorKind::config,
                    fmt::format("database '{}': it was moved to '{}' on {}; set database.url to "
                                "that one",
                                database.public_url(), moved->to, base::to_rfc3339(moved->at_s))};
    }
}

void mark_moved(Database& database, const Moved& moved)
{
    database.execute("INSERT INTO moved (id, moved_to, moved_at) VALUES (1, $1, $2)",
                     {moved.to, moved.at_s});
    for (const Table& table : lasting_tables()) {
        database.refuse_writes(table.name);
    }
}

} // namespace ctrip::store
