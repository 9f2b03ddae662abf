// SPDX-License-Identifier: MIT
// Writes a small file completely or not at all.
#pragma once

#include "base/hex.hpp"

#include <string>

namespace ctrip::base {

/// Creates a file that only its owner can read, and returns after content and name are on disk. An
/// existing file is never overwritten: Error{request}. Any other failure is Error{unavailable};
/// both name the file.
void write_new_file(const std::string& path, ByteView content);

/// Replaces an existing file, by one of the same owner, group and mode: a reader finds the old
/// content or the new one. A symbolic link is followed. Error{unavailable} that names the file.
void replace_file(const std::string& path, ByteView content);

/// Creates or replaces a file that everybody can read: a reader finds the old content or the new
/// one. Not synced to disk: for what is soon written again. Error{unavailable} that names the file.
void write_shared_file(const std::string& path, ByteView content);

} // namespace ctrip::base
