// SPDX-License-Identifier: MIT
// `archive`: moves closed payments with all that belongs to them out to a file, and back.
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
    std::string folder;   ///< Where the file goes.
    bool dry_run = false; ///< Counts only.
};

struct ArchiveReport
{
    std::uint64_t payments = 0; ///< Moved out; in a dry run, those that would be.
    std::uint64_t left = 0;     ///< Written, but changed before they were moved out.
    std::string file;           ///< Its path; empty where nothing was to be archived.
    std::uint64_t bytes = 0;    ///< Its size.
};

/// Writes one file and deletes what is in it, in small database transactions, once it is safely on
/// disk. Stopped anywhere it loses nothing: what is not deleted is still there for the next run. To
/// be run under the lock of the job.
[[nodiscard]] ArchiveReport archive(const ArchiveJob& job, const ArchiveOptions& options);

} // namespace ctrip::job
