// SPDX-License-Identifier: MIT
#include "job/sweep/decision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Amount;
using payment::Deposit;

/// What a token that counts in shares leaves behind when all of it is sent: 1 or 2 base units.
constexpr std::uint64_t kRoundingMax = 10;
/// With fewer decimals so many base units are money.
constexpr unsigned kRoundingDecimalsMin = 6;

bool is_rounding(const Deposit& payment, const Amount& value)
{
    return payment.swept && payment.token && payment.decimals >= kRoundingDecimalsMin &&
           value <= Amount{kRoundingMax};
}

SweepVerdict back_off(std::string reason)
{
    return {.decision = SweepDecision::wait, .reason = std::move(reason), .backs_off = true};
}

/// For native currency only: a token's value in wei is not known.
bool is_above(const std::optional<config::Fraction>& max_cost, const Amount& fee,
              const Amount& value)
{
    return max_cost && evm::mul_div_ceil(fee, max_cost->denominator, max_cost->numerator) > value;
}

/// A remainder after a sweep is done, and so is a little of another currency, so that neither is
/// checked forever.
SweepVerdict not_worth_it(const Deposit& payment, std::string reason)
{
    return payment.swept || payment.is_other_currency
               ? SweepVerdict{.decision = SweepDecision::done,
                              .reason = "what is left is not worth its fee"}
               : back_off(std::move(reason));
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

Amount min_value_of(const config::Chain& chain, const Deposit& payment)
{
    if (!payment.token) {
        return chain.native.min_value;
    }
    const auto token =
        std::find_if(chain.tokens.begin(), chain.tokens.end(),
                     [&](const config::Token& one) { return one.address == *payment.token; });
    return token == chain.tokens.end() ? Amount{} : token->min_value;
}

std::optional<SweepVerdict> verdict_before_fee(const Deposit& payment, const DepositFunds& funds,
                                               const Amount& min_value, const SweepLimits& limits)
{
    if (!payment::is_same_wallet(payment.wallet_id, limits.wallet_id)) {
        return back_off("its address belongs to another wallet than the configured one");
    }
    if (payment.swept && (funds.expected.is_zero() || funds.is_gone)) {
        return SweepVerdict{.decision = SweepDecision::done,
                            .reason = "nothing is left on the address"};
    }
    if (funds.expected.is_zero()) {
        return back_off("nothing is left on the address; 'ctrip show' tells where it went");
    }
    if (funds.value.is_zero()) { // A lagging node shows it later.
        return back_off("the ledger says that money is here, but the address is empty");
    }
    if (is_rounding(payment, funds.value)) {
        return SweepVerdict{.decision = SweepDecision::done,
                            .reason = "the rest is what the token's rounding left"};
    }
    if (funds.value < min_value) {
        return not_worth_it(payment, fmt::format("below min_value ({} {})",
                                                 evm::format_units(min_value, payment.decimals),
                                                 payment.symbol));
    }
    if (!limits.gas_too_high.empty()) {
        return SweepVerdict{.decision = SweepDecision::wait,
                            .reason = std::string{limits.gas_too_high}};
    }
    return std::nullopt;
}

SweepVerdict native_verdict(const Deposit& payment, const Amount& balance, const Amount& fee,
                            const std::optional<config::Fraction>& max_cost)
{
    if (balance <= fee) {
        return not_worth_it(payment, "worth less than its fee");
    }
    if (is_above(max_cost, fee, balance)) {
        std::string reason = "its fee is more than max_cost of its value";
        return payment.swept ? not_worth_it(payment, std::move(reason))
                             : back_off(std::move(reason));
    }
    return {.decision = SweepDecision::sweep};
}

std::optional<GasPrice> affordable_price(const GasPrice& price, std::uint64_t gas,
                                         const Amount& for_gas)
{
    if (for_gas >= Amount{gas} * price.max_fee) {
        return price;
    }
    // The base fee may rise by an eighth until the next block.
    const Amount least = price.base_fee
                             ? evm::mul_div_ceil(*price.base_fee, 9, 8) + price.priority_fee
                             : price.max_fee;
    GasPrice lower = price;
    lower.max_fee = evm::mul_div_floor(for_gas, 1, Amount{gas});
    return lower.max_fee < least ? std::nullopt : std::optional{lower};
}

} // namespace ctrip::job
