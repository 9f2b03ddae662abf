// SPDX-License-Identifier: MIT
#include "job/sweep/planner.hpp"

#include "evm/abi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Amount;
using payment::Payment;

/// Room above an estimate: a token's cost moves a little with its own storage.
std::uint64_t with_margin(std::uint64_t gas)
{
    return gas + gas / 10;
}

void decide(SweepPlanEntry& entry, SweepDecision decision, std::string reason = {})
{
    entry.decision = decision;
    entry.reason = std::move(reason);
}

/// For a reason that is this deposit's own, and may last.
void back_off(SweepPlanEntry& entry, std::string reason)
{
    decide(entry, SweepDecision::wait, std::move(reason));
    entry.backs_off = true;
}

/// True where `fee` is more than the configured share of `value`; both in wei. A token's value in
/// wei is not known, so for tokens the price of gas and min_value decide.
bool too_dear(const config::Config& config, const Amount& fee, const Amount& value)
{
    const std::optional<config::Fraction>& max_cost = config.sweeping.max_cost;
    return max_cost && evm::mul_div_ceil(fee, max_cost->denominator, max_cost->numerator) > value;
}

/// In base units; zero where none is configured.
Amount min_value_of(const config::Chain& chain, const Payment& payment)
{
    if (!payment.token) {
        return chain.native.min_value;
    }
    const auto token =
        std::find_if(chain.tokens.begin(), chain.tokens.end(),
                     [&](const config::Token& one) { return one.address == *payment.token; });
    return token == chain.tokens.end() ? Amount{} : token->min_value;
}

std::string key_is_elsewhere(std::string_view chain)
{
    return fmt::format("the key of its address is not on this host; 'ctrip sweep --chain {} "
                       "--export FILE' writes it out to be signed where the key is",
                       chain);
}

/// What is left after a sweep need not be looked at for ever.
void not_worth_it(SweepPlanEntry& entry, const Payment& payment, std::string reason)
{
    if (payment.swept) {
        decide(entry, SweepDecision::done, "what is left is not worth its fee");
    } else {
        back_off(entry, std::move(reason));
    }
}

} // namespace

std::string_view to_string(SweepDecision decision) noexcept
{
    switch (decision) {
    case SweepDecision::sweep:
        return "sweep";
    case SweepDecision::top_up:
        return "top up";
    case SweepDecision::wait:
        return "wait";
    case SweepDecision::done:
        return "done";
    }
    return {};
}

SweepPlanner::SweepPlanner(SweepContext& context, DepositKeys deposit_keys)
    : m_context(context), m_deposit_keys(deposit_keys),
      m_wallet_id(context.keys.account.fingerprint_hex())
{
}

/// What holds for all deposits is asked once.
void SweepPlanner::prepare()
{
    if (m_prepared) {
        return;
    }
    const ChainJob& job = m_context.job;
    m_price = price_now(job.client.fees(), job.config.sweeping.max_fee_wei);
    if (m_context.keys.sponsor != nullptr) {
        const std::array sponsor{m_context.keys.sponsor->address()};
        m_sponsor_balance = job.client.balances(sponsor).front();
    }
    m_prepared = true;
}

SweepPlanPage SweepPlanner::plan(std::vector<Payment>&& payments)
{
    SweepPlanPage page{.payments = std::move(payments), .entries = {}, .txs = {}, .missing = {}};
    if (page.payments.empty()) {
        return page;
    }
    prepare();
    const std::vector<Holding> held = holdings_of(m_context, page.payments);
    std::vector<BatchCandidate> natives;
    std::vector<BatchCandidate> tokens;
    for (std::size_t i = 0; i < page.payments.size(); ++i) {
        const Payment& payment = page.payments[i];
        const Amount& value = held[i].of(payment);
        page.entries.push_back({.payment_id = payment.id,
                                .address = payment.address,
                                .token = payment.token,
                                .symbol = payment.symbol,
                                .decimals = payment.decimals,
                                .value = value});
        if (value.is_zero() && !held[i].booked.is_zero()) {
            page.missing.push_back(i);
        }
        if (!is_decided(page, i, held[i])) {
            (payment.token ? tokens : natives)
                .push_back(
                    {.place = i, .payment = &payment, .value = value, .native = held[i].native});
        }
    }
    plan_natives(page, natives);
    plan_tokens(page, std::move(tokens));
    return page;
}

