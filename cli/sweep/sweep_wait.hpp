// SPDX-License-Identifier: MIT
// The option --wait of commands that wait for receipts.
#pragma once

#include <chrono>
#include <string>

namespace ctrip::cli {

/// Throws Error{usage} for text that is no span from 0s to 10m.
[[nodiscard]] std::chrono::milliseconds sweep_wait_of(const std::string& text);

} // namespace ctrip::cli
