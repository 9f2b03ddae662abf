// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

namespace ctrip::cli {

std::vector<Command> add_commands(OptionParser& root)
{
    return {
        add_migrate(root),   add_create_payment(root), add_show(root),          add_list(root),
        add_accept(root),    add_cancel(root),         add_explain(root),       add_scan(root),
        add_confirm(root),   add_sweep(root),          add_send_webhooks(root), add_webhooks(root),
        add_events(root),    add_serve_health(root),   add_metrics(root),       add_telemetry(root),
        add_reconcile(root), add_archive(root),        add_backup(root),        add_wallet(root),
        add_complete(root),
    };
}

} // namespace ctrip::cli
