// SPDX-License-Identifier: MIT
// The table counters: numbers that only grow.
#pragma once

#include "store/database.hpp"

#include <cstdint>
#include <string_view>

namespace ctrip::store {

/// Error{unavailable} where the row was removed.
[[nodiscard]] std::uint64_t read_counter(Database& database, std::string_view name);
/// Adds `count` and returns the value before.
[[nodiscard]] std::uint64_t take_from_counter(Database& database, std::string_view name,
                                              std::uint64_t count);

} // namespace ctrip::store
