// SPDX-License-Identifier: MIT
// `ctrip accept`. Manual: man/ctrip-accept.1. Work: lib/job/accept_cancel.cpp.
#include "cli/commands.hpp"
#include "cli/decide/decision.hpp"

namespace ctrip::cli {

Command add_accept(OptionParser& root)
{
    auto* app = root.add_subcommand("accept", "Accept an underpaid or late payment as paid");
    const auto options = add_decision_options(*app);
    return {app, [options](Session& session) { return run_accept(*options, session); }};
}

} // namespace ctrip::cli
