// SPDX-License-Identifier: MIT
// `ctrip scan`. Manual: man/ctrip-scan.1. Work: lib/job/scan.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "job/scan.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::cli {

namespace {

struct ScanOptions
{
    std::vector<std::string> chains;
    bool json = false;
};

std::string as_json(const std::string& chain, const job::ScanReport& report)
{
    nlohmann::ordered_json line;
    line["chain"] = chain;
    line["blocks"] = report.blocks;
    line["from"] =
        report.from ? nlohmann::ordered_json(*report.from) : nlohmann::ordered_json(nullptr);
    line["to"] = report.to;
    line["transfers"] = report.transfers;
    line["orphaned_payments"] = report.orphaned_payments;
    return line.dump();
}

std::string as_text(const std::string& chain, const job::ScanReport& report)
{
    std::string text = report.from
                           ? fmt::format("{}: {} blocks read ({} to {}), {} transfers found", chain,
                                         report.blocks, *report.from, report.to, report.transfers)
                           : fmt::format("{}: nothing new after block {}", chain, report.to);
    if (report.orphaned_payments > 0) {
        text += fmt::format(", {} payments changed by a reorg", report.orphaned_payments);
    }
    return text;
}

ExitCode run(const ScanOptions& options, Session& session)
{
    return session.for_each_chain("scan", options.chains, [&](const job::ChainJob& job) {
        const std::string& chain = job.chain.name;
        job::ScanReport report;
        {
            ProgressLine line{chain, session.clock(), session.shows_progress()};
            report = job::scan(job, {.on_progress =
                                         [&](const job::ScanProgress& progress) {
                                             line.show(progress.blocks_done, progress.blocks_total);
                                         },
                                     .find_account = [&] { return session.account_to_watch(); }});
        }
        session.out().line(options.json ? as_json(chain, report) : as_text(chain, report));
        if (report.token_differences > 0) {
            throw Error{ErrorKind::config,
                        fmt::format("chain '{}': {} of the configured tokens contradict their "
                                    "contracts; the log names them, and no payment is created in "
                                    "them",
                                    chain, report.token_differences)};
        }
    });
}

} // namespace

Command add_scan(OptionParser& root)
{
    const auto options = std::make_shared<ScanOptions>();
    auto* app =
        root.add_subcommand("scan", "Find transfers in new blocks of every chain; follow reorgs");
    app->add_option("--chain", options->chains, "Limit to this chain (repeatable)")
        ->type_name("NAME")
        ->one_value_per_use();
    app->add_flag("--json", options->json, "Print one JSON object per chain");
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
