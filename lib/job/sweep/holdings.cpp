// SPDX-License-Identifier: MIT
#include "job/sweep/holdings.hpp"

#include "store/ledger_store.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Amount;
using payment::Deposit;

std::vector<Holding> balances(SweepContext& context, const std::vector<Deposit>& payments)
{
    std::vector<rpc::HoldingQuery> queries;
    queries.reserve(payments.size());
    for (const Deposit& payment : payments) {
        queries.push_back({.owner = payment.address, .token = payment.token});
    }
    const std::vector<rpc::HeldFunds> held = context.job.client.holdings(queries);
    std::vector<Holding> result;
    for (std::size_t i = 0; i < payments.size(); ++i) {
        result.push_back({.native = held[i].native,
                          .token = held[i].token.value_or(Amount{}),
                          .has_answer = !payments[i].token || held[i].token});
    }
    return result;
}

/// Limits each holding to final money: a transaction of money that a reorg took could never be
/// mined, and would block its address forever.
void keep_to_final(SweepContext& context, const std::vector<Deposit>& payments,
                   std::vector<Holding>& held)
{
    std::vector<std::string> ids;
    ids.reserve(payments.size());
    for (const Deposit& payment : payments) {
        ids.push_back(payment.id);
    }
    store::LedgerStore ledger{context.job.database};
    using Holding = std::pair<std::string, std::optional<evm::Address>>;
    std::map<Holding, Amount> inflow;
    std::map<Holding, Amount> outflow;
    for (const auto& sum : ledger.final_inflows(ids)) {
        inflow[{sum.payment_id, sum.token}] += sum.amount;
    }
    for (const store::Sweep& sweep : context.sweeps.of_payments(ids)) {
        if (sweep.kind == store::SweepKind::topup) {
            if (sweep.state == store::SweepState::final) {
                inflow[{sweep.payment_id, std::nullopt}] += sweep.amount;
            }
            continue;
        }
        if (sweep.fee && store::is_paid_by_deposit(sweep.kind)) {
            outflow[{sweep.payment_id, std::nullopt}] += *sweep.fee;
        }
        if (sweep.state == store::SweepState::final) {
            outflow[{sweep.payment_id, sweep.token}] += sweep.amount;
        }
    }
    for (std::size_t i = 0; i < payments.size(); ++i) {
        const Holding key{payments[i].id, payments[i].token};
        Amount& value = held[i].of(payments[i]);
        held[i].booked = evm::saturating_sub(inflow[key], outflow[key]);
        value = std::min(value, held[i].booked);
    }
}

/// A lagging node shows a zero balance where money has just arrived. At the final block the balance
/// is what the ledger has, unless money left that is not booked, such as a token's own fee.
void look_at_final(SweepContext& context, const std::vector<Deposit>& payments,
                   std::vector<Holding>& held)
{
    std::vector<std::size_t> places;
    std::vector<rpc::ChainClient::PastBalanceQuery> queries;
    for (std::size_t i = 0; i < payments.size(); ++i) {
        const Amount& value = held[i].of(payments[i]);
        if (context.final && held[i].has_answer && value.is_zero() && !held[i].booked.is_zero()) {
            places.push_back(i);
            queries.push_back(
                {.owner = payments[i].address, .token = payments[i].token, .at = *context.final});
        }
    }
    if (queries.empty()) {
        return;
    }
    const auto balances = context.job.client.past_balances(
        {.number = context.head.number, .hash = context.head.hash}, queries);
    for (std::size_t i = 0; i < places.size(); ++i) {
        held[places[i]].is_gone = balances[i] && balances[i]->is_zero();
    }
}

} // namespace

std::vector<Holding> holdings_of(SweepContext& context, const std::vector<Deposit>& payments)
{
    std::vector<Holding> held = balances(context, payments);
    keep_to_final(context, payments, held);
    look_at_final(context, payments, held);
    return held;
}

} // namespace ctrip::job
