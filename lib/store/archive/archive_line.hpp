// SPDX-License-Identifier: MIT
// An archived payment as one line of JSON, amounts as decimal text. What is read from a file is
// checked value by value.
#pragma once

#include "store/archive/archive_record.hpp"

#include <string>
#include <string_view>

namespace ctrip::store {

/// The same record always gives the same text. Error{unavailable} where a text is not UTF-8.
[[nodiscard]] std::string to_archive_line(const ArchiveRecord& record);
/// Nothing left unchecked: names of all columns, kinds and values, that the rows belong
/// together, and that the payment is closed. Error{request} says in a few words what is wrong,
/// without the place.
[[nodiscard]] ArchiveRecord parse_archive_line(std::string_view line);

} // namespace ctrip::store
