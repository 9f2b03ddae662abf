// SPDX-License-Identifier: MIT
#include "job/sweep_plan.hpp"

#include "base/error.hpp"
#include "evm/abi.hpp"
#include "store/books_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Amount;

constexpr unsigned kGweiDecimals = 9;

/// Room above an estimate: a token's cost moves a little with its own storage.
std::uint64_t with_margin(std::uint64_t gas)
{
    return gas + gas / 10;
}

void decide(PlannedSweep& planned, SweepDecision decision, std::string reason = {})
{
    planned.entry.decision = decision;
    planned.entry.reason = std::move(reason);
}

/// True where `fee` is more than the configured share of `value`; both in wei. A token's value in
/// wei is not known, so for tokens the price of gas alone decides.
bool too_dear(const config::Config& config, const Amount& fee, const Amount& value)
{
    const std::optional<config::Fraction>& max_cost = config.sweeping.max_cost;
    return max_cost && evm::mul_div_ceil(fee, max_cost->denominator, max_cost->numerator) > value;
}

} // namespace

std::string to_gwei(const Amount& wei)
{
    return evm::format_units(wei, kGweiDecimals) + " gwei";
}

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

SweepPlanner::SweepPlanner(const ChainJob& job, const SweepKeys& keys)
    : m_job(job), m_keys(keys), m_wallet_id(keys.deposits.xpub().fingerprint_hex())
{
}

/// What holds for all deposits is asked once.
void SweepPlanner::prepare()
{
    if (m_prepared) {
        return;
    }
    m_price = gas_price(m_too_high).value_or(GasPrice{});
    if (m_keys.sponsor != nullptr) {
        const std::vector<evm::Address> sponsor{m_keys.sponsor->address()};
        m_sponsor_balance = m_job.client.balances(sponsor).front();
    }
    m_prepared = true;
}

std::vector<PlannedSweep> SweepPlanner::plan(const std::vector<payment::Payment>& payments)
{
    std::vector<PlannedSweep> plans;
    if (payments.empty()) {
        return plans;
    }
    prepare();
    std::vector<Balances> held = balances(payments);
    keep_to_final(payments, held);
    for (std::size_t i = 0; i < payments.size(); ++i) {
        const payment::Payment& payment = payments[i];
        PlannedSweep planned{.payment = payment,
                             .entry = {.payment_id = payment.id,
                                       .address = payment.address,
                                       .symbol = payment.symbol,
                                       .decimals = payment.decimals,
                                       .value = payment.token ? held[i].token : held[i].native}};
        if (payment.wallet_id != m_wallet_id) {
            decide(planned, SweepDecision::wait,
                   "its address belongs to another wallet than the configured one");
        } else if (!m_too_high.empty()) {
            decide(planned, SweepDecision::wait, m_too_high);
        } else {
            plan_one(planned, held[i]);
        }
        plans.push_back(std::move(planned));
    }
    return plans;
}

/// None where gas costs more than the operator allows now; `reason` says so.
std::optional<GasPrice> SweepPlanner::gas_price(std::string& reason)
{
    const rpc::FeeEstimate fees = m_job.client.fees();
    const Amount& cap = m_job.config.sweeping.max_fee_wei;
    const Amount needed = fees.base_fee ? *fees.base_fee + fees.priority_fee : fees.gas_price;
    if (needed > cap) {
        reason = fmt::format("gas costs {} now, more than max_fee_gwei allows ({})",
                             to_gwei(needed), to_gwei(cap));
        return std::nullopt;
    }
    if (!fees.base_fee) {
        return GasPrice{
            .base_fee = std::nullopt, .priority_fee = fees.gas_price, .max_fee = fees.gas_price};
    }
    // Half as much again: the base fee may rise by an eighth a block, and the transaction must not
    // be stranded by three of these.
    const Amount roomy = evm::mul_div_ceil(*fees.base_fee, 3, 2) + fees.priority_fee;
    return GasPrice{.base_fee = fees.base_fee,
                    .priority_fee = std::min(fees.priority_fee, cap),
                    .max_fee = std::min(roomy, cap)};
}

std::vector<SweepPlanner::Balances>
SweepPlanner::balances(const std::vector<payment::Payment>& payments)
{
    std::vector<evm::Address> addresses;
    std::vector<rpc::ChainClient::TokenBalanceQuery> queries;
    for (const payment::Payment& payment : payments) {
        addresses.push_back(payment.address);
        if (payment.token) {
            queries.push_back({.token = *payment.token, .owner = payment.address});
        }
    }
    const std::vector<Amount> native = m_job.client.balances(addresses);
    const std::vector<Amount> token = m_job.client.token_balances(queries);
    std::vector<Balances> result;
    std::size_t next_token = 0;
    for (std::size_t i = 0; i < payments.size(); ++i) {
        result.push_back({native[i], payments[i].token ? token[next_token++] : Amount{}});
    }
    return result;
}

/// Takes nothing that can still be undone: a transaction over money whose block has left the chain
/// could never be mined, and would hold up its address for ever.
void SweepPlanner::keep_to_final(const std::vector<payment::Payment>& payments,
                                 std::vector<Balances>& held)
{
    std::vector<std::string> ids;
    for (const payment::Payment& payment : payments) {
        ids.push_back(payment.id);
    }
    store::BooksStore books{m_job.database};
    using Key = std::pair<std::string, std::optional<evm::Address>>;
    std::map<Key, Amount> arrived;
    std::map<Key, Amount> left;
    for (const auto& sum : books.arrived_for_good(ids)) {
        arrived[{sum.payment_id, sum.token}] += sum.amount;
    }
    for (const store::Sweep& sweep : books.sweeps(ids)) {
        if (sweep.kind == store::SweepKind::topup) {
            continue;
        }
        if (sweep.fee) {
            left[{sweep.payment_id, std::nullopt}] += *sweep.fee;
        }
        if (sweep.state == store::SweepState::final) {
            left[{sweep.payment_id, sweep.token}] += sweep.amount;
        }
    }
    for (std::size_t i = 0; i < payments.size(); ++i) {
        const Key key{payments[i].id, payments[i].token};
        Amount& value = payments[i].token ? held[i].token : held[i].native;
        value = std::min(value, evm::saturating_sub(arrived[key], left[key]));
    }
}

