// SPDX-License-Identifier: MIT
// The option --since of the commands that have one.
#pragma once

#include "base/clock.hpp"

#include <string>

namespace ctrip::cli {

/// A moment ("2026-11-22", RFC 3339), or a span before `now_s` ("24h", "7d"). Error{usage} for
/// anything else: a bare number could be a year as well as seconds.
[[nodiscard]] base::UnixSeconds since_of(const std::string& text, base::UnixSeconds now_s);

} // namespace ctrip::cli
