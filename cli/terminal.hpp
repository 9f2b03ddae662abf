// SPDX-License-Identifier: MIT
// Asks questions at the terminal.
#pragma once

#include "base/secret.hpp"

#include <optional>
#include <string>

namespace ctrip::cli {

/// Asks at the controlling terminal, even if standard input and output are redirected, without
/// echo. Nothing if there is no terminal or the answer is empty.
[[nodiscard]] std::optional<base::Secret> ask_password(const std::string& what);

/// Asks a yes-or-no question at the controlling terminal; false if there is none.
[[nodiscard]] bool ask_consent(const std::string& question);

} // namespace ctrip::cli
