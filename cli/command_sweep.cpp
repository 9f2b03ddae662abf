// SPDX-License-Identifier: MIT
// `ctrip sweep`. Manual: man/ctrip-sweep.1. Work: lib/job/sweep.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "config/secrets.hpp"
#include "job/sweep.hpp"
#include "wallet/mnemonic.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::minutes kWaitMax{10};

struct Options
{
    std::vector<std::string> chains;
    bool dry_run = false;
    std::string wait = "20s";
    bool json = false;
};

/// The private keys of this run, in memory no longer than it lasts.
struct Keys
{
    wallet::AccountKey deposits;
    std::optional<wallet::Signer> sponsor;
    evm::Address treasury;
};

wallet::AccountKey open_account_key(Session& session)
{
    const config::Config& config = session.config();
    if (!config.wallet.mnemonic.given()) {
        throw Error{
            ErrorKind::config,
            "sweep has to sign, and wallet.xpub can only watch; give wallet.mnemonic_file (or "
            "MNEMONIC) on the host that sweeps"};
    }
    const base::Secret words = config::load_mnemonic(config);
    wallet::AccountKey key =
        wallet::AccountKey::from_mnemonic(wallet::Mnemonic::parse(words.expose_text()));
    if (key.xpub().serialize() != session.account().serialize()) {
        throw Error{ErrorKind::config,
                    "wallet.xpub belongs to another wallet than the mnemonic; correct one of them"};
    }
    return key;
}

Keys open_keys(Session& session)
{
    const config::Config& config = session.config();
    wallet::AccountKey deposits = open_account_key(session);
    std::optional<wallet::Signer> sponsor;
    if (config.sweeping.sponsor_key.given()) {
        const base::Secret bytes = config::load_sponsor_key(config);
        std::optional<crypto::PrivateKey> key = crypto::PrivateKey::from_bytes(bytes.expose());
        if (!key) {
            throw Error{ErrorKind::config,
                        fmt::format("{}: not a private key; give 64 hex digits of one",
                                    config.sweeping.sponsor_key.origin)};
        }
        sponsor.emplace(std::move(*key));
    }
    if (!config.treasury && !sponsor) {
        throw Error{ErrorKind::config, "there is nowhere to sweep to; give treasury, or "
                                       "sweeping.sponsor_key_file whose address is "
                                       "taken then"};
    }
    const evm::Address treasury = config.treasury ? *config.treasury : sponsor->address();
    return {.deposits = std::move(deposits), .sponsor = std::move(sponsor), .treasury = treasury};
}

std::chrono::milliseconds wait_of(const std::string& text)
{
    const auto span = base::parse_duration(text);
    if (!span || *span > kWaitMax) {
        throw Error{
            ErrorKind::usage,
            fmt::format("--wait can't be '{}'; write a span from 0s to 10m, such as 20s", text)};
    }
    return *span;
}

Json plan_json(const std::vector<job::SweepPlanEntry>& plan)
{
    Json list = Json::array();
    for (const job::SweepPlanEntry& entry : plan) {
        list.push_back({{"payment_id", entry.payment_id},
                        {"address", entry.address.to_checksum()},
                        {"token", entry.symbol},
                        {"value", evm::format_units(entry.value, entry.decimals)},
                        {"value_raw", entry.value.to_decimal()},
                        {"fee_wei", entry.fee.to_decimal()},
                        {"decision", job::to_string(entry.decision)},
                        {"reason", entry.reason}});
    }
    return list;
}

std::string as_json(const std::string& chain, const job::SweepReport& report)
{
    Json line;
    line["chain"] = chain;
    line["sent"] = report.sent;
    line["settled"] = report.settled;
    line["open"] = report.open;
    line["failed"] = report.failed;
    line["plan"] = plan_json(report.plan);
    return line.dump();
}

std::string plan_text(const config::Chain& chain, const std::vector<job::SweepPlanEntry>& plan,
                      bool color)
{
    Table table{{{"PAYMENT"},
                 {"VALUE", Align::right},
                 {"FEE AT MOST", Align::right},
                 {"DECISION"},
                 {"REASON"}},
                color};
    for (const job::SweepPlanEntry& entry : plan) {
        const bool moves = entry.decision == job::SweepDecision::sweep ||
                           entry.decision == job::SweepDecision::top_up;
        table.add(
            {{entry.payment_id},
             {fmt::format("{} {}", evm::format_units(entry.value, entry.decimals), entry.symbol)},
             {fmt::format("{} {}", evm::format_units(entry.fee, chain.native.decimals),
                          chain.native.symbol)},
             {std::string{job::to_string(entry.decision)}, moves ? Ink::green : Ink::yellow},
             {entry.reason}});
    }
    return table.text();
}

void print(const Options& options, const config::Chain& chain, const job::SweepReport& report,
           Output& out)
{
    if (options.json) {
        out.line(as_json(chain.name, report));
        return;
    }
    if (options.dry_run) {
        out.line(fmt::format(
            "{}: {} deposits to look at, {} transactions under way; nothing was signed or sent",
            chain.name, report.plan.size(), report.open));
        out.text(report.plan.empty() ? "" : plan_text(chain, report.plan, out.color()));
        return;
    }
    out.line(fmt::format("{}: {} sent, {} settled, {} under way, {} failed", chain.name,
                         report.sent, report.settled, report.open, report.failed));
}

ExitCode run(const Options& options, Session& session)
{
    const job::SweepOptions sweep{.dry_run = options.dry_run, .wait = wait_of(options.wait)};
    const Keys keys = open_keys(session);
    return session.for_each_chain("sweep", options.chains, [&](const job::ChainJob& job) {
        const job::SweepReport report =
            job::sweep(job,
                       {.deposits = keys.deposits,
                        .sponsor = keys.sponsor ? &*keys.sponsor : nullptr,
                        .treasury = keys.treasury},
                       sweep);
        print(options, job.chain, report, session.out());
    });
}

} // namespace

Command add_sweep(CLI::App& root)
{
    const auto options = std::make_shared<Options>();
    auto* app = root.add_subcommand("sweep", "Moves final deposits to the treasury");
    app->add_option("--chain", options->chains, "Only this chain (repeatable)")
        ->type_name("NAME")
        ->allow_extra_args(false);
    app->add_flag("--dry-run", options->dry_run, "Print the plan; sign, store and send nothing");
    app->add_option("--wait", options->wait, "How long to wait for receipts within this run")
        ->type_name("SPAN")
        ->capture_default_str();
    app->add_flag("--json", options->json, "Print one JSON object a chain");
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
