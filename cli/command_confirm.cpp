// SPDX-License-Identifier: MIT
// `ctrip confirm`. Manual: man/ctrip-confirm.1. Work: lib/job/confirm.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "job/confirm.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::cli {

namespace {

struct ConfirmOptions
{
    std::vector<std::string> chains;
    bool json = false;
};

std::string as_json(const std::string& chain, const job::ConfirmReport& report)
{
    nlohmann::ordered_json line;
    line["chain"] = chain;
    line["confirmed"] = report.confirmed;
    line["paid"] = report.paid;
    line["expired"] = report.expired;
    line["waiting"] = report.waiting;
    return line.dump();
}

std::string as_text(const std::string& chain, const job::ConfirmReport& report)
{
    return fmt::format("{}: {} confirmed, {} paid, {} expired, {} waiting", chain, report.confirmed,
                       report.paid, report.expired, report.waiting);
}

ExitCode run(const ConfirmOptions& options, Session& session)
{
    return session.for_each_chain("confirm", options.chains, [&](const job::ChainJob& job) {
        const job::ConfirmReport report = job::confirm(job);
        const std::string& chain = job.chain.name;
        const std::string text = as_text(chain, report);
        session.report(options.json ? as_json(chain, report) : text, text,
                       report.confirmed + report.paid + report.expired > 0);
        if (!report.not_ours.empty()) {
            throw Error{ErrorKind::config,
                        fmt::format("the configured wallet does not own the addresses of {} "
                                    "payments, which were left alone; the log names them",
                                    report.not_ours.size())};
        }
    });
}

} // namespace

Command add_confirm(OptionParser& root)
{
    const auto options = std::make_shared<ConfirmOptions>();
    auto* app =
        root.add_subcommand("confirm", "Advance payments by confirmations; expire overdue ones");
    app->add_option("--chain", options->chains, "Limit to this chain (repeatable)")
        ->type_name("NAME")
        ->one_value_per_use();
    app->add_flag("--json", options->json, "Print one JSON object per chain");
    return {app, [options](Session& session) { return run(*options, session); }, "confirm"};
}

} // namespace ctrip::cli