/// What is decided before any fee is looked at.
bool SweepPlanner::is_decided(SweepPlanPage& page, std::size_t place, const Holding& held)
{
    const Payment& payment = page.payments[place];
    const Amount& value = page.entries[place].value;
    SweepPlanEntry& entry = page.entries[place];
    const Amount least = min_value_of(m_context.job.chain, payment);
    if (payment.wallet_id != m_wallet_id) {
        back_off(entry, "its address belongs to another wallet than the configured one");
    } else if (payment.swept && (held.booked.is_zero() || held.is_gone)) {
        decide(entry, SweepDecision::done, "nothing is left on the address");
    } else if (held.booked.is_zero()) {
        back_off(entry, "nothing is left on the address; 'ctrip show' tells where it went");
    } else if (value.is_zero()) { // Or the node is behind: then it is there in a moment.
        back_off(entry, "the books say that money is here, but the address is empty");
    } else if (value < least) {
        not_worth_it(entry, payment,
                     fmt::format("below min_value ({} {})",
                                 evm::format_units(least, payment.decimals), payment.symbol));
    } else if (!m_price.too_high.empty()) {
        decide(entry, SweepDecision::wait, m_price.too_high);
    } else {
        return false;
    }
    return true;
}

void SweepPlanner::plan_natives(SweepPlanPage& page, const std::vector<BatchCandidate>& natives)
{
    std::vector<rpc::CallRequest> calls;
    for (const BatchCandidate& one : natives) {
        page.entries[one.place].strategy = "direct";
        calls.push_back({.from = one.payment->address, .to = m_context.keys.treasury, .value = 1});
    }
    if (m_deposit_keys == DepositKeys::nobody) {
        for (const BatchCandidate& one : natives) {
            back_off(page.entries[one.place], key_is_elsewhere(m_context.job.chain.name));
        }
        return;
    }
    const std::vector<rpc::EstimateOutcome> estimates = m_context.job.client.try_estimates(calls);
    for (std::size_t i = 0; i < natives.size(); ++i) {
        if (estimates[i].gas) {
            plan_native(page, natives[i], *estimates[i].gas);
        } else { // A treasury that refuses, in the node's words.
            decide(page.entries[natives[i].place], SweepDecision::wait,
                   fmt::format("the treasury refuses it: {}", estimates[i].error));
        }
    }
}

/// All of the balance less the exact fee. With the tip as high as the maximum fee the whole price
/// is paid whatever the base fee becomes, so nothing is left behind.
void SweepPlanner::plan_native(SweepPlanPage& page, const BatchCandidate& one, std::uint64_t gas)
{
    const Payment& payment = *one.payment;
    const Amount& balance = one.value;
    SweepPlanEntry& entry = page.entries[one.place];
    TxDraft draft{.kind = store::SweepTxKind::native,
                  .from = payment.address,
                  .to = m_context.keys.treasury,
                  .value = balance,
                  .data = {},
                  .gas = gas,
                  .price = m_price.price,
                  .authorizations = {}};
    draft.price.priority_fee = draft.price.max_fee;
    entry.fee = draft.fee_max() + data_fee(draft);
    const bool worthless = balance <= entry.fee;
    if (worthless || too_dear(m_context.job.config, entry.fee, balance)) {
        not_worth_it(entry, payment,
                     worthless ? "worth less than its fee"
                               : "its fee is more than max_cost of its value");
        return;
    }
    draft.value = balance - entry.fee;
    page.txs.push_back({.draft = std::move(draft), .places = {one.place}});
    decide(entry, SweepDecision::sweep);
}

