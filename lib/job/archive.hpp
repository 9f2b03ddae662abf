// SPDX-License-Identifier: MIT
// `archive`: moves closed payments, with their rows in other tables, to a file and back.
#pragma once

#include "job/archive/restore.hpp"
#include "job/archive/types.hpp"
#include "store/archive/archive_store.hpp"

#include <cstdint>
#include <string>

namespace ctrip::job {

struct ArchiveOptions
{
    store::ArchiveChoice choice;
    std::string folder;   ///< The file is created in it.
    bool dry_run = false; ///< Counts only.
};

struct ArchiveReport
{
    std::uint64_t payments = 0; ///< Moved out; in a dry run, those that would be.
    std::uint64_t left = 0;     ///< Written, but changed before they were deleted, and so kept.
    std::string file;           ///< Its path; empty where nothing was to be archived.
    std::uint64_t bytes = 0;    ///< Its size.
};

/// Writes one file, syncs it to disk, and then deletes its payments from the database, at most
/// kPaymentsPerBatch in one transaction. An interruption loses nothing: payments that were not
/// deleted are archived by the next run. The caller holds the job's lock.
[[nodiscard]] ArchiveReport archive(const ArchiveJob& job, const ArchiveOptions& options);

} // namespace ctrip::job
