// SPDX-License-Identifier: MIT
// `ctrip scan`. Manual: man/ctrip-scan.1. Work: lib/job/scan.cpp,
// lib/job/scan/reread.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "job/scan.hpp"
#include "job/scan/reread.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::cli {

namespace {

struct ScanOptions
{
    std::vector<std::string> chains;
    std::optional<std::uint64_t> from;
    std::optional<std::uint64_t> to;
    std::string tx;
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

void check_usage(const ScanOptions& options, Session& session)
{
    if (options.to && !options.from) {
        throw_usage("scan", "--to needs --from");
    }
    if (!options.tx.empty() && options.from) {
        throw_usage("scan", "--tx and --from exclude each other");
    }
    if (options.from && session.chains(options.chains).size() != 1) {
        throw_usage("scan", "--from is a block of one chain; say which with --chain");
    }
}

std::optional<evm::TxHash> tx_of(const ScanOptions& options)
{
    if (options.tx.empty()) {
        return std::nullopt;
    }
    const auto hash = evm::TxHash::parse(options.tx);
    if (!hash) {
        throw_usage("scan", "--tx takes a transaction's hash: 0x and 64 hex digits");
    }
    return hash;
}

std::optional<job::ScanReport> scan_as_asked(const ScanOptions& options,
                                             const std::optional<evm::TxHash>& tx,
                                             const job::ChainJob& job, const job::ScanOptions& scan)
{
    if (tx) {
        return job::reread_tx(job, scan, *tx);
    }
    return options.from ? job::reread_blocks(job, scan, {.from = *options.from, .to = options.to})
                        : job::scan(job, scan);
}

void require_no_difference(const std::string& chain, const job::ScanReport& report)
{
    if (report.token_differences > 0) {
        throw Error{ErrorKind::config,
                    fmt::format("chain '{}': {} of the configured tokens contradict their "
                                "contracts; the log names them, and no payment is created in them",
                                chain, report.token_differences)};
    }
}

ExitCode run(const ScanOptions& options, Session& session)
{
    check_usage(options, session);
    const std::optional<evm::TxHash> tx = tx_of(options);
    bool is_found = !tx;
    const ExitCode code =
        session.for_each_chain("scan", options.chains, [&](const job::ChainJob& job) {
            const std::string& chain = job.chain.name;
            std::optional<job::ScanReport> report;
            {
                ProgressLine line{chain, session.clock(), session.shows_progress()};
                report =
                    scan_as_asked(options, tx, job,
                                  {.on_progress =
                                       [&](const job::ScanProgress& progress) {
                                           line.show(progress.blocks_done, progress.blocks_total);
                                       },
                                   .find_account = [&] { return session.account_to_watch(); }});
            }
            if (!report) {
                return; // The transaction is on another chain.
            }
            is_found = true;
            const std::string text = as_text(chain, *report);
            session.report(options.json ? as_json(chain, *report) : text, text,
                           report->transfers + report->orphaned_payments > 0);
            require_no_difference(chain, *report);
        });
    if (!is_found && code == ExitCode::ok) {
        throw Error{ErrorKind::request,
                    fmt::format("transaction {}: no chain has it in a block; 'ctrip explain {}' "
                                "says more",
                                options.tx, options.tx)};
    }
    return code;
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
    app->add_option("--from", options->from,
                    "Read old blocks again from this one and book what is missing")
        ->type_name("BLOCK");
    app->add_option("--to", options->to, "With --from: read up to this block")->type_name("BLOCK");
    app->add_option("--tx", options->tx, "Book what this transaction paid, if it is missing")
        ->type_name("HASH");
    app->add_flag("--json", options->json, "Print one JSON object per chain");
    return {app, [options](Session& session) { return run(*options, session); }, "scan"};
}

} // namespace ctrip::cli
