// SPDX-License-Identifier: MIT
// Copies a SQLite database that is in use to another file, and checks the copy.
#pragma once

#include "store/backup/backup_facts.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace ctrip::store {

/// Pages copied, and pages in all.
using BackupProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Copies the database in the file `from` into the empty file `to`, as it is at one moment;
/// others go on writing meanwhile. `to` is complete without any file beside it. The caller syncs it
/// to disk. Error{unavailable} that names both files; `to` may be half written then.
[[nodiscard]] BackupFacts copy_sqlite(const std::string& from, const std::string& to,
                                      const BackupProgress& on_progress);

/// Reads the whole copy: every page, index, constraint and foreign key. Throws Error{unavailable}
/// if it is damaged or does not hold `facts`.
void check_sqlite_copy(const std::string& path, const BackupFacts& facts);

} // namespace ctrip::store
