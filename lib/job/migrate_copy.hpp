// SPDX-License-Identifier: MIT
// `migrate copy`: copies all data of a system in use to another database, of either engine.
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
    std::set<std::string> chains;           ///< The configured chains; those in the databases are
                                            ///< added.
    std::chrono::milliseconds lock_wait{0}; ///< The longest wait for each lock.
    std::function<void(const CopyProgress&)> on_progress; ///< May be empty.
};

enum class CopyOutcome : std::uint8_t
{
    copied,
    finished,     ///< An earlier run had done all but the last step.
    moved_before, ///< An earlier run had done all of it.
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

/// Takes the locks of all jobs on both databases, locks both against other writers, brings an empty
/// target to this program's schema, copies all rows and compares them.
///
/// The target is filled in one DbTransaction: an abort leaves it empty. It is committed with a
/// migration marker that makes every command refuse it; then the source is committed with the
/// marker that it has moved; then the target's marker is removed. So at most one of the two
/// databases is writable at any time, and after an abort at any point the same call does the rest:
/// as long as the source is not marked, the target is emptied and filled again. Safe to repeat.
///
/// Error{locked} where a job did not end within `lock_wait`; Error{request} where the target holds
/// other data, or was itself moved; Error{config} where the source was moved to another database or
/// a schema is not this program's; Error{unavailable} where rows of the source refer to missing
/// rows, or the copy differs from the source.
[[nodiscard]] CopyReport copy_database(store::Database& from, store::Database& to,
                                       const CopyOptions& options, const base::Clock& clock,
                                       const base::Log& log);

} // namespace ctrip::job
