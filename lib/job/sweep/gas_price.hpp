// SPDX-License-Identifier: MIT
// What a unit of gas may cost a sweep: now, and when a transaction that does not get through is
// replaced.
#pragma once

#include "config/config.hpp"
#include "evm/signed_tx.hpp"
#include "rpc/chain_client.hpp"

#include <optional>
#include <string>

namespace ctrip::job {

/// In wei.
struct GasPrice
{
    std::optional<evm::Amount>
        base_fee; ///< None: the chain has no EIP-1559 fees, and `max_fee` is its gas price.
    evm::Amount priority_fee;
    evm::Amount max_fee;
};

/// The price of now, or why nothing can be sent at it.
struct PriceNow
{
    GasPrice price;
    std::string too_high; ///< Empty where it is within max_fee_gwei.
};

[[nodiscard]] PriceNow price_now(const rpc::FeeEstimate& fees, const evm::Amount& max_fee_wei);

/// The least that a node takes in the place of a fee of `old`: an eighth more (nodes ask for 10 to
/// 12.5 percent).
[[nodiscard]] evm::Amount least_replacement(const evm::Amount& old);

/// What a transaction that stands in the pool at `old` is replaced at: the price of now, but no
/// less than nodes ask for. None where that is above `max_fee_wei`.
[[nodiscard]] std::optional<GasPrice> raised(const evm::AnyTx& old, const GasPrice& now,
                                             const evm::Amount& max_fee_wei);

/// What gas costs, beside what it has cost lately. In wei, base fee and tip.
struct GasOutlook
{
    evm::Amount now;
    evm::Amount max_fee;               ///< The most that is configured.
    int days = 0;                      ///< How far back the node was asked.
    std::optional<evm::Amount> lowest; ///< None where the node does not tell.
    std::optional<evm::Amount> median;
    std::optional<evm::Amount> highest;
};

/// The price of now beside that of the last days, which are looked at here and there.
[[nodiscard]] GasOutlook gas_outlook(rpc::ChainClient& client, const rpc::BlockHeader& head,
                                     const evm::Amount& max_fee_wei);

/// wei as "12.5 gwei"
[[nodiscard]] std::string to_gwei(const evm::Amount& wei);

} // namespace ctrip::job
