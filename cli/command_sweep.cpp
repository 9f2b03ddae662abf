// SPDX-License-Identifier: MIT
// `ctrip sweep`. Manual: man/ctrip-sweep.1. Work: lib/job/sweep.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/keys/sweep_keys.hpp"
#include "cli/since.hpp"
#include "cli/sweep/sweep_wait.hpp"
#include "cli/sweep_text.hpp"
#include "config/notation.hpp"
#include "job/sweep.hpp"
#include "store/sweep_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace ctrip::cli {

namespace {

constexpr std::string_view kReclaimMaxCost = "50%";

struct SweepOptions
{
    OptionParser* deploy = nullptr;
    OptionParser* report = nullptr;
    std::vector<std::string> chains;
    bool dry_run = false;
    bool reclaim = false;
    std::string max_cost; ///< Empty: kReclaimMaxCost.
    bool simulate = false;
    std::string export_file;
    std::string import_file;
    std::string wait = "20s";
    std::string since = "30d";
    std::uint32_t version = 2; ///< Of the Sweeper.
    bool json = false;
};

/// None without --reclaim.
std::optional<config::Fraction> reclaim_max_cost_of(const SweepOptions& options)
{
    if (!options.reclaim && !options.max_cost.empty()) {
        throw Error{ErrorKind::usage, "--max-cost is for --reclaim; for deposits there is "
                                      "sweeping.max_cost in the configuration"};
    }
    const auto share =
        config::parse_percent(options.max_cost.empty() ? kReclaimMaxCost : options.max_cost);
    if (!share || share->numerator == 0) {
        throw Error{ErrorKind::usage,
                    fmt::format("--max-cost can't be '{}'; write a share above 0% and up to 100%, "
                                "such as 50%",
                                options.max_cost)};
    }
    return options.reclaim ? share : std::nullopt;
}

void print(const SweepOptions& options, const config::Chain& chain, const job::SweepReport& report,
           Output& out)
{
    if (options.json) {
        out.line(to_json(chain, report));
        return;
    }
    if (options.dry_run) {
        out.line(fmt::format("{}: {} deposits to sweep or report, {} transactions under way; "
                             "nothing was signed or sent{}",
                             chain.name, report.plan.size(), report.open, left_text(report)));
        out.text(plan_text(chain, report, out.color()));
        return;
    }
    out.line(fmt::format("{}: {} sent, {} replaced, {} settled, {} under way, {} failed{}{}",
                         chain.name, report.sent, report.replaced, report.settled, report.open,
                         report.failed, waiting_text(report), left_text(report)));
}

/// A transaction that is not mined holds up all behind it.
void require_moving(const job::ChainJob& job, const job::SweepReport& report)
{
    const std::int64_t limit_s = job.config.health.sweep_after.count();
    if (!report.unmined_since_s || limit_s == 0) {
        return;
    }
    const std::int64_t waits_s = job.clock.now_s() - *report.unmined_since_s;
    if (waits_s > limit_s) {
        constexpr std::int64_t minute_s = 60;
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': a transaction has not been mined for {} min and holds "
                                "up those behind it; 'ctrip list --sweeps' names it",
                                job.chain.name, waits_s / minute_s)};
    }
}

/// Without the deposits' keys, sweep can still finish signed transactions and use imported
/// authorizations.
DepositKeyNeed need_of(Session& session)
{
    const bool may_go_without =
        session.config().wallet.mnemonic.given() ||
        job::has_work_without_key(session.config(), session.database(), session.clock());
    return may_go_without ? DepositKeyNeed::where_configured : DepositKeyNeed::required;
}

/// Refuses an existing export file before anything is sent. Throws Error{request}.
void require_no_file(const std::string& path)
{
    if (std::filesystem::exists(path)) {
        throw Error{ErrorKind::request,
                    fmt::format("file '{}': there is one already; name another", path)};
    }
}

ExitCode run_sweep(const SweepOptions& options, Session& session)
{
    const bool exports = !options.export_file.empty();
    const bool imports = !options.import_file.empty();
    std::vector<job::OfflineSweep> signed_sweeps;
    if (imports) {
        signed_sweeps = job::read_sweep_file(options.import_file, job::SweepFileState::signed_);
    }
    if (exports) {
        require_no_file(options.export_file);
    }
    const job::SweepOptions sweep{.dry_run = options.dry_run,
                                  .reclaim_max_cost = reclaim_max_cost_of(options),
                                  .simulate = options.simulate,
                                  .export_unsigned = exports,
                                  .signed_sweeps = &signed_sweeps,
                                  .wait = sweep_wait_of(options.wait)};
    const OwnedSweepKeys keys = open_sweep_keys(
        session, exports || imports ? DepositKeyNeed::where_configured : need_of(session));
    std::vector<job::OfflineSweep> exported;
    const ExitCode code =
        session.for_each_chain("sweep", options.chains, [&](const job::ChainJob& job) {
            const job::SweepReport report = job::sweep(job, keys.view(), sweep);
            print(options, job.chain, report, session.out());
            exported.insert(exported.end(), report.exported.begin(), report.exported.end());
            if (!report.not_ours.empty()) {
                throw Error{
                    ErrorKind::config,
                    fmt::format("chain '{}': the configured wallet does not own the addresses of "
                                "{} payments, which were not swept; the log names them",
                                job.chain.name, report.not_ours.size())};
            }
            if (report.distrusted != 0) {
                throw Error{ErrorKind::unavailable,
                            fmt::format("chain '{}': {} rows of sweep_txs are not what ctrip signs "
                                        "and were not sent; the log names them",
                                        job.chain.name, report.distrusted)};
            }
            if (report.refused != 0) {
                throw Error{
                    ErrorKind::request,
                    fmt::format("chain '{}': {} signed sweeps were refused; the log says why",
                                job.chain.name, report.refused)};
            }
            if (!options.dry_run) {
                require_moving(job, report);
            }
        });
    if (exports) {
        job::write_sweep_file(options.export_file, job::SweepFileState::unsigned_, exported);
        session.log().info(
            "exported; sign the file on the host that has the key",
            {{"file", options.export_file}, {"sweeps", std::to_string(exported.size())}});
    }
    return code;
}

