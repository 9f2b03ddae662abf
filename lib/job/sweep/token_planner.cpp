// SPDX-License-Identifier: MIT
#include "job/sweep/token_planner.hpp"

#include "evm/abi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Amount;
using payment::Deposit;

/// A tenth above an estimate: the gas of a transfer varies a little with the token's storage.
std::uint64_t with_margin(std::uint64_t gas)
{
    return gas + gas / 10;
}

} // namespace

void TokenPlanner::plan(SweepPlanPage& page, std::vector<BatchCandidate>&& candidates)
{
    std::vector<rpc::TransferQuery> queries;
    queries.reserve(candidates.size());
    for (const BatchCandidate& one : candidates) {
        queries.push_back({.owner = one.payment->address,
                           .token = *one.payment->token,
                           .to = m_context.keys.treasury,
                           .amount = one.value});
    }
    const std::vector<rpc::TrialOutcome> estimates = m_context.job.client.try_transfers(queries);
    std::map<evm::Address, std::vector<BatchCandidate>> by_token;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (!estimates[i].gas) { // Paused, blacklisted or broken; the error is the node's.
            back_off(page.entries[candidates[i].place],
                     fmt::format("the token refuses its transfer: {}", estimates[i].error));
            continue;
        }
        candidates[i].gas = with_margin(m_context.limits.needed_gas(*estimates[i].gas));
        if (candidates[i].gas > kTransferGasMax) {
            back_off(
                page.entries[candidates[i].place],
                fmt::format("its transfer needs {} gas by the node's estimate, and ctrip signs "
                            "at most {}; ask another node",
                            candidates[i].gas, kTransferGasMax));
            continue;
        }
        by_token[*candidates[i].payment->token].push_back(std::move(candidates[i]));
    }
    for (auto& [token, of_token] : by_token) {
        plan_token(page, std::move(of_token));
    }
}

/// By the configured strategy, or by what is possible and cheaper.
void TokenPlanner::plan_token(SweepPlanPage& page, std::vector<BatchCandidate>&& candidates)
{
    if (m_context.job.config.sweeping.strategy == config::SweepStrategy::direct) {
        for (const BatchCandidate& candidate : candidates) {
            direct_or_wait(page, candidate, {}, false);
        }
        return;
    }
    Batches made = batches_of(std::move(candidates));
    for (LeftOut& left_out : made.left_out) {
        direct_or_wait(page, left_out.candidate, left_out.reason, left_out.is_its_own);
    }
    for (Batch& batch : made.batches) {
        if (!direct_is_cheaper(batch)) {
            plan_batch(page, std::move(batch));
            continue;
        }
        for (const BatchCandidate& member : batch.members) {
            plan_direct(page, member);
        }
    }
}

/// Each deposit is in the cheaper of the two kinds of batches, as far as it can be in one.
Batches TokenPlanner::batches_of(std::vector<BatchCandidate>&& candidates)
{
    const GasPrice& price = m_budget.price().price;
    if (!m_batcher) {
        const Sweepers sweepers = read_sweepers(m_context);
        m_batcher.emplace(m_context, price, m_deposit_keys, sweepers);
        m_transfers.emplace(m_context, price, m_deposit_keys, sweepers);
    }
    if (candidates.empty()) {
        return {};
    }
    const bool has_transfers = m_transfers->can(*candidates.front().payment->token);
    Batches made;
    if (m_batcher->why_not().empty()) {
        made = m_batcher->make(std::move(candidates),
                               has_transfers ? BatchMix::apart : BatchMix::together);
    } else {
        for (BatchCandidate& candidate : candidates) {
            made.left_out.push_back({std::move(candidate), m_batcher->why_not(), false});
        }
    }
    if (has_transfers) {
        use_transfers(made);
    }
    return made;
}

/// Wei, by the node's estimate; signed transfers have more bytes, for which some chains charge.
Amount TokenPlanner::cost_of(const Batch& batch)
{
    return Amount{batch.gas_spent} * batch.draft.price.max_fee + m_budget.beside_gas(batch.draft);
}

/// Signed transfers in the place of each batch that costs more by the node's estimate, and for the
/// deposits that are in none.
void TokenPlanner::use_transfers(Batches& made)
{
    Batches result;
    for (Batch& batch : made.batches) {
        std::vector<BatchCandidate> members = batch.members;
        Batches other = m_transfers->make(std::move(members));
        Amount cost;
        for (const Batch& one : other.batches) {
            cost += cost_of(one);
        }
        if (!other.left_out.empty() || cost >= cost_of(batch)) {
            result.batches.push_back(std::move(batch));
            continue;
        }
        std::move(other.batches.begin(), other.batches.end(), std::back_inserter(result.batches));
    }
    std::map<std::size_t, LeftOut> left_out; // By place.
    std::vector<BatchCandidate> rest;
    for (LeftOut& one : made.left_out) {
        rest.push_back(one.candidate);
        left_out.emplace(one.candidate.place, std::move(one));
    }
    Batches other = m_transfers->make(std::move(rest));
    std::move(other.batches.begin(), other.batches.end(), std::back_inserter(result.batches));
    for (const LeftOut& one : other.left_out) {
        LeftOut& before = left_out.at(one.candidate.place);
        before.reason += "; " + one.reason;
        before.is_its_own = true;
        result.left_out.push_back(std::move(before));
    }
    made = std::move(result);
}

