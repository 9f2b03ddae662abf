// SPDX-License-Identifier: MIT
// `backup`: a copy of the database in a new file, made while other jobs run, and checked.
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ctrip::job {

struct BackupJob
{
    store::Database& database;
    const std::string& url;                 ///< Of the same database, as configured.
    const base::Secret* password = nullptr; ///< Overrides the URL's.
    const base::Clock& clock;
    /// Pages copied, and pages in all; SQLite only. May be empty.
    std::function<void(std::uint64_t done, std::uint64_t total)> on_progress;
};

struct BackupReport
{
    std::string file;
    std::uint64_t bytes = 0;
    std::string_view engine;
    int schema_version = 0;
    std::uint64_t payments = 0;
};

/// Throws Error{request} if `file` is there already, is one of the database's own files, or is in a
/// folder that is not there.
void check_backup_file(const BackupJob& job, const std::string& file);

/// Writes a new file that only its owner can read: a SQLite database, or a dump of pg_dump in its
/// custom format. It gets its name after it was checked and is on disk; after a failure nothing is
/// left of it. Errors: those of check_backup_file(); Error{unavailable} if it can't be written or
/// is not good; Error{config} if the database has no schema of ctrip, or a program is missing.
[[nodiscard]] BackupReport backup(const BackupJob& job, const std::string& file);

} // namespace ctrip::job
