// SPDX-License-Identifier: MIT
#include "cli/sweep_text.hpp"

#include "base/clock.hpp"
#include "cli/table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;
using evm::Amount;

constexpr std::size_t kDateLength = 10; // 2026-11-22

Json entry_json(const job::SweepPlanEntry& entry)
{
    return {{"payment_id", entry.payment_id},
            {"address", entry.address.to_checksum()},
            {"token", entry.symbol},
            {"value", evm::format_units(entry.value, entry.decimals)},
            {"value_raw", entry.value.to_decimal()},
            {"fee_wei", entry.fee.to_decimal()},
            {"strategy", entry.strategy},
            {"decision", job::to_string(entry.decision)},
            {"reason", entry.reason}};
}

bool moves(const job::SweepPlanEntry& entry)
{
    return entry.decision == job::SweepDecision::sweep ||
           entry.decision == job::SweepDecision::top_up;
}

/// The amount that the plan moves of each currency, and its maximum fee.
struct Totals
{
    struct Currency
    {
        Amount value;
        unsigned decimals = 0;
        std::uint64_t deposits = 0;
    };
    std::map<std::string, Currency> moved;
    Amount fee;
    std::uint64_t waiting = 0;
};

Totals totals_of(const job::SweepReport& report)
{
    Totals totals;
    for (const job::SweepPlanEntry& entry : report.plan) {
        if (!moves(entry)) {
            totals.waiting += entry.decision == job::SweepDecision::wait ? 1U : 0U;
            continue;
        }
        Totals::Currency& currency = totals.moved[entry.symbol];
        currency.value += entry.value;
        currency.decimals = entry.decimals;
        ++currency.deposits;
        totals.fee += entry.fee;
    }
    return totals;
}

Json totals_json(const Totals& totals)
{
    Json json{{"value", Json::object()},
              {"fee_wei", totals.fee.to_decimal()},
              {"waiting", totals.waiting}};
    for (const auto& [symbol, currency] : totals.moved) {
        json["value"][symbol] = {{"deposits", currency.deposits},
                                 {"amount", evm::format_units(currency.value, currency.decimals)},
                                 {"amount_raw", currency.value.to_decimal()}};
    }
    return json;
}

std::string totals_text(const config::Chain& chain, const Totals& totals)
{
    std::string text;
    for (const auto& [symbol, currency] : totals.moved) {
        text += fmt::format("{}{} {} of {} deposits", text.empty() ? "moves " : ", ",
                            evm::format_units(currency.value, currency.decimals), symbol,
                            currency.deposits);
    }
    if (!text.empty()) {
        text +=
            fmt::format(", for {} {} at the most\n",
                        evm::format_units(totals.fee, chain.native.decimals), chain.native.symbol);
    }
    return text;
}

Json or_null(const std::optional<Amount>& amount)
{
    return amount ? Json(amount->to_decimal()) : Json(nullptr);
}

Json gas_json(const job::GasOutlook& gas)
{
    return {{"now_wei", gas.now.to_decimal()},
            {"max_fee_wei", gas.max_fee.to_decimal()},
            {"days", gas.days},
            {"lowest_wei", or_null(gas.lowest)},
            {"median_wei", or_null(gas.median)},
            {"highest_wei", or_null(gas.highest)}};
}

std::string gas_text(const job::GasOutlook& gas)
{
    std::string text = fmt::format("gas costs {} now", job::to_gwei(gas.now));
    if (gas.median) {
        text += fmt::format("; in the last {} days {}, {} and {} (lowest, median, highest)",
                            gas.days, job::to_gwei(*gas.lowest), job::to_gwei(*gas.median),
                            job::to_gwei(*gas.highest));
    }
    return text + fmt::format("; it may cost {} (max_fee_gwei)\n", job::to_gwei(gas.max_fee));
}

std::string_view strategy_of(store::SweepTxKind kind)
{
    switch (kind) {
    case store::SweepTxKind::batch:
        return "batched";
    case store::SweepTxKind::deploy:
        return "deploy";
    case store::SweepTxKind::undelegate:
        return "undelegate";
    case store::SweepTxKind::native:
    case store::SweepTxKind::token:
    case store::SweepTxKind::topup:
        break;
    }
    return "direct";
}

