// SPDX-License-Identifier: MIT
// Parses the value of --since.
#pragma once

#include "base/clock.hpp"

#include <string>

namespace ctrip::cli {

/// A date or time ("2026-11-22", RFC 3339), or a span before `now_s` ("24h", "7d"). Throws
/// Error{usage} for anything else: a bare number could be a year or seconds.
[[nodiscard]] base::UnixSeconds since_of(const std::string& text, base::UnixSeconds now_s);

} // namespace ctrip::cli
