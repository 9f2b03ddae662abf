// SPDX-License-Identifier: MIT
#include "job/sweep/planner.hpp"

#include "job/shared/own_address.hpp"
#include "job/sweep/decision.hpp"
#include "job/sweep/holdings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ctrip::job {

using evm::Amount;
using payment::Deposit;

namespace {

/// True.
bool wait_for_tokens(SweepPlanEntry& entry)
{
    decide(entry, SweepDecision::wait, "another currency of its address is swept first");
    return true;
}

} // namespace

SweepPlanner::SweepPlanner(SweepContext& context, DepositKeys deposit_keys)
    : m_context(context), m_deposit_keys(deposit_keys),
      m_wallet_id(context.keys.account.wallet_id()), m_budget(context),
      m_tokens(context, m_budget, deposit_keys)
{
}

Amount SweepPlanner::native_fee_min()
{
    constexpr std::uint64_t transfer_gas = 21'000;
    m_budget.prepare();
    return Amount{transfer_gas} * m_budget.price().price.max_fee;
}

SweepPlanPage SweepPlanner::plan(std::vector<Deposit>&& payments)
{
    SweepPlanPage page{.payments = std::move(payments), .entries = {}, .txs = {}, .missing = {}};
    if (page.payments.empty()) {
        return page;
    }
    m_budget.prepare();
    const std::vector<Holding> held = holdings_of(m_context, page.payments);
    const SweepLimits limits{.wallet_id = m_wallet_id, .gas_too_high = m_budget.price().too_high};
    std::vector<BatchCandidate> natives;
    std::vector<BatchCandidate> tokens;
    for (std::size_t i = 0; i < page.payments.size(); ++i) {
        const Deposit& payment = page.payments[i];
        const Amount& value = held[i].of(payment);
        page.entries.push_back({.payment_id = payment.id,
                                .address = payment.address,
                                .token = payment.token,
                                .symbol = payment.symbol,
                                .decimals = payment.decimals,
                                .value = value});
        const DepositFunds funds{
            .value = value, .expected = held[i].booked, .is_gone = held[i].is_gone};
        if (std::string why = why_not_ours(payment); !why.empty()) {
            decide(page.entries.back(), SweepDecision::wait, why);
            if (m_context.report.not_ours.insert(payment.id).second) {
                m_context.job.log.error("a payment is not swept: its row was changed",
                                        {{"chain", m_context.job.chain.name},
                                         {"payment", payment.id},
                                         {"why", std::move(why)}});
            }
            continue;
        }
        if (!held[i].has_answer) {
            back_off(page.entries.back(),
                     fmt::format("its token {} does not tell its balance (balanceOf fails); ask "
                                 "its issuer",
                                 payment.token->to_checksum()));
            continue;
        }
        if (value.is_zero() && !held[i].booked.is_zero()) {
            page.missing.push_back(i);
            page.entries.back().is_gone = held[i].is_gone;
        }
        if (payment.token && !is_configured(m_context.job.chain, *payment.token)) {
            back_off(page.entries.back(),
                     fmt::format("its token {} is not configured; put it back into the chain's "
                                 "tokens to sweep it",
                                 payment.token->to_checksum()));
            continue;
        }
        const Amount min_value =
            m_context.reclaim_max_cost ? Amount{} : min_value_of(m_context.job.chain, payment);
        if (auto verdict = verdict_before_fee(payment, funds, min_value, limits)) {
            decide(page.entries.back(), std::move(*verdict));
        } else {
            (payment.token ? tokens : natives)
                .push_back(
                    {.place = i, .payment = &payment, .value = value, .native = held[i].native});
        }
    }
    std::set<std::string> busy; // Ids of payments with a transaction in this plan.
    plan_tokens(page, std::move(tokens), busy);
    std::erase_if(natives, [&](const BatchCandidate& one) {
        return busy.contains(one.payment->id) && wait_for_tokens(page.entries[one.place]);
    });
    plan_natives(page, natives);
    // First what needs nobody else's transaction.
    std::stable_partition(page.txs.begin(), page.txs.end(), [](const PlannedTx& planned) {
        return planned.draft.kind == store::SweepTxKind::native;
    });
    return page;
}

