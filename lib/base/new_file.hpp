// SPDX-License-Identifier: MIT
// A small file that is there whole or not at all.
#pragma once

#include "base/hex.hpp"

#include <string>

namespace ctrip::base {

/// Makes a file that nobody but its owner can read, and returns when content and name are safely on
/// disk. Never writes over an existing one: Error{request}. Any other failure is
/// Error{unavailable}; both name the file.
void write_new_file(const std::string& path, ByteView content);

} // namespace ctrip::base