/// On chains that also charge for the data (OP stack), as much as the node says now, and a half.
Amount SweepPlanner::data_fee(const TxDraft& draft)
{
    if (!m_oracle) {
        m_oracle.emplace(m_context.job.client);
    }
    return m_oracle->fee_of(to_tx(draft, m_context.job.chain.chain_id, 0));
}

void SweepPlanner::plan_tokens(SweepPlanPage& page, std::vector<BatchCandidate>&& candidates)
{
    std::vector<rpc::CallRequest> calls;
    for (const BatchCandidate& one : candidates) {
        calls.push_back({.from = one.payment->address,
                         .to = *one.payment->token,
                         .value = {},
                         .data = evm::encode_transfer(m_context.keys.treasury, one.value)});
    }
    const std::vector<rpc::EstimateOutcome> estimates = m_context.job.client.try_estimates(calls);
    std::map<evm::Address, std::vector<BatchCandidate>> by_token;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (!estimates[i].gas) { // Paused, blacklisted, broken: in the node's words.
            back_off(page.entries[candidates[i].place],
                     fmt::format("the token refuses its transfer: {}", estimates[i].error));
            continue;
        }
        candidates[i].gas = with_margin(*estimates[i].gas);
        by_token[*candidates[i].payment->token].push_back(std::move(candidates[i]));
    }
    for (auto& [token, of_token] : by_token) {
        plan_token(page, std::move(of_token));
    }
}

/// By the configured strategy, or by what is possible and cheaper.
void SweepPlanner::plan_token(SweepPlanPage& page, std::vector<BatchCandidate>&& candidates)
{
    const config::SweepStrategy strategy = m_context.job.config.sweeping.strategy;
    if (strategy != config::SweepStrategy::direct && !m_batcher) {
        m_batcher.emplace(m_context, m_price.price, m_deposit_keys);
    }
    const bool may_be_direct = strategy != config::SweepStrategy::batched;
    if (!m_batcher || !m_batcher->why_not().empty()) {
        for (const BatchCandidate& candidate : candidates) {
            direct_or_wait(page, candidate, may_be_direct,
                           m_batcher ? m_batcher->why_not() : std::string{}, false);
        }
        return;
    }
    Batches made = m_batcher->make(std::move(candidates));
    for (LeftOut& left_out : made.left_out) {
        direct_or_wait(page, left_out.candidate, may_be_direct, left_out.reason, true);
    }
    for (Batch& batch : made.batches) {
        const bool direct_is_cheaper = strategy == config::SweepStrategy::auto_ &&
                                       m_deposit_keys != DepositKeys::nobody &&
                                       direct_gas(batch.members) <= batch.gas_spent;
        if (!direct_is_cheaper) {
            take_batch(page, std::move(batch));
            continue;
        }
        for (const BatchCandidate& member : batch.members) {
            plan_direct(page, member);
        }
    }
}

/// Of all of them, top-ups included.
std::uint64_t SweepPlanner::direct_gas(const std::vector<BatchCandidate>& members)
{
    std::uint64_t sum = 0;
    for (const BatchCandidate& member : members) {
        sum += member.gas;
        if (member.native < Amount{member.gas} * m_price.price.max_fee) {
            if (!m_top_up_gas) {
                m_top_up_gas =
                    m_context.job.client.estimate_gas({.from = m_context.keys.sponsor->address(),
                                                       .to = member.payment->address,
                                                       .value = 1});
            }
            sum += *m_top_up_gas;
        }
    }
    return sum;
}

void SweepPlanner::direct_or_wait(SweepPlanPage& page, const BatchCandidate& candidate,
                                  bool may_be_direct, const std::string& why_no_batch,
                                  bool is_its_own)
{
    SweepPlanEntry& entry = page.entries[candidate.place];
    if (may_be_direct && m_deposit_keys != DepositKeys::nobody) {
        plan_direct(page, candidate);
        return;
    }
    entry.strategy = may_be_direct ? "" : "batched";
    if (why_no_batch.empty()) {
        back_off(entry, key_is_elsewhere(m_context.job.chain.name));
    } else if (is_its_own) {
        back_off(entry, why_no_batch);
    } else {
        decide(entry, SweepDecision::wait, why_no_batch);
    }
}

