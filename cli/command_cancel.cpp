// SPDX-License-Identifier: MIT
// `ctrip cancel`. Manual: man/ctrip-cancel.1. Work: lib/job/accept_cancel.cpp.
#include "cli/commands.hpp"
#include "cli/decide/decision.hpp"

namespace ctrip::cli {

Command add_cancel(OptionParser& root)
{
    auto* app = root.add_subcommand("cancel", "Cancel a payment before it is paid");
    const auto options = add_decision_options(*app);
    return {app, [options](Session& session) { return run_cancel(*options, session); }};
}

} // namespace ctrip::cli