/// The costs of one day, chain and strategy. A direct sweep's costs include its top-ups.
struct CostLine
{
    std::uint64_t txs = 0;
    std::uint64_t sweeps = 0;
    std::uint64_t failed = 0;
    Amount fee;
};
using CostKey = std::tuple<base::UnixSeconds, evm::ChainId, std::string_view>;

std::map<CostKey, CostLine> lines_of(std::span<const store::SweepCost> costs)
{
    std::map<CostKey, CostLine> lines;
    for (const store::SweepCost& cost : costs) {
        CostLine& line = lines[{cost.day_s, cost.chain_id, strategy_of(cost.kind)}];
        const bool moves_money = cost.kind != store::SweepTxKind::topup;
        line.txs += cost.txs;
        line.sweeps += moves_money ? cost.sweeps : 0;
        line.failed += cost.failed;
        line.fee += cost.fee;
    }
    return lines;
}

struct NamedChain
{
    std::string name;
    config::NativeCurrency native;
};

NamedChain chain_of(const config::Config& config, evm::ChainId chain_id)
{
    const auto chain =
        std::find_if(config.chains.begin(), config.chains.end(),
                     [&](const config::Chain& one) { return one.chain_id == chain_id; });
    if (chain == config.chains.end()) {
        return {.name = std::to_string(chain_id), .native = {}};
    }
    return {.name = chain->name, .native = chain->native};
}

std::string value_of(const job::WaitingGroup& group)
{
    constexpr unsigned micro_decimals = 6;
    return evm::format_units(Amount{static_cast<std::uint64_t>(group.micros)}, micro_decimals);
}

std::string date_of(base::UnixSeconds day_s)
{
    return base::to_rfc3339(day_s).substr(0, kDateLength);
}

} // namespace

std::string to_json(const config::Chain& chain, const job::SweepReport& report)
{
    Json line;
    line["chain"] = chain.name;
    line["sent"] = report.sent;
    line["replaced"] = report.replaced;
    line["settled"] = report.settled;
    line["open"] = report.open;
    line["failed"] = report.failed;
    line["waiting"] = Json::array();
    for (const job::WaitingGroup& group : report.waiting) {
        line["waiting"].push_back({{"token", group.currency},
                                   {"reason", group.reason},
                                   {"deposits", group.deposits},
                                   {"value", value_of(group)}});
    }
    line["gas"] = report.gas ? gas_json(*report.gas) : Json(nullptr);
    if (report.not_worth_it) {
        line["not_worth_it"] = *report.not_worth_it;
    }
    line["totals"] = totals_json(totals_of(report));
    Json plan = Json::array();
    std::transform(report.plan.begin(), report.plan.end(), std::back_inserter(plan), entry_json);
    line["plan"] = std::move(plan);
    return line.dump();
}

std::string waiting_text(const job::SweepReport& report)
{
    std::uint64_t deposits = 0;
    std::string groups;
    for (const job::WaitingGroup& group : report.waiting) {
        std::string reason = group.reason;
        std::replace(reason.begin(), reason.end(), '_', ' ');
        deposits += group.deposits;
        groups += fmt::format("{}{} {} ({} {})", groups.empty() ? "" : ", ", group.deposits, reason,
                              value_of(group), group.currency);
    }
    return deposits == 0 ? std::string{} : fmt::format("; {} deposits wait: {}", deposits, groups);
}

std::string left_text(const job::SweepReport& report)
{
    return report.not_worth_it.value_or(0) == 0
               ? std::string{}
               : fmt::format("; {} deposits have less gas money left than moving it costs",
                             *report.not_worth_it);
}

