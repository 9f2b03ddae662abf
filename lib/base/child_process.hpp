// SPDX-License-Identifier: MIT
// Runs another program and waits for its end.
#pragma once

#include "base/secret.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::base {

/// An environment variable. A Secret, since some hold a password.
struct ChildVariable
{
    std::string name;
    Secret value;
};

struct ChildProgram
{
    std::string name;                   ///< Searched in PATH.
    std::vector<std::string> arguments; ///< Without the name. Every user of the machine reads them.
    std::vector<ChildVariable> variables; ///< Added to the environment of this process.
    /// Gets standard output piece by piece; empty: it is discarded.
    std::function<void(std::string_view)> on_output;
};

struct ChildEnd
{
    int code = 0;      ///< The exit code; 128 and the signal's number if a signal ended it.
    std::string error; ///< The beginning of standard error, at most 8 KiB.
};

/// Standard input is empty. Nothing where the program is not in PATH. Throws Error{unavailable} if
/// it can't be started, and what `on_output` throws, after the program was ended.
[[nodiscard]] std::optional<ChildEnd> run_child(const ChildProgram& program);

} // namespace ctrip::base
