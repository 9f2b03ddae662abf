// SPDX-License-Identifier: MIT
// Opens a database of either engine by its URL.
#pragma once

#include "base/secret.hpp"
#include "store/database.hpp"

#include <memory>
#include <optional>
#include <string>

namespace ctrip::store {

/// Opens by URL: "sqlite:///var/lib/ctrip/ctrip.db" (absolute), "sqlite:ctrip.db" (relative to the
/// working directory), or any postgresql:// URL of libpq. Another scheme is Error{config}.
/// OpenMode::create: a missing SQLite file is created; otherwise it is Error{unavailable}. A
/// PostgreSQL database is always created by its administrator. `password`: for PostgreSQL,
/// overrides one in the URL.
[[nodiscard]] std::unique_ptr<Database> open_database(const std::string& url, OpenMode mode,
                                                      const base::Secret* password = nullptr);

/// "'db.example' (sslmode=prefer)": where and how a PostgreSQL database may be reached over a
/// network without encryption. Nothing for other databases, and where that can't be.
[[nodiscard]] std::optional<std::string> exposed_connection(const std::string& url);

} // namespace ctrip::store
