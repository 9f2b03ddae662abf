// SPDX-License-Identifier: MIT
// `ctrip reconcile`. Manual: man/ctrip-reconcile.1. Work: lib/job/reconcile.cpp.
#include "base/clock.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "job/reconcile.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::cli {

namespace {

using job::Currency;
using job::ReconcileEntry;
using job::ReconcileReport;
using job::ReconcileTotal;
using nlohmann::ordered_json;

struct ReconcileOptions
{
    std::vector<std::string> chains;
    bool all = false;
    bool json = false;
};

ordered_json token_address(const Currency& currency)
{
    return currency.token ? ordered_json(currency.token->to_checksum()) : ordered_json(nullptr);
}

/// A token that is no longer configured has no known decimals: its amounts are base units only.
void add_amount(ordered_json& line, const std::string& name, const job::SignedAmount& amount,
                const Currency& currency)
{
    line[name] = currency.symbol.empty() ? ordered_json(nullptr)
                                         : ordered_json(amount.to_units(currency.decimals));
    line[name + "_raw"] = amount.to_decimal();
}

void add_currency(ordered_json& line, const Currency& currency)
{
    line["currency"] =
        currency.symbol.empty() ? ordered_json(nullptr) : ordered_json(currency.symbol);
    line["token_address"] = token_address(currency);
}

std::string as_json(const std::string& chain, const ReconcileReport& report,
                    const ReconcileEntry& entry)
{
    ordered_json line;
    line["type"] = entry.causes.empty() ? "balance" : "difference";
    line["chain"] = chain;
    line["block"] = report.block.number;
    line["address"] = entry.address.to_checksum();
    line["payment"] = entry.payment_id;
    add_currency(line, entry.currency);
    add_amount(line, "booked", entry.booked(), entry.currency);
    add_amount(line, "on_chain", {false, entry.on_chain}, entry.currency);
    if (!entry.causes.empty()) {
        add_amount(line, "difference", entry.difference(), entry.currency);
        line["causes"] = ordered_json::array();
        for (const job::Cause cause : entry.causes) {
            line["causes"].push_back(job::to_string(cause));
        }
        line["likely_cause"] = entry.explanation;
    }
    return line.dump();
}

std::string as_json(const config::Chain& chain, const ReconcileReport& report)
{
    ordered_json line;
    line["type"] = "summary";
    line["chain"] = chain.name;
    line["chain_id"] = chain.chain_id;
    line["block"] = report.block.number;
    line["block_hash"] = report.block.hash.to_hex();
    line["block_time"] = base::to_rfc3339(report.block.timestamp_s);
    line["addresses"] = report.addresses;
    line["differences"] = report.differences;
    line["currencies"] = ordered_json::array();
    for (const ReconcileTotal& total : report.totals) {
        ordered_json sum;
        add_currency(sum, total.currency);
        add_amount(sum, "booked", total.booked(), total.currency);
        add_amount(sum, "on_chain", {false, total.on_chain}, total.currency);
        sum["differences"] = total.differences;
        line["currencies"].push_back(std::move(sum));
    }
    return line.dump();
}

std::string money(const job::SignedAmount& amount, const Currency& currency)
{
    if (currency.symbol.empty()) {
        return fmt::format("{} base units of {}", amount.to_decimal(),
                           currency.token->to_checksum());
    }
    return fmt::format("{} {}", amount.to_units(currency.decimals), currency.symbol);
}

std::string as_text(const std::string& chain, const ReconcileEntry& entry, bool color)
{
    std::string text = fmt::format(
        "{}: {} booked {}, on chain {}", chain, entry.address.to_checksum(),
        money(entry.booked(), entry.currency), money({false, entry.on_chain}, entry.currency));
    if (!entry.causes.empty()) {
        const job::SignedAmount difference = entry.difference();
        const std::string said =
            fmt::format("{} too {}", money({false, difference.magnitude}, entry.currency),
                        difference.negative ? "little" : "much");
        text += fmt::format(": {} (payment {}): {}", paint(said, Ink::red, color), entry.payment_id,
                            entry.explanation);
    }
    return text;
}

std::string as_text(const std::string& chain, const ReconcileReport& report)
{
    std::string text = fmt::format("{}: block {}: {} addresses, {} differences", chain,
                                   report.block.number, report.addresses, report.differences);
    for (const ReconcileTotal& total : report.totals) {
        text += fmt::format("; booked {}, on chain {}", money(total.booked(), total.currency),
                            money({false, total.on_chain}, total.currency));
    }
    return text;
}

ReconcileReport work(const ReconcileOptions& options, Session& session, const job::ChainJob& job)
{
    const std::string& chain = job.chain.name;
    Output& out = session.out();
    return job::reconcile(job, [&](const ReconcileReport& report, const ReconcileEntry& entry) {
        if (options.all || !entry.causes.empty()) {
            out.line(options.json ? as_json(chain, report, entry)
                                  : as_text(chain, entry, out.color()));
        }
    });
}

ExitCode run(const ReconcileOptions& options, Session& session)
{
    return session.for_each_chain("reconcile", options.chains, [&](const job::ChainJob& job) {
        const ReconcileReport report = work(options, session, job);
        session.out().line(options.json ? as_json(job.chain, report)
                                        : as_text(job.chain.name, report));
        if (report.differences != 0) {
            session.out().flush(); // Differences are printed before the error that counts them.
            throw Error{ErrorKind::request,
                        fmt::format("{} differences between the ledger and the chain at block {}; "
                                    "each is named on standard output with its likely cause",
                                    report.differences, report.block.number)};
        }
    });
}

} // namespace

Command add_reconcile(OptionParser& root)
{
    const auto options = std::make_shared<ReconcileOptions>();
    auto* app = root.add_subcommand("reconcile",
                                    "Compare the ledger with each address's balance at one block");
    app->add_option("--chain", options->chains, "Limit to this chain (repeatable)")
        ->type_name("NAME")
        ->one_value_per_use();
    app->add_flag("--all", options->all, "Also print matching balances");
    app->add_flag("--json", options->json, "Print one JSON object per line");
    return {app, [options](Session& session) { return run(*options, session); }, "reconcile"};
}

} // namespace ctrip::cli
