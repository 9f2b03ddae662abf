// SPDX-License-Identifier: MIT
// What the commands that decide on a payment have in common.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/option_parser.hpp"
#include "cli/session.hpp"
#include "job/accept_cancel.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace ctrip::cli {

struct DecisionOptions
{
    std::string id;
    std::string reason;
    bool json = false;
};

[[nodiscard]] std::shared_ptr<DecisionOptions> add_decision_options(OptionParser& app);

using Decide = job::Decided (*)(const job::DecisionDesk& desk, const job::Decision& decision);

/// Decides and prints the payment as it is then. `done`: "accepted", for a log line where that is
/// nothing new.
[[nodiscard]] ExitCode run_decision(const DecisionOptions& options, Session& session, Decide decide,
                                    std::string_view done);

} // namespace ctrip::cli
