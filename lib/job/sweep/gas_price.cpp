// SPDX-License-Identifier: MIT
#include "job/sweep/gas_price.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace ctrip::job {

namespace {

using evm::Amount;

constexpr unsigned kGweiDecimals = 9;
constexpr int kOutlookDays = 3;
constexpr std::int64_t kOutlook_s = std::int64_t{kOutlookDays} * 24 * 60 * 60;
/// For a person's view, and for the median alone: each is a call.
constexpr evm::BlockNumber kSamplesToShow = 72;
constexpr evm::BlockNumber kSamplesToPlan = 24;
/// The time between blocks is measured over so many of them.
constexpr evm::BlockNumber kPaceBlocks = 1'000;
constexpr std::uint64_t kGwei = 1'000'000'000;
/// Gas that costs no more than this is never too dear by the median.
constexpr std::uint64_t kUsualMin_wei = kGwei;
constexpr std::uint64_t kUsualFactor = 10;
constexpr std::uint64_t kMaxFeeElsewhere_gwei = 50;

struct ChainMaxFee
{
    evm::ChainId chain_id = 0;
    std::uint64_t max_fee_gwei = 0;
};

/// By the gas prices of busy days.
constexpr std::array kMaxFees{
    ChainMaxFee{1, 50},      // Ethereum
    ChainMaxFee{10, 5},      // OP Mainnet
    ChainMaxFee{56, 10},     // BNB Smart Chain
    ChainMaxFee{100, 50},    // Gnosis
    ChainMaxFee{130, 5},     // Unichain
    ChainMaxFee{137, 1'000}, // Polygon: at least 30
    ChainMaxFee{146, 1'000}, // Sonic: at least 50
    ChainMaxFee{324, 5},     // ZKsync Era
    ChainMaxFee{8453, 5},    // Base
    ChainMaxFee{42161, 5},   // Arbitrum One
    ChainMaxFee{42220, 250}, // Celo: at least 25
    ChainMaxFee{43114, 200}, // Avalanche
    ChainMaxFee{59144, 5},   // Linea
    ChainMaxFee{534352, 5},  // Scroll
};

Amount needed_for(const rpc::FeeEstimate& fees)
{
    return fees.base_fee ? *fees.base_fee + fees.priority_fee : fees.gas_price;
}

/// The prices of at most `samples` blocks of the last days, sorted; empty where the node can't
/// tell. `tip`: what a transaction in a block without any would have given.
std::vector<Amount> past_prices(rpc::ChainClient& client, const rpc::BlockHeader& head,
                                const Amount& tip, evm::BlockNumber samples)
{
    const evm::BlockNumber back = std::min(head.number, kPaceBlocks);
    const auto before = client.header(head.number - back);
    if (!before || back == 0) {
        return {};
    }
    const std::int64_t took_s = std::max<std::int64_t>(1, head.timestamp_s - before->timestamp_s);
    const auto span =
        std::min<std::uint64_t>(head.number, static_cast<std::uint64_t>(kOutlook_s) * back /
                                                 static_cast<std::uint64_t>(took_s));
    std::vector<evm::BlockNumber> blocks;
    for (evm::BlockNumber i = 0; i < std::min(span + 1, samples); ++i) {
        blocks.push_back(head.number -
                         span * i / std::max<std::uint64_t>(1, std::min(span, samples - 1)));
    }
    std::sort(blocks.begin(), blocks.end());
    blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
    std::vector<Amount> prices;
    for (const rpc::PastFee& fee : client.past_fees(blocks).value_or(std::vector<rpc::PastFee>{})) {
        const Amount given = fee.priority_fee.value_or(Amount{});
        prices.push_back(fee.base_fee + (given.is_zero() ? tip : given));
    }
    std::sort(prices.begin(), prices.end());
    return prices;
}

} // namespace

std::string to_gwei(const Amount& wei)
{
    return evm::format_units(wei, kGweiDecimals) + " gwei";
}

PriceNow price_now(const rpc::FeeEstimate& fees, const Amount& max_fee_wei)
{
    const Amount needed = needed_for(fees);
    PriceNow now{.price = {}, .max_fee_wei = max_fee_wei, .too_high = {}};
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

Amount max_fee_wei(const config::Sweeping& sweeping, evm::ChainId chain_id)
{
    if (sweeping.max_fee_wei) {
        return *sweeping.max_fee_wei;
    }
    const auto* const known =
        std::find_if(kMaxFees.begin(), kMaxFees.end(),
                     [&](const ChainMaxFee& one) { return one.chain_id == chain_id; });
    return Amount{known == kMaxFees.end() ? kMaxFeeElsewhere_gwei : known->max_fee_gwei} *
           Amount{kGwei};
}

PriceNow price_now(rpc::ChainClient& client, const rpc::BlockHeader& head,
                   const config::Sweeping& sweeping, evm::ChainId chain_id)
{
    const rpc::FeeEstimate fees = client.fees();
    const Amount limit = max_fee_wei(sweeping, chain_id);
    PriceNow now = price_now(fees, limit);
    const Amount least{kUsualMin_wei};
    if (sweeping.max_fee_wei || !fees.base_fee || now.price.max_fee <= least) {
        return now;
    }
    const std::vector<Amount> past = past_prices(client, head, fees.priority_fee, kSamplesToPlan);
    if (past.empty()) {
        return now;
    }
    const Amount& median = past[past.size() / 2];
    const Amount usual = std::max(median * Amount{kUsualFactor}, least);
    if (usual >= limit) {
        return now;
    }
    now = price_now(fees, usual);
    if (!now.too_high.empty()) {
        now.too_high = fmt::format("gas costs {} now, more than ten times the median of the last "
                                   "{} days ({}); set sweeping.max_fee_gwei to pay it",
                                   to_gwei(needed_for(fees)), kOutlookDays, to_gwei(median));
    }
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
    GasOutlook outlook{.now = needed_for(fees),
                       .max_fee = max_fee_wei,
                       .days = kOutlookDays,
                       .lowest = std::nullopt,
                       .median = std::nullopt,
                       .highest = std::nullopt};
    const std::vector<Amount> past =
        fees.base_fee ? past_prices(client, head, {}, kSamplesToShow) : std::vector<Amount>{};
    if (!past.empty()) {
        outlook.lowest = past.front();
        outlook.median = past[past.size() / 2];
        outlook.highest = past.back();
    }
    return outlook;
}

} // namespace ctrip::job
