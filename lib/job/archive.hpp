// SPDX-License-Identifier: MIT
// `archive`: moves closed payments with all that belongs to them out to a file, and back.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "store/archive/archive_store.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::job {

/// `what` is "written", "moved out", "checked" or "restored".
using ArchiveProgress =
    std::function<void(std::string_view what, std::uint64_t done, std::uint64_t total)>;

struct ArchiveJob
{
    store::Database& database;
    const base::Clock& clock;
    const base::Log& log;
    ArchiveProgress on_progress; ///< May be empty.
};

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

struct RestoreOptions
{
    std::string file;
    std::vector<std::string> ids; ///< Empty: all that are in the file.
    bool late_counts = false;     ///< How money that came meanwhile is judged.
};

struct RestoreReport
{
    std::uint64_t payments = 0;  ///< Brought back.
    std::uint64_t present = 0;   ///< Were in the database already.
    std::uint64_t elsewhere = 0; ///< Were archived in another file than this one.
    std::uint64_t transfers = 0; ///< Came while their payment was archived, and are booked now.
};

/// Checks the whole file before it changes anything: Error{request} where it is damaged, cut off or
/// not of this database, Error{not_found} where an id is not in it. Doing it again changes nothing.
/// To be run under the lock of the job.
[[nodiscard]] RestoreReport restore(const ArchiveJob& job, const RestoreOptions& options);

} // namespace ctrip::job