/// Estimates the gas of a top-up only where one is needed.
bool TokenPlanner::direct_is_cheaper(const Batch& batch)
{
    if (m_context.job.config.sweeping.strategy != config::SweepStrategy::auto_ ||
        m_deposit_keys == DepositKeys::none) {
        return false;
    }
    const Amount& max_fee = m_budget.price().price.max_fee;
    const auto first =
        std::find_if(batch.members.begin(), batch.members.end(),
                     [&](const BatchCandidate& member) { return needs_top_up(member, max_fee); });
    const std::uint64_t top_up_gas =
        first == batch.members.end() ? 0 : m_budget.top_up_gas(first->payment->address);
    return direct_gas(batch.members, max_fee, top_up_gas) <= batch.gas_spent;
}

/// `is_its_own`: the reason against a batch is this deposit's own.
void TokenPlanner::direct_or_wait(SweepPlanPage& page, const BatchCandidate& candidate,
                                  const std::string& why_no_batch, bool is_its_own)
{
    // A token on a native payment's address can never be in a batch: it would lie there for ever.
    const bool may_be_direct =
        m_context.job.config.sweeping.strategy != config::SweepStrategy::batched ||
        candidate.payment->never_delegated;
    SweepPlanEntry& entry = page.entries[candidate.place];
    if (may_be_direct && m_deposit_keys != DepositKeys::none) {
        plan_direct(page, candidate);
        return;
    }
    entry.strategy = may_be_direct ? "" : "batched";
    if (why_no_batch.empty()) {
        wait_for_key(entry, m_context.job.chain.name);
    } else if (is_its_own) {
        back_off(entry, why_no_batch);
    } else {
        decide(entry, SweepDecision::wait, why_no_batch);
    }
}

void TokenPlanner::plan_batch(SweepPlanPage& page, Batch&& batch)
{
    const Amount needed = batch.draft.fee_max() + m_budget.beside_gas(batch.draft);
    const std::string lacks = m_budget.spend(needed);
    PlannedTx planned{.draft = std::move(batch.draft), .places = {}};
    for (const BatchCandidate& member : batch.members) {
        SweepPlanEntry& entry = page.entries[member.place];
        entry.strategy = "batched";
        entry.value = member.value;
        entry.fee = evm::mul_div_ceil(needed, 1, Amount{batch.members.size()});
        planned.places.push_back(member.place);
        decide(entry, lacks.empty() ? SweepDecision::sweep : SweepDecision::wait, lacks);
    }
    if (lacks.empty()) {
        page.txs.push_back(std::move(planned));
    }
}

void TokenPlanner::plan_direct(SweepPlanPage& page, const BatchCandidate& candidate)
{
    const Deposit& payment = *candidate.payment;
    SweepPlanEntry& entry = page.entries[candidate.place];
    entry.strategy = "direct";
    TxDraft draft{.kind = store::SweepTxKind::token,
                  .from = payment.address,
                  .to = *payment.token,
                  .value = {},
                  .data = evm::encode_transfer(m_context.keys.treasury, candidate.value),
                  .gas = candidate.gas,
                  .price = m_budget.price().price,
                  .authorizations = {}};
    const Amount for_data = m_budget.beside_gas(draft);
    entry.fee = draft.fee_max() + for_data;
    const std::optional<GasPrice> affordable =
        affordable_price(draft.price, draft.gas, evm::saturating_sub(candidate.native, for_data));
    if (!affordable) {
        plan_top_up(page, candidate.place, entry.fee - candidate.native);
        return;
    }
    // The rest of an earlier top-up may suffice at a lower price: no new one for a few wei.
    draft.price = *affordable;
    entry.fee = draft.fee_max() + for_data;
    page.txs.push_back({.draft = std::move(draft), .places = {candidate.place}});
    decide(entry, SweepDecision::sweep);
}

/// Gas money for a deposit, exactly what it lacks.
void TokenPlanner::plan_top_up(SweepPlanPage& page, std::size_t place, const Amount& missing)
{
    const config::NativeCurrency& native = m_context.job.chain.native;
    SweepPlanEntry& entry = page.entries[place];
    if (m_context.keys.sponsor == nullptr) {
        decide(entry, SweepDecision::wait,
               fmt::format("needs {} {} of gas money, and no sponsor key is configured "
                           "(sweeping.sponsor_key_file)",
                           evm::format_units(missing, native.decimals), native.symbol));
        return;
    }
    TxDraft draft{.kind = store::SweepTxKind::topup,
                  .from = m_context.keys.sponsor->address(),
                  .to = page.payments[place].address,
                  .value = missing,
                  .data = {},
                  .gas = 0,
                  .price = m_budget.price().price,
                  .authorizations = {}};
    draft.gas = m_budget.top_up_gas(draft.to);
    const Amount fee = draft.fee_max() + m_budget.beside_gas(draft);
    entry.fee += fee;
    if (std::string lacks = m_budget.spend(missing + fee); !lacks.empty()) {
        decide(entry, SweepDecision::wait, std::move(lacks));
        return;
    }
    page.txs.push_back({.draft = std::move(draft), .places = {place}});
    decide(entry, SweepDecision::top_up,
           fmt::format("with {} {} of gas money", evm::format_units(missing, native.decimals),
                       native.symbol));
}

} // namespace ctrip::job
