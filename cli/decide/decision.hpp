// SPDX-License-Identifier: MIT
// Options and work of the commands by which an operator decides on a payment: accept, cancel.
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

/// Accept or cancel the payment, then print it. Throw Error{not_found} if there is no such payment
/// and Error{request} if the decision is not possible.
[[nodiscard]] ExitCode run_accept(const DecisionOptions& options, Session& session);
[[nodiscard]] ExitCode run_cancel(const DecisionOptions& options, Session& session);

} // namespace ctrip::cli
