// SPDX-License-Identifier: MIT
// Where this host keeps the high-water mark of the configured wallet and database.
#pragma once

#include "cli/session.hpp"
#include "store/high_water_mark.hpp"

#include <memory>

namespace ctrip::cli {

/// Opens it: beside a SQLite database; for PostgreSQL in $STATE_DIRECTORY, else
/// $XDG_STATE_HOME/ctrip, ~/.local/state/ctrip, or root's /var/lib/ctrip. Null for a database in
/// memory, and with a warning where PostgreSQL's host has no such folder that can be written.
[[nodiscard]] std::unique_ptr<store::HighWaterMark> open_address_mark(Session& session);

} // namespace ctrip::cli
