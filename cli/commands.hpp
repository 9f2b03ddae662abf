// SPDX-License-Identifier: MIT
// The commands of the program. Each adds itself to the root, opens nothing before it runs, and
// lives in command_<name>.cpp.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/session.hpp"

#include <functional>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace ctrip::cli {

struct Command
{
    CLI::App* app = nullptr;
    std::function<ExitCode(Session&)> run;
};

[[nodiscard]] Command add_migrate(CLI::App& root);
[[nodiscard]] Command add_create_payment(CLI::App& root);
[[nodiscard]] Command add_show(CLI::App& root);
[[nodiscard]] Command add_list(CLI::App& root);
[[nodiscard]] Command add_accept(CLI::App& root);
[[nodiscard]] Command add_cancel(CLI::App& root);
[[nodiscard]] Command add_explain(CLI::App& root);
[[nodiscard]] Command add_scan(CLI::App& root);
[[nodiscard]] Command add_confirm(CLI::App& root);
[[nodiscard]] Command add_sweep(CLI::App& root);
[[nodiscard]] Command add_send_webhooks(CLI::App& root);
[[nodiscard]] Command add_serve_health(CLI::App& root);
[[nodiscard]] Command add_reconcile(CLI::App& root);
[[nodiscard]] Command add_archive(CLI::App& root);
[[nodiscard]] Command add_wallet(CLI::App& root);
/// Hidden: what the shells' completions ask.
[[nodiscard]] Command add_complete(CLI::App& root);

/// All of them, in the order of the help text.
[[nodiscard]] std::vector<Command> add_commands(CLI::App& root);

} // namespace ctrip::cli
