// SPDX-License-Identifier: MIT
#include "job/sweep/sweep_levels.hpp"

#include "base/error.hpp"
#include "meter/meter.hpp"
#include "store/metrics/metric_store.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Amount;
using meter::Family;

constexpr std::int64_t kFeesSpan_s = std::int64_t{7} * 86'400;
constexpr std::int64_t kLastsMax_s = std::int64_t{3'650} * 86'400;
constexpr unsigned kMicroDecimals = 6;

struct Pattern
{
    std::string_view part; ///< Of the reason.
    std::string_view label;
};

/// The first that a reason has. "sponsor" before "gas money", which is the remedy.
constexpr std::array<Pattern, 25> kPatterns{{
    {"sponsor", "sponsor"},
    {"treasury", "treasury"},
    {"which is not on this chain", "sweeper"},
    {"max_fee_gwei", "gas_price"},
    {"daily_gas_max", "gas_price"},
    {"min_value", "too_small"},
    {"worth", "too_small"},
    {"max_cost", "too_small"},
    {"is not configured", "token"},
    {"the token refuses", "token"},
    {"the issuer", "token"},
    {"authoriz", "keys"},
    {"mnemonic", "keys"},
    {"key", "keys"},
    {"wallet", "keys"},
    {"simulated", "simulation"},
    {"its batch waits", "simulation"},
    {"moved nothing", "failed"},
    {"ask another node", "node"},
    {"nothing is left", "missing"},
    {"address is empty", "missing"},
    {"did not send", "missing"},
    {"another currency", "turn"},
    {"Sweeper", "sweeper"},
    {"EIP-7702", "sweeper"},
}};
constexpr std::string_view kOtherReason = "other";

std::set<std::string_view> all_labels()
{
    std::set<std::string_view> labels{kOtherReason};
    for (const Pattern& one : kPatterns) {
        labels.insert(one.label);
    }
    return labels;
}

/// A symbol of the configuration, which no payment can choose.
std::string_view currency_label(const config::Chain& chain, const std::string& symbol)
{
    if (symbol == chain.native.symbol) {
        return chain.native.symbol;
    }
    const auto found = std::find_if(chain.tokens.begin(), chain.tokens.end(),
                                    [&](const config::Token& one) { return one.symbol == symbol; });
    return found == chain.tokens.end() ? std::string_view{"other"} : found->symbol;
}

using Groups = std::map<std::pair<std::string_view, std::string_view>, WaitingGroup>;

/// By currency and reason, as the database has them.
Groups counted(SweepContext& context)
{
    Groups groups;
    const config::Chain& chain = context.job.chain;
    for (const store::WaitingDeposits& one : context.plans.waiting(chain.chain_id)) {
        const std::string_view currency = currency_label(chain, one.symbol);
        const std::string_view reason = reason_label(one.reason);
        WaitingGroup& group = groups[{currency, reason}];
        group.currency = currency;
        group.reason = reason;
        group.deposits += one.deposits;
        const std::int64_t room = std::numeric_limits<std::int64_t>::max() - group.micros;
        group.micros += std::min(room, millionths(one.value, one.decimals));
    }
    return groups;
}

/// Calls `action` with each currency and reason that the chain's gauges may have.
template <typename Action>
void for_each_group(const config::Chain& chain, const Action& action)
{
    static const std::set<std::string_view> labels = all_labels();
    for (const std::string_view label : labels) {
        action(chain.native.symbol, label);
        for (const config::Token& token : chain.tokens) {
            action(token.symbol, label);
        }
        action("other", label);
    }
}

/// The same, as the run before stored it.
Groups stored(SweepContext& context)
{
    Groups groups;
    const config::Chain& chain = context.job.chain;
    store::MetricStore metrics{context.job.database};
    const auto deposits = metrics.levels(meter::facts_of(Family::sweep_waiting_deposits).name);
    const auto micros = metrics.levels(meter::facts_of(Family::sweep_waiting_value).name);
    for_each_group(chain, [&](std::string_view currency, std::string_view reason) {
        const std::string labels =
            meter::labels_text(Family::sweep_waiting_deposits, {chain.name, currency, reason});
        if (const auto found = deposits.find(labels);
            found != deposits.end() && found->second > 0) {
            const auto value = micros.find(labels);
            groups[{currency, reason}] = {.currency = std::string{currency},
                                          .reason = std::string{reason},
                                          .deposits = static_cast<std::uint64_t>(found->second),
                                          .micros = value == micros.end() ? 0 : value->second};
        }
    });
    return groups;
}

/// A reason that is gone becomes 0.
void set_waiting(SweepContext& context, const Groups& groups, meter::Meter& meter)
{
    const config::Chain& chain = context.job.chain;
    const Groups before = stored(context);
    for_each_group(chain, [&](std::string_view currency, std::string_view reason) {
        const auto found = groups.find({currency, reason});
        if (found == groups.end() && !before.contains({currency, reason})) {
            return;
        }
        const WaitingGroup now = found == groups.end() ? WaitingGroup{} : found->second;
        meter.set_gauge(Family::sweep_waiting_deposits, {chain.name, currency, reason},
                        static_cast<std::int64_t>(now.deposits));
        meter.set_gauge(Family::sweep_waiting_value, {chain.name, currency, reason}, now.micros);
    });
}

/// A node that does not answer is told of by what needs its answer.
std::optional<Amount> sponsor_balance(SweepContext& context)
{
    if (context.sponsor_balance || context.keys.sponsor == nullptr) {
        return context.sponsor_balance;
    }
    try {
        const std::array sponsor{context.keys.sponsor->address()};
        return context.job.client.balances(sponsor).front();
    } catch (const Error&) {
        return std::nullopt;
    }
}

void set_sponsor(SweepContext& context, meter::Meter& meter)
{
    const std::optional<Amount> balance = sponsor_balance(context);
    if (!balance) {
        return;
    }
    const config::Chain& chain = context.job.chain;
    const std::int64_t level = millionths(*balance, chain.native.decimals);
    const std::string labels = meter::labels_text(Family::sponsor_balance, {chain.name});
    const std::string_view name = meter::facts_of(Family::sponsor_balance).name;
    if (store::MetricStore{context.job.database}.level(name, labels) == level) {
        return; // What it lasts for is looked at when something was spent.
    }
    const Amount fees =
        context.sweeps.sponsored_since(chain.chain_id, context.job.clock.now_s() - kFeesSpan_s);
    meter.set_gauge(Family::sponsor_balance, {chain.name}, level);
    meter.set_gauge(Family::sponsor_left, {chain.name}, lasts_s(*balance, fees, kFeesSpan_s));
}

} // namespace

