// SPDX-License-Identifier: MIT
// The mark of a database whose contents live on in another one: nobody works here any more.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <optional>
#include <string>

namespace ctrip::store {

struct Moved
{
    std::string to; ///< The other database, as Database::public_url() has it.
    base::UnixSeconds at_s = 0;
};

[[nodiscard]] std::optional<Moved> find_moved(Database& database);

/// Throws Error{config} that names the other database where this one is marked. Of this program's
/// schema.
void require_not_moved(Database& database);

/// Within a Work. From its commit on every lasting table refuses writes: who looked for the mark
/// before, and waits to write, finds out then.
void mark_moved(Database& database, const Moved& moved);

} // namespace ctrip::store
