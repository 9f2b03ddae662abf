// SPDX-License-Identifier: MIT
#include "job/sweep/gas_price.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::job {

namespace {

using evm::Amount;

constexpr unsigned kGweiDecimals = 9;
constexpr int kOutlookDays = 3;
constexpr std::int64_t kOutlook_s = std::int64_t{kOutlookDays} * 24 * 60 * 60;
constexpr evm::BlockNumber kSamples = 72;
/// The time between blocks is measured over so many of them.
constexpr evm::BlockNumber kPaceBlocks = 1'000;

} // namespace

std::string to_gwei(const Amount& wei)
{
    return evm::format_units(wei, kGweiDecimals) + " gwei";
}

PriceNow price_now(const rpc::FeeEstimate& fees, const Amount& max_fee_wei)
{
    const Amount needed = fees.base_fee ? *fees.base_fee + fees.priority_fee : fees.gas_price;
    PriceNow now;
    if (needed > max_fee_wei) {
        now.too_high = fmt::format("gas costs {} now, more than max_fee_gwei allows ({})",
                                   to_gwei(needed), to_gwei(max_fee_wei));
    }
    if (!fees.base_fee) {
        now.price = {.base_fee = std::nullopt,
                     .priority_fee = fees.gas_price,
                     .max_fee = std::min(fees.gas_price, max_fee_wei)};
        return now;
    }
    // One and a half times the base fee: it may rise by an eighth a block, and three such rises
    // must not strand the transaction.
    const Amount roomy = evm::mul_div_ceil(*fees.base_fee, 3, 2) + fees.priority_fee;
    now.price = {.base_fee = fees.base_fee,
                 .priority_fee = std::min(fees.priority_fee, max_fee_wei),
                 .max_fee = std::min(roomy, max_fee_wei)};
    return now;
}

Amount least_replacement(const Amount& old)
{
    return evm::mul_div_ceil(old, 9, 8);
}

std::optional<GasPrice> raised(const evm::AnyTx& old, const GasPrice& now,
                               const Amount& max_fee_wei)
{
    GasPrice price = now;
    price.max_fee = std::max(now.max_fee, least_replacement(evm::max_fee_of(old)));
    price.priority_fee = std::max(now.priority_fee, least_replacement(evm::priority_fee_of(old)));
    price.max_fee = std::max(price.max_fee, price.priority_fee);
    if (price.max_fee > max_fee_wei) {
        return std::nullopt;
    }
    return price;
}

GasOutlook gas_outlook(rpc::ChainClient& client, const rpc::BlockHeader& head,
                       const Amount& max_fee_wei)
{
    const rpc::FeeEstimate fees = client.fees();
    GasOutlook outlook{.now = fees.base_fee ? *fees.base_fee + fees.priority_fee : fees.gas_price,
                       .max_fee = max_fee_wei,
                       .days = kOutlookDays,
                       .lowest = std::nullopt,
                       .median = std::nullopt,
                       .highest = std::nullopt};
    const evm::BlockNumber back = std::min(head.number, kPaceBlocks);
    const auto before = client.header(head.number - back);
    if (!fees.base_fee || !before || back == 0) {
        return outlook;
    }
    const std::int64_t took_s = std::max<std::int64_t>(1, head.timestamp_s - before->timestamp_s);
    const auto span =
        std::min<std::uint64_t>(head.number, static_cast<std::uint64_t>(kOutlook_s) * back /
                                                 static_cast<std::uint64_t>(took_s));
    std::vector<evm::BlockNumber> blocks;
    for (evm::BlockNumber i = 0; i < std::min(span + 1, kSamples); ++i) {
        blocks.push_back(head.number -
                         span * i / std::max<std::uint64_t>(1, std::min(span, kSamples - 1)));
    }
    std::sort(blocks.begin(), blocks.end());
    blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
    const auto past = client.past_fees(blocks);
    if (!past || past->empty()) {
        return outlook;
    }
    std::vector<Amount> costs;
    for (const rpc::PastFee& fee : *past) {
        costs.push_back(fee.base_fee + fee.priority_fee.value_or(Amount{}));
    }
    std::sort(costs.begin(), costs.end());
    outlook.lowest = costs.front();
    outlook.median = costs[costs.size() / 2];
    outlook.highest = costs.back();
    return outlook;
}

} // namespace ctrip::job