void SweepPlanner::take_batch(SweepPlanPage& page, Batch&& batch)
{
    const Amount needed = batch.draft.fee_max() + data_fee(batch.draft);
    const bool affordable = needed <= m_sponsor_balance;
    PlannedTx planned{.draft = std::move(batch.draft), .places = {}};
    for (const BatchCandidate& member : batch.members) {
        SweepPlanEntry& entry = page.entries[member.place];
        entry.strategy = "batched";
        entry.value = member.value;
        entry.fee = evm::mul_div_ceil(needed, 1, Amount{batch.members.size()});
        planned.places.push_back(member.place);
        if (affordable) {
            decide(entry, SweepDecision::sweep);
        } else {
            decide(entry, SweepDecision::wait, sponsor_lacks(needed));
        }
    }
    if (affordable) {
        m_sponsor_balance -= needed;
        page.txs.push_back(std::move(planned));
    }
}

std::string SweepPlanner::sponsor_lacks(const Amount& needed) const
{
    const config::NativeCurrency& native = m_context.job.chain.native;
    return fmt::format("the sponsor {} has {} {} left, and {} are needed; send it gas money",
                       m_context.keys.sponsor->address().to_checksum(),
                       evm::format_units(m_sponsor_balance, native.decimals), native.symbol,
                       evm::format_units(needed, native.decimals));
}

void SweepPlanner::plan_direct(SweepPlanPage& page, const BatchCandidate& candidate)
{
    const Payment& payment = *candidate.payment;
    SweepPlanEntry& entry = page.entries[candidate.place];
    entry.strategy = "direct";
    TxDraft draft{.kind = store::SweepTxKind::token,
                  .from = payment.address,
                  .to = *payment.token,
                  .value = {},
                  .data = evm::encode_transfer(m_context.keys.treasury, candidate.value),
                  .gas = candidate.gas,
                  .price = m_price.price,
                  .authorizations = {}};
    const Amount for_data = data_fee(draft);
    entry.fee = draft.fee_max() + for_data;
    if (candidate.native < entry.fee) {
        // What an earlier top-up left may still do at a lower price: better than topping up again
        // for a few wei.
        const Amount affordable = evm::mul_div_floor(
            evm::saturating_sub(candidate.native, for_data), 1, Amount{draft.gas});
        const Amount least = draft.price.base_fee ? evm::mul_div_ceil(*draft.price.base_fee, 9, 8) +
                                                        draft.price.priority_fee
                                                  : draft.price.max_fee;
        if (affordable < least) {
            plan_top_up(page, candidate.place, entry.fee - candidate.native);
            return;
        }
        draft.price.max_fee = affordable;
        entry.fee = draft.fee_max() + for_data;
    }
    page.txs.push_back({.draft = std::move(draft), .places = {candidate.place}});
    decide(entry, SweepDecision::sweep);
}

/// Gas money for a deposit, exactly what it lacks.
void SweepPlanner::plan_top_up(SweepPlanPage& page, std::size_t place, const Amount& missing)
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
                  .price = m_price.price,
                  .authorizations = {}};
    if (!m_top_up_gas) {
        m_top_up_gas =
            m_context.job.client.estimate_gas({.from = draft.from, .to = draft.to, .value = 1});
    }
    draft.gas = *m_top_up_gas;
    const Amount fee = draft.fee_max() + data_fee(draft);
    entry.fee += fee;
    if (m_sponsor_balance < missing + fee) {
        decide(entry, SweepDecision::wait, sponsor_lacks(missing + fee));
        return;
    }
    m_sponsor_balance -= missing + fee;
    page.txs.push_back({.draft = std::move(draft), .places = {place}});
    decide(entry, SweepDecision::top_up,
           fmt::format("with {} {} of gas money", evm::format_units(missing, native.decimals),
                       native.symbol));
}

} // namespace ctrip::job