/// Decides where the address is as good as empty.
bool SweepPlanner::nothing_left(PlannedSweep& planned, const Amount& value)
{
    if (!value.is_zero()) {
        return false;
    }
    if (planned.payment.swept) {
        decide(planned, SweepDecision::done, "nothing is left on the address");
    } else {
        decide(planned, SweepDecision::wait,
               "the books say that money is here, but the address is empty");
    }
    return true;
}

void SweepPlanner::plan_one(PlannedSweep& planned, const Balances& balances)
{
    try {
        if (planned.payment.token) {
            plan_token(planned, balances);
        } else {
            plan_native(planned, balances.native);
        }
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::request) {
            throw;
        }
        // The node's words on why the transfer would revert: a paused token, a treasury that
        // refuses.
        decide(planned, SweepDecision::wait, error.what());
    }
}

/// All of the balance less the exact fee. With the tip as high as the maximum fee the whole price
/// is paid whatever the base fee becomes, so nothing is left behind.
void SweepPlanner::plan_native(PlannedSweep& planned, const Amount& balance)
{
    if (nothing_left(planned, balance)) {
        return;
    }
    const evm::Address& from = planned.payment.address;
    const std::uint64_t gas =
        m_job.client.estimate_gas({.from = from, .to = m_keys.treasury, .value = 1});
    const Amount fee = Amount{gas} * m_price.max_fee;
    planned.entry.fee = fee;
    const bool worthless = balance <= fee;
    if (worthless || too_dear(m_job.config, fee, balance)) {
        if (planned.payment.swept) { // What is left after a sweep need not be looked at for ever.
            decide(planned, SweepDecision::done, "what is left is not worth its fee");
        } else {
            decide(planned, SweepDecision::wait,
                   worthless ? "worth less than its fee"
                             : "its fee is more than max_cost of its value");
        }
        return;
    }
    GasPrice price = m_price;
    price.priority_fee = price.max_fee;
    planned.tx = SweepTx{.from = from,
                         .to = m_keys.treasury,
                         .value = balance - fee,
                         .data = {},
                         .gas = gas,
                         .price = price};
    decide(planned, SweepDecision::sweep);
}

void SweepPlanner::plan_token(PlannedSweep& planned, const Balances& balances)
{
    if (nothing_left(planned, balances.token)) {
        return;
    }
    const evm::Address& from = planned.payment.address;
    const base::Bytes data = evm::encode_transfer(m_keys.treasury, balances.token);
    const std::uint64_t gas = with_margin(m_job.client.estimate_gas(
        {.from = from, .to = *planned.payment.token, .value = {}, .data = data}));
    GasPrice price = m_price;
    planned.entry.fee = Amount{gas} * price.max_fee;
    if (balances.native < planned.entry.fee) {
        // What an earlier top-up left may still do at a lower price: better than topping up again
        // for a few wei.
        const Amount affordable = evm::mul_div_floor(balances.native, 1, gas);
        const Amount least = price.base_fee
                                 ? evm::mul_div_ceil(*price.base_fee, 9, 8) + price.priority_fee
                                 : price.max_fee;
        if (affordable < least) {
            plan_top_up(planned, planned.entry.fee - balances.native);
            return;
        }
        price.max_fee = affordable;
        planned.entry.fee = Amount{gas} * affordable;
    }
    planned.tx = SweepTx{.from = from,
                         .to = *planned.payment.token,
                         .value = {},
                         .data = data,
                         .gas = gas,
                         .price = price};
    decide(planned, SweepDecision::sweep);
}

/// Gas money for a deposit, exactly what it lacks.
void SweepPlanner::plan_top_up(PlannedSweep& planned, const Amount& missing)
{
    const std::string& native = m_job.chain.native.symbol;
    const unsigned decimals = m_job.chain.native.decimals;
    if (m_keys.sponsor == nullptr) {
        decide(planned, SweepDecision::wait,
               fmt::format("needs {} {} of gas money, and no sponsor key is configured "
                           "(sweeping.sponsor_key_file)",
                           evm::format_units(missing, decimals), native));
        return;
    }
    const evm::Address& sponsor = m_keys.sponsor->address();
    const std::uint64_t gas = m_job.client.estimate_gas(
        {.from = sponsor, .to = planned.payment.address, .value = missing});
    const Amount fee = Amount{gas} * m_price.max_fee;
    planned.entry.fee += fee;
    if (m_sponsor_balance < missing + fee) {
        decide(planned, SweepDecision::wait,
               fmt::format("the sponsor {} has {} {} left, and {} are needed; send it gas money",
                           sponsor.to_checksum(), evm::format_units(m_sponsor_balance, decimals),
                           native, evm::format_units(missing + fee, decimals)));
        return;
    }
    m_sponsor_balance -= missing + fee;
    planned.tx = SweepTx{.from = sponsor,
                         .to = planned.payment.address,
                         .value = missing,
                         .data = {},
                         .gas = gas,
                         .price = m_price};
    decide(planned, SweepDecision::top_up,
           fmt::format("with {} {} of gas money", evm::format_units(missing, decimals), native));
}

} // namespace ctrip::job