ExitCode run_deploy(const SweepOptions& options, Session& session)
{
    const std::chrono::milliseconds wait = sweep_wait_of(options.wait);
    const std::optional<wallet::Signer> sponsor = open_sponsor(session.config());
    if (!sponsor) {
        throw Error{ErrorKind::config,
                    "deploying costs gas, and no sponsor key is configured; give "
                    "sweeping.sponsor_key_file (or PRIVATE_KEY)"};
    }
    const job::DeployOptions deploy{.treasury = treasury_of(session.config(), sponsor),
                                    .version = static_cast<evm::SweeperVersion>(options.version),
                                    .wait = wait};
    return session.for_each_chain("sweep", options.chains, [&](const job::ChainJob& job) {
        const job::DeployReport report =
            job::deploy_sweeper(job, session.account(), *sponsor, deploy);
        session.out().line(options.json ? to_json(job.chain, report) : to_text(job.chain, report));
    });
}

ExitCode run_report(const SweepOptions& options, Session& session)
{
    std::vector<evm::ChainId> chain_ids;
    for (const std::string& name : options.chains) {
        chain_ids.push_back(config::find_chain(session.config(), name).chain_id);
    }
    const base::UnixSeconds since_s = since_of(options.since, session.clock().now_s());
    const std::vector<store::SweepCost> costs =
        store::SweepStore{session.database(), session.clock()}.costs(chain_ids, since_s);
    Output& out = session.out();
    if (options.json) {
        out.line(costs_json(session.config(), costs));
    } else {
        out.text(costs_text(session.config(), costs, out.color()));
    }
    return ExitCode::ok;
}

ExitCode run(const SweepOptions& options, Session& session)
{
    if (options.deploy->parsed()) {
        return run_deploy(options, session);
    }
    return options.report->parsed() ? run_report(options, session) : run_sweep(options, session);
}

} // namespace

Command add_sweep(OptionParser& root)
{
    const auto options = std::make_shared<SweepOptions>();
    auto* app = root.add_subcommand("sweep", "Move final deposits to the treasury");
    options->deploy =
        app->add_subcommand("deploy", "Deploy the Sweeper contract, which batches need");
    options->report =
        app->add_subcommand("report", "Print the cost of sweeping by day, chain and strategy");
    auto* dry_run = app->add_flag("--dry-run", options->dry_run,
                                  "Print the plan; sign, store and send nothing");
    auto* reclaim =
        app->add_flag("--reclaim", options->reclaim,
                      "Move only what is left of gas money on deposits that need none now");
    app->add_option("--max-cost", options->max_cost,
                    "Reclaim where the fee is no larger share of the gas money; default: 50%")
        ->type_name("SHARE");
    app->add_flag("--simulate", options->simulate,
                  "Simulate each transaction on the node before signing it");
    auto* export_file = app->add_option("--export", options->export_file,
                                        "Write the deposits' unsigned transactions to a file")
                            ->type_name("FILE")
                            ->excludes(dry_run);
    app->add_option("--import", options->import_file,
                    "Send the transactions that 'wallet sign' signed")
        ->type_name("FILE")
        ->excludes(export_file)
        ->excludes(reclaim)
        ->excludes(dry_run);
    options->deploy->add_option("--version", options->version, "Deploy this version: 1 or 2")
        ->type_name("N")
        ->range(std::uint32_t{1}, std::uint32_t{2})
        ->capture_default_str();
    options->report
        ->add_option("--since", options->since,
                     "Report only transactions signed since: 2026-11-22, 7d")
        ->type_name("TIME")
        ->capture_default_str();
    for (OptionParser* sub : {app, options->deploy}) {
        sub->add_option("--wait", options->wait, "Wait at most this long for receipts")
            ->type_name("SPAN")
            ->capture_default_str();
    }
    for (OptionParser* sub : {app, options->deploy, options->report}) {
        sub->add_option("--chain", options->chains, "Limit to this chain (repeatable)")
            ->type_name("NAME")
            ->one_value_per_use();
        sub->add_flag("--json", options->json, "Print JSON");
    }
    return {app, [options](Session& session) { return run(*options, session); }, "sweep"};
}

} // namespace ctrip::cli
