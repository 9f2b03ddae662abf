// SPDX-License-Identifier: MIT
#include "store/open_database.hpp"

#include "store/engine/postgres_database.hpp"
#include "store/engine/postgres_route.hpp"
#include "store/engine/sqlite_database.hpp"

#include <fmt/format.h>

#include <string_view>

namespace ctrip::store {

namespace {

bool is_postgres(const std::string& url)
{
    return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

} // namespace

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
    if (is_postgres(url)) {
        return std::make_unique<PostgresDatabase>(url, password);
    }
    const std::string scheme = url.substr(0, url.find(':'));
    throw Error{ErrorKind::config,
                fmt::format("database.url: the scheme '{}' is not one that this program has; "
                            "write sqlite:///absolute/path/ctrip.db or "
                            "postgresql://user@host/database",
                            scheme)};
}

std::optional<std::string> exposed_connection(const std::string& url)
{
    if (!is_postgres(url)) {
        return std::nullopt;
    }
    const PostgresRoute route = route_of(url);
    const std::optional<std::string> host = exposed_host(route);
    return host ? std::optional{fmt::format("'{}' (sslmode={})", *host, route.sslmode)}
                : std::nullopt;
}

} // namespace ctrip::store
