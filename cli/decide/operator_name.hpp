// SPDX-License-Identifier: MIT
// Who runs the program, for the history of decisions.
#pragma once

#include <string>

namespace ctrip::cli {

/// "user@host". The user is that of the process; for root under sudo, the one who called sudo. A
/// user without a name is "uid 1000"; characters that are not printable ASCII become '?'.
[[nodiscard]] std::string operator_name();

} // namespace ctrip::cli