/// One currency of each address at a time, since each transaction takes the address's next nonce:
/// the first that moves. What waits for another reason holds up no other currency.
void SweepPlanner::plan_tokens(SweepPlanPage& page, std::vector<BatchCandidate>&& tokens,
                               std::set<std::string>& busy)
{
    while (!tokens.empty()) {
        std::vector<BatchCandidate> now;
        std::vector<BatchCandidate> later;
        std::set<std::string> chosen;
        for (BatchCandidate& one : tokens) {
            if (busy.contains(one.payment->id)) {
                static_cast<void>(wait_for_tokens(page.entries[one.place]));
            } else if (chosen.insert(one.payment->id).second) {
                now.push_back(std::move(one));
            } else {
                later.push_back(std::move(one));
            }
        }
        std::vector<std::size_t> places;
        places.reserve(now.size());
        for (const BatchCandidate& one : now) {
            places.push_back(one.place);
        }
        m_tokens.plan(page, std::move(now));
        for (const std::size_t place : places) {
            const SweepPlanEntry& entry = page.entries[place];
            if (entry.decision == SweepDecision::sweep || entry.decision == SweepDecision::top_up) {
                busy.insert(entry.payment_id);
            }
        }
        tokens = std::move(later);
    }
}

/// Empty where the configured wallet owns the address; else why nothing is sent there or from
/// there.
std::string SweepPlanner::why_not_ours(const Deposit& payment) const
{
    const wallet::AccountXpub& account = m_context.keys.account;
    if (owner_of(account, m_wallet_id, payment.wallet_id, payment.derivation_index,
                 payment.address) == AddressOwner::mismatch) {
        return fmt::format(
            "the configured wallet does not own its address; at its index {} it has {}",
            payment.derivation_index, account.address(payment.derivation_index).to_checksum());
    }
    return {};
}

void SweepPlanner::plan_natives(SweepPlanPage& page, const std::vector<BatchCandidate>& natives)
{
    for (const BatchCandidate& one : natives) {
        page.entries[one.place].strategy = "direct";
        if (m_deposit_keys == DepositKeys::none) {
            wait_for_key(page.entries[one.place], m_context.job.chain.name);
        }
    }
    if (m_deposit_keys == DepositKeys::none || natives.empty()) {
        return;
    }
    const std::vector<rpc::EstimateOutcome> estimates = estimates_of(natives);
    for (std::size_t i = 0; i < natives.size(); ++i) {
        if (estimates[i].gas.value_or(0) > kTransferGasMax) {
            back_off(page.entries[natives[i].place],
                     fmt::format("it needs {} gas by the node's estimate, and ctrip signs at most "
                                 "{}; ask another node",
                                 *estimates[i].gas, kTransferGasMax));
        } else if (estimates[i].gas) {
            plan_native(page, natives[i], m_context.limits.needed_gas(*estimates[i].gas));
        } else { // The treasury's contract reverts; the error is the node's.
            decide(page.entries[natives[i].place], SweepDecision::wait,
                   fmt::format("the treasury refuses it: {}", estimates[i].error));
        }
    }
}

/// What a transfer takes depends on the treasury alone, so the first one's estimate is that of all.
/// Where it fails, the reason may be its own: then each is asked about.
std::vector<rpc::EstimateOutcome>
SweepPlanner::estimates_of(const std::vector<BatchCandidate>& natives)
{
    std::vector<rpc::CallRequest> calls;
    for (const BatchCandidate& one : natives) {
        calls.push_back({.from = one.payment->address, .to = m_context.keys.treasury, .value = 1});
    }
    rpc::ChainClient& client = m_context.job.client;
    std::vector<rpc::EstimateOutcome> first = client.try_estimates(std::span{calls}.first(1));
    if (first.front().gas) {
        first.resize(natives.size(), first.front());
        return first;
    }
    return client.try_estimates(calls);
}

/// Sweeps the balance less the exact fee. With a tip as high as the maximum fee, the whole price is
/// paid whatever the base fee becomes, so nothing is left on the address.
void SweepPlanner::plan_native(SweepPlanPage& page, const BatchCandidate& one, std::uint64_t gas)
{
    const Deposit& payment = *one.payment;
    const Amount& balance = one.value;
    SweepPlanEntry& entry = page.entries[one.place];
    TxDraft draft{.kind = store::SweepTxKind::native,
                  .from = payment.address,
                  .to = m_context.keys.treasury,
                  .value = balance,
                  .data = {},
                  .gas = gas,
                  .price = m_budget.price().price,
                  .authorizations = {}};
    draft.price.priority_fee = draft.price.max_fee;
    entry.fee = draft.fee_max() + m_budget.beside_gas(draft);
    decide(entry,
           native_verdict(payment, balance, entry.fee,
                          m_context.reclaim_max_cost ? m_context.reclaim_max_cost
                                                     : m_context.job.config.sweeping.max_cost));
    if (entry.decision == SweepDecision::sweep) {
        draft.value = balance - entry.fee;
        page.txs.push_back({.draft = std::move(draft), .places = {one.place}});
    }
}

} // namespace ctrip::job
