// SPDX-License-Identifier: MIT
// The commands of the program, each in command_<name>.cpp. Adding a command declares its options;
// it opens nothing before it runs.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/option_parser.hpp"
#include "cli/session.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace ctrip::cli {

struct Command
{
    const OptionParser* parser = nullptr;
    std::function<ExitCode(Session&)> run;
    /// The name of the job that it runs: its failures are recorded, however early they come. Empty:
    /// it is none.
    std::string_view job = {};
};

[[nodiscard]] Command add_migrate(OptionParser& root);
[[nodiscard]] Command add_create_payment(OptionParser& root);
[[nodiscard]] Command add_show(OptionParser& root);
[[nodiscard]] Command add_list(OptionParser& root);
[[nodiscard]] Command add_accept(OptionParser& root);
[[nodiscard]] Command add_cancel(OptionParser& root);
[[nodiscard]] Command add_explain(OptionParser& root);
[[nodiscard]] Command add_scan(OptionParser& root);
[[nodiscard]] Command add_confirm(OptionParser& root);
[[nodiscard]] Command add_sweep(OptionParser& root);
[[nodiscard]] Command add_send_webhooks(OptionParser& root);
[[nodiscard]] Command add_webhooks(OptionParser& root);
[[nodiscard]] Command add_events(OptionParser& root);
[[nodiscard]] Command add_serve_health(OptionParser& root);
[[nodiscard]] Command add_metrics(OptionParser& root);
[[nodiscard]] Command add_telemetry(OptionParser& root);
[[nodiscard]] Command add_reconcile(OptionParser& root);
[[nodiscard]] Command add_archive(OptionParser& root);
[[nodiscard]] Command add_backup(OptionParser& root);
[[nodiscard]] Command add_wallet(OptionParser& root);
/// `__complete`, hidden: prints names for shell completion.
[[nodiscard]] Command add_complete(OptionParser& root);

/// Adds all commands, in the order of the help text.
[[nodiscard]] std::vector<Command> add_commands(OptionParser& root);

} // namespace ctrip::cli
