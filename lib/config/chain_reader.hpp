// SPDX-License-Identifier: MIT
// Reads and checks the list of chains.
#pragma once

#include "config/config.hpp"
#include "config/field.hpp"

#include <vector>

namespace ctrip::config {

/// Throws Error{config} with file and line. An empty list is an error.
[[nodiscard]] std::vector<Chain> read_chains(const Field& list, Environment environment);

} // namespace ctrip::config
