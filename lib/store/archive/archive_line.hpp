// SPDX-License-Identifier: MIT
// An archived payment as one line of JSON, amounts as decimal text. Every value that is read from a
// file is checked.
#pragma once

#include "store/archive/archive_record.hpp"

#include <string>
#include <string_view>

namespace ctrip::store {

/// The same record always gives the same text. Error{unavailable} if a text is not UTF-8.
[[nodiscard]] std::string to_archive_line(const ArchiveRecord& record);
/// Checks everything: the names of all columns, the kinds of values and the values, that the rows
/// belong together, and that the payment is closed. Error{request} says what is wrong; the caller
/// adds file and line.
[[nodiscard]] ArchiveRecord parse_archive_line(std::string_view line);

} // namespace ctrip::store
