// SPDX-License-Identifier: MIT
#include "cli/sweep_list.hpp"

#include "base/clock.hpp"
#include "cli/table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const store::Sweep& sweep)
{
    return {{"id", sweep.id},
            {"payment_id", sweep.payment_id},
            {"chain_id", sweep.chain_id},
            {"kind", store::to_string(sweep.kind)},
            {"state", store::to_string(sweep.state)},
            {"from", sweep.from.to_checksum()},
            {"to", sweep.to.to_checksum()},
            {"token", sweep.symbol},
            {"amount", evm::format_units(sweep.amount, sweep.decimals)},
            {"amount_raw", sweep.amount.to_decimal()},
            {"tx_hash", sweep.tx_hash.to_hex()},
            {"fee_wei", sweep.fee ? Json(sweep.fee->to_decimal()) : Json(nullptr)},
            {"block_number", sweep.block_number ? Json(*sweep.block_number) : Json(nullptr)},
            {"note", sweep.note},
            {"created_at", base::to_rfc3339(sweep.created_at_s)}};
}

Json to_json(const store::SweepPlan& plan)
{
    return {{"payment_id", plan.payment_id},
            {"token_address", plan.token ? Json(plan.token->to_checksum()) : Json(nullptr)},
            {"state", store::to_string(plan.state)},
            {"strategy", plan.strategy},
            {"reason", plan.reason},
            {"updated_at", base::to_rfc3339(plan.updated_at_s)}};
}

} // namespace

std::string sweeps_json(const SweepList& list)
{
    Json sweeps = Json::array();
    for (const store::Sweep& sweep : list.sweeps) {
        sweeps.push_back(to_json(sweep));
    }
    Json plans = Json::array();
    for (const store::SweepPlan& plan : list.plans) {
        plans.push_back(to_json(plan));
    }
    return Json{{"sweeps", std::move(sweeps)},
                {"next", list.next.empty() ? Json(nullptr) : Json(list.next)},
                {"plans", std::move(plans)}}
        .dump();
}

std::string sweeps_text(const SweepList& list, bool color)
{
    if (list.sweeps.empty() && list.plans.empty()) {
        return "no sweeps\n";
    }
    std::string text;
    if (!list.plans.empty()) {
        Table table{{{"PAYMENT"}, {"STATE"}, {"STRATEGY"}, {"REASON"}}, color};
        for (const store::SweepPlan& plan : list.plans) {
            const bool blocked = plan.state == store::SweepPlanState::blocked;
            table.add(
                {{plan.payment_id},
                 {std::string{store::to_string(plan.state)}, blocked ? Ink::yellow : Ink::green},
                 {plan.strategy},
                 {plan.reason}});
        }
        text += table.text() + (list.sweeps.empty() ? "" : "\n");
    }
    if (!list.sweeps.empty()) {
        Table table{{{"PAYMENT"},
                     {"KIND"},
                     {"STATE"},
                     {"AMOUNT", Align::right},
                     {"FEE (WEI)", Align::right},
                     {"TRANSACTION"},
                     {"NOTE"}},
                    color};
        for (const store::Sweep& sweep : list.sweeps) {
            table.add({{sweep.payment_id},
                       {std::string{store::to_string(sweep.kind)}},
                       {std::string{store::to_string(sweep.state)}},
                       {fmt::format("{} {}", evm::format_units(sweep.amount, sweep.decimals),
                                    sweep.symbol)},
                       {sweep.fee ? sweep.fee->to_decimal() : "-"},
                       {sweep.tx_hash.to_hex()},
                       {sweep.note}});
        }
        text += table.text();
    }
    if (!list.next.empty()) {
        text += fmt::format("there are more: add --after {}\n", list.next);
    }
    return text;
}

} // namespace ctrip::cli
