// SPDX-License-Identifier: MIT
// The marks of `migrate copy` on both databases: at no moment are there two that work.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::store {

enum class MoveState : std::uint8_t
{
    arriving, ///< All was copied here, but the other database does not know it yet.
    left,     ///< All lives on in the other database.
};

struct Moved
{
    MoveState state = MoveState::left;
    std::string other; ///< As Database::public_url() has it.
    base::UnixSeconds at_s = 0;
};

/// Of this program's schema.
[[nodiscard]] std::optional<Moved> find_moved(Database& database);

/// Throws where the database has a mark: Error{config} that names the other one where all left for
/// it, Error{unavailable} where it is still arriving.
void require_not_moved(Database& database);

/// Within a DbTransaction.
void mark_arriving(Database& database, const std::string& from, base::UnixSeconds now_s);

/// Within a DbTransaction. From its commit on every lasting table refuses writes: who looked for
/// the mark before, and waits to write, finds out then.
void mark_left(Database& database, const std::string& to, base::UnixSeconds now_s);

/// The target works from now on.
void mark_arrived(Database& database);

} // namespace ctrip::store
