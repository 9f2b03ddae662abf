// SPDX-License-Identifier: MIT
// The files of a SQLite database: whose they are, and who may use them. A command that root runs
// once leaves nothing that the jobs' user can't use.
#pragma once

#include <optional>
#include <string>

namespace ctrip::store {

/// Creates an empty file for a database, before SQLite would make one by the umask: its owner may
/// write it, and its group may read it, or write it too in a folder whose files belong to a group
/// (set-group-ID and writable for it). Root gives it to the folder's owner. SQLite gives its
/// journals the same owner and rights. Nothing happens if it exists or can't be created: opening it
/// reports that.
void make_database_file(const std::string& path);

/// Gives a file that is empty owner and rights of the file `model`, as far as this user may.
void take_rights_of(int descriptor, const std::string& model);

/// The descriptor of a lock file, created if it is missing, with owner and rights of the
/// database's file; those of a file that root made earlier are put right. Negative, with errno, on
/// failure.
[[nodiscard]] int open_lock_file(const std::string& path, const std::string& database);

/// "'PATH' belongs to root; as root, run chown USER 'PATH'" for the first of these files that this
/// user may not write; nothing if there is none.
[[nodiscard]] std::optional<std::string> foreign_file(const std::string& path);
/// The same for a database's file and its journals.
[[nodiscard]] std::optional<std::string> foreign_database_file(const std::string& path);

} // namespace ctrip::store
