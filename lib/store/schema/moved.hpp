// SPDX-License-Identifier: MIT
// Migration markers of `migrate copy`: at most one of the two databases is writable.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::store {

enum class MoveState : std::uint8_t
{
    arriving, ///< All data was copied here, but the other database is not marked as left yet.
    left,     ///< All data was copied to the other database, which is in use now.
};

struct Moved
{
    MoveState state = MoveState::left;
    std::string other; ///< As Database::public_url() has it.
    base::UnixSeconds at_s = 0;
};

/// The database must have this program's schema.
[[nodiscard]] std::optional<Moved> find_moved(Database& database);

/// Throws if the database has a marker: Error{config} that names the other database if it was moved
/// there, Error{unavailable} if the copy into this one is not finished.
void require_not_moved(Database& database);

/// Within a DbTransaction.
void mark_arriving(Database& database, const std::string& from, base::UnixSeconds now_s);

/// Within a DbTransaction. From its commit on, every lasting table refuses writes: that also stops
/// a process that checked for the marker before and is waiting to write.
void mark_left(Database& database, const std::string& to, base::UnixSeconds now_s);

/// Removes the marker: the target is in use from now on.
void mark_arrived(Database& database);

} // namespace ctrip::store
