// SPDX-License-Identifier: MIT
// Opens a database of either engine by its URL.
#pragma once

#include "base/secret.hpp"
#include "store/database.hpp"

#include <memory>
#include <string>

namespace ctrip::store {

/// Opens by URL: "sqlite:///var/lib/ctrip/ctrip.db" (absolute), "sqlite:ctrip.db" (relative to the
/// working directory), or any postgresql:// URL of libpq. Another scheme is Error{config}.
/// `create`: a SQLite file that does not exist is made; without it that is Error{unavailable}. A
/// PostgreSQL database is always made by its administrator. `password`: for PostgreSQL, wins over
/// one in the URL.
[[nodiscard]] std::unique_ptr<Database> open_database(const std::string& url, OpenMode mode,
                                                      const base::Secret* password = nullptr);

} // namespace ctrip::store
