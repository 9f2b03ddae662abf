// SPDX-License-Identifier: MIT
// Parses the value of --since and --until.
#pragma once

#include "base/clock.hpp"

#include <string>
#include <string_view>

namespace ctrip::cli {

/// A date or time ("2026-11-22", RFC 3339), or a span before `now_s` ("24h", "7d"). Throws
/// Error{usage} that names the option for anything else: a bare number could be a year or seconds.
[[nodiscard]] base::UnixSeconds since_of(const std::string& text, base::UnixSeconds now_s,
                                         std::string_view option = "--since");

} // namespace ctrip::cli
