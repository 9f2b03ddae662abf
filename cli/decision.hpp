// SPDX-License-Identifier: MIT
// What the commands that decide on a payment have in common.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/option_parser.hpp"
#include "cli/session.hpp"

#include <memory>
#include <string>

namespace ctrip::cli {

struct DecisionOptions
{
    std::string id;
    std::string reason;
    bool json = false;
};

[[nodiscard]] std::shared_ptr<DecisionOptions> add_decision_options(OptionParser& app);

/// Accepts, and prints the payment as it is then; or cancels.
[[nodiscard]] ExitCode run_accept(const DecisionOptions& options, Session& session);
[[nodiscard]] ExitCode run_cancel(const DecisionOptions& options, Session& session);

} // namespace ctrip::cli
