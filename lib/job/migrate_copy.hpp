// SPDX-License-Identifier: MIT
// `migrate copy`: moves a living system from one database to another, of the same engine or not.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "store/database.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::job {

struct CopyProgress
{
    std::string_view action; ///< "copying" or "comparing".
    std::string_view table;
    std::uint64_t rows_done = 0;  ///< Each row counts twice: copied, then compared.
    std::uint64_t rows_total = 0; ///< 0 while it is not known.
};

struct CopyOptions
{
    std::set<std::string> chains;           ///< The configured ones; the databases know others.
    std::chrono::milliseconds lock_wait{0}; ///< For each job that runs to end.
    std::function<void(const CopyProgress&)> on_progress; ///< May be empty.
};

enum class CopyOutcome : std::uint8_t
{
    copied,
    finished,     ///< A run before this one did it all but the last step.
    moved_before, ///< All was done before; nothing was left to do.
};

struct CopiedTable
{
    std::string_view name;
    std::uint64_t rows = 0;
    std::int64_t duration_ms = 0;
};

struct CopyReport
{
    CopyOutcome outcome = CopyOutcome::copied;
    std::vector<CopiedTable> tables; ///< Empty where nothing was copied.
    std::uint64_t rows = 0;
};

/// Takes every job's lock on both sides, keeps all others from writing to either, brings an empty
/// target to this program's schema, copies, and compares all of it.
///
/// All that the target gets is one Work: an abort leaves it empty. It is committed with a mark that
/// keeps everybody from working there; then the source is committed with the mark that it moved;
/// then the target's mark goes. So at no moment two databases work, and after an abort at any
/// moment the same call again does what is missing: where the source still works, the target is
/// emptied and filled anew. Safe to repeat.
///
/// Error{locked} where a job did not end within `lock_wait`; Error{request} where the target holds
/// something else, or was moved itself; Error{config} where the source was moved elsewhere or a
/// schema is not this program's; Error{unavailable} where the source is not sound, or the two are
/// not the same after the copy.
[[nodiscard]] CopyReport copy_database(store::Database& from, store::Database& to,
                                       const CopyOptions& options, const base::Clock& clock,
                                       const base::Log& log);

} // namespace ctrip::job