std::string plan_text(const config::Chain& chain, const job::SweepReport& report, bool color)
{
    std::string text = report.gas ? gas_text(*report.gas) : std::string{};
    if (report.plan.empty()) {
        return text;
    }
    Table table{{{"PAYMENT"},
                 {"VALUE", Align::right},
                 {"FEE AT MOST", Align::right},
                 {"STRATEGY"},
                 {"DECISION"},
                 {"REASON"}},
                color};
    for (const job::SweepPlanEntry& entry : report.plan) {
        table.add(
            {{entry.payment_id},
             {fmt::format("{} {}", evm::format_units(entry.value, entry.decimals), entry.symbol)},
             {fmt::format("{} {}", evm::format_units(entry.fee, chain.native.decimals),
                          chain.native.symbol)},
             {entry.strategy},
             {std::string{job::to_string(entry.decision)}, moves(entry) ? Ink::green : Ink::yellow},
             {entry.reason}});
    }
    return text + table.text() + totals_text(chain, totals_of(report));
}

std::string to_json(const config::Chain& chain, const job::DeployReport& report)
{
    return Json{{"chain", chain.name},
                {"sweeper", report.sweeper.to_checksum()},
                {"was_there", report.was_there},
                {"verified", report.verified},
                {"tx_hash", report.tx_hash ? Json(report.tx_hash->to_hex()) : Json(nullptr)},
                {"fee_wei", or_null(report.fee)}}
        .dump();
}

std::string to_text(const config::Chain& chain, const job::DeployReport& report)
{
    const std::string sweeper = report.sweeper.to_checksum();
    if (report.was_there) {
        return fmt::format("{}: the Sweeper is at {} already; its code is right", chain.name,
                           sweeper);
    }
    if (report.verified) {
        return fmt::format("{}: the Sweeper is at {} now, and its code is right (transaction {}, "
                           "{} {})",
                           chain.name, sweeper, report.tx_hash ? report.tx_hash->to_hex() : "-",
                           evm::format_units(report.fee.value_or(Amount{}), chain.native.decimals),
                           chain.native.symbol);
    }
    return fmt::format(
        "{}: transaction {} deploys the Sweeper at {} and is not mined yet; run again to check",
        chain.name, report.tx_hash ? report.tx_hash->to_hex() : "-", sweeper);
}

std::string costs_json(const config::Config& config, std::span<const store::SweepCost> costs)
{
    Json list = Json::array();
    for (const auto& [key, line] : lines_of(costs)) {
        const auto& [day_s, chain_id, strategy] = key;
        const Json each =
            line.sweeps == 0
                ? Json(nullptr)
                : Json(evm::mul_div_floor(line.fee, 1, Amount{line.sweeps}).to_decimal());
        list.push_back({{"day", date_of(day_s)},
                        {"chain", chain_of(config, chain_id).name},
                        {"strategy", strategy},
                        {"transactions", line.txs},
                        {"sweeps", line.sweeps},
                        {"failed", line.failed},
                        {"fee_wei", line.fee.to_decimal()},
                        {"fee_per_sweep_wei", each}});
    }
    return Json{{"days", std::move(list)}}.dump();
}

std::string costs_text(const config::Config& config, std::span<const store::SweepCost> costs,
                       bool color)
{
    if (costs.empty()) {
        return "nothing was swept\n";
    }
    Table table{{{"DAY"},
                 {"CHAIN"},
                 {"STRATEGY"},
                 {"TRANSACTIONS", Align::right},
                 {"SWEEPS", Align::right},
                 {"FAILED", Align::right},
                 {"FEE", Align::right},
                 {"PER SWEEP", Align::right}},
                color};
    for (const auto& [key, line] : lines_of(costs)) {
        const auto& [day_s, chain_id, strategy] = key;
        const NamedChain chain = chain_of(config, chain_id);
        const auto money = [&](const Amount& wei) {
            return fmt::format("{} {}", evm::format_units(wei, chain.native.decimals),
                               chain.native.symbol);
        };
        table.add(
            {{date_of(day_s)},
             {chain.name},
             {std::string{strategy}},
             {std::to_string(line.txs)},
             {std::to_string(line.sweeps)},
             {std::to_string(line.failed)},
             {money(line.fee)},
             {line.sweeps == 0 ? "-"
                               : money(evm::mul_div_floor(line.fee, 1, Amount{line.sweeps}))}});
    }
    return table.text();
}

} // namespace ctrip::cli
