// SPDX-License-Identifier: MIT
#include "store/open_database.hpp"

#include "store/engine/postgres_database.hpp"
#include "store/engine/sqlite_database.hpp"

#include <fmt/format.h>

#include <string_view>

namespace ctrip::store {

std::unique_ptr<Database> open_database(const std::string& url, OpenMode mode,
                                        const base::Secret* password)
{
    constexpr std::string_view absolute = "sqlite://";
    constexpr std::string_view relative = "sqlite:";
    if (url.starts_with("sqlite:///")) {
        return std::make_unique<SqliteDatabase>(url.substr(absolute.size()), mode);
    }
    if (url.starts_with(relative) && !url.starts_with(absolute)) {
        return std::make_unique<SqliteDatabase>(url.substr(relative.size()), mode);
    }
    if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
        return std::make_unique<PostgresDatabase>(url, password);
    }
    const std::string scheme = url.substr(0, url.find(':'));
    throw Error{ErrorKind::config,
                fmt::format("database.url: the scheme '{}' is not one that this program has; "
                            "write sqlite:///absolute/path/ctrip.db or "
                            "postgresql://user@host/database",
                            scheme)};
}

} // namespace ctrip::store
