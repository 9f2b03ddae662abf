// SPDX-License-Identifier: MIT
#include "store/schema/moved.hpp"

#include "store/schema/tables.hpp"

#include <fmt/format.h>

#include <string_view>

namespace ctrip::store {

namespace {

constexpr std::string_view kArriving = "arriving";
constexpr std::string_view kLeft = "left";

void mark(Database& database, std::string_view state, const std::string& other,
          base::UnixSeconds now_s)
{
    database.execute("INSERT INTO moved (id, state, other, at) VALUES (1, $1, $2, $3)",
                     {state, other, now_s});
}

} // namespace

std::optional<Moved> find_moved(Database& database)
{
    const auto row = database.query_row("SELECT state, other, at FROM moved WHERE id = 1");
    if (!row) {
        return std::nullopt;
    }
    return Moved{.state = row->text(0) == kArriving ? MoveState::arriving : MoveState::left,
                 .other = row->text(1),
                 .at_s = row->integer(2)};
}

void require_not_moved(Database& database)
{
    const auto moved = find_moved(database);
    if (!moved) {
        return;
    }
    if (moved->state == MoveState::arriving) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("database '{}': the copy of '{}' into it is not finished; if it "
                                "is not running any more, run the same 'ctrip migrate copy' again",
                                database.public_url(), moved->other)};
    }
    throw Error{
        ErrorKind::config,
        fmt::format(
            "database '{}': it was copied to '{}' on {} and closed; set database.url to that one",
            database.public_url(), moved->other, base::to_rfc3339(moved->at_s))};
}

void mark_arriving(Database& database, const std::string& from, base::UnixSeconds now_s)
{
    mark(database, kArriving, from, now_s);
}

void mark_left(Database& database, const std::string& to, base::UnixSeconds now_s)
{
    mark(database, kLeft, to, now_s);
    for (const Table& table : lasting_tables()) {
        database.refuse_writes(table.name);
    }
}

void mark_arrived(Database& database)
{
    database.execute("DELETE FROM moved WHERE state = $1", {kArriving});
}

} // namespace ctrip::store
