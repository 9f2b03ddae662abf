// SPDX-License-Identifier: MIT
// Questions to the person at the terminal.
#pragma once

#include "base/secret.hpp"

#include <optional>
#include <string>

namespace ctrip::cli {

/// Asks on the terminal, whatever standard input and output are, and shows nothing of the answer.
/// Nothing where there is no terminal, or where the answer is empty.
[[nodiscard]] std::optional<base::Secret> ask_password(const std::string& what);

/// A yes or no; no where there is no terminal.
[[nodiscard]] bool ask_consent(const std::string& question);

} // namespace ctrip::cli