std::string_view reason_label(std::string_view reason)
{
    for (const Pattern& one : kPatterns) {
        if (reason.find(one.part) != std::string_view::npos) {
            return one.label;
        }
    }
    return kOtherReason;
}

std::int64_t millionths(const Amount& amount, unsigned decimals)
{
    constexpr unsigned ten = 10;
    Amount scaled = amount;
    for (unsigned i = kMicroDecimals; i < decimals; ++i) {
        scaled = evm::mul_div_floor(scaled, 1, ten);
    }
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    std::uint64_t value = std::min(scaled.to_u64().value_or(most), most);
    for (unsigned i = decimals; i < kMicroDecimals; ++i) {
        value = value > most / ten ? most : value * ten;
    }
    return static_cast<std::int64_t>(value);
}

std::int64_t lasts_s(const Amount& balance, const Amount& fees, std::int64_t span_s)
{
    if (balance.is_zero() || fees.is_zero()) {
        return balance.is_zero() ? 0 : kLastsMax_s;
    }
    // Wei of a balance times seconds stay far below 2^256.
    const Amount seconds =
        evm::mul_div_floor(balance, Amount{static_cast<std::uint64_t>(span_s)}, fees);
    const auto most = static_cast<std::uint64_t>(kLastsMax_s);
    return static_cast<std::int64_t>(std::min(seconds.to_u64().value_or(most), most));
}

void set_levels(SweepContext& context)
{
    meter::Meter* const meter = context.job.database.meter();
    if (meter == nullptr) {
        return;
    }
    const bool has_changed = context.plans.has_changed();
    const Groups groups = has_changed ? counted(context) : stored(context);
    if (has_changed) {
        set_waiting(context, groups, *meter);
    }
    for (const auto& [name, group] : groups) {
        context.report.waiting.push_back(group);
    }
    set_sponsor(context, *meter);
}

} // namespace ctrip::job
