// SPDX-License-Identifier: MIT
// The price of gas of a sweep: the current one, and that of a replacement.
#pragma once

#include "config/config.hpp"
#include "evm/signed_tx.hpp"
#include "rpc/chain_client.hpp"

#include <optional>
#include <string>

namespace ctrip::job {

/// Wei for a unit of gas.
struct GasPrice
{
    std::optional<evm::Amount>
        base_fee; ///< None: the chain has no EIP-1559 fees, and `max_fee` is its gas price.
    evm::Amount priority_fee;
    evm::Amount max_fee;
};

/// The current price, or why nothing can be sent at it.
struct PriceNow
{
    GasPrice price;
    evm::Amount max_fee_wei; ///< The most that a unit of gas may cost.
    std::string too_high;    ///< Empty where it costs no more.
};

/// The price within a configured limit.
[[nodiscard]] PriceNow price_now(const rpc::FeeEstimate& fees, const evm::Amount& max_fee_wei);

/// The most that a unit of gas may cost on this chain, whatever a node says: max_fee_gwei, or
/// several times what the chain's gas costs at its busiest times.
[[nodiscard]] evm::Amount max_fee_wei(const config::Sweeping& sweeping, evm::ChainId chain_id);

/// The current price within max_fee_wei(). Without a configured limit it is also at most ten times
/// the median of the last days, where the node can tell, or 1 gwei if that is more; the node is
/// asked for these days only where gas costs more than 1 gwei.
[[nodiscard]] PriceNow price_now(rpc::ChainClient& client, const rpc::BlockHeader& head,
                                 const config::Sweeping& sweeping, evm::ChainId chain_id);

/// The lowest fee at which nodes replace a transaction with the fee `old`: an eighth more (nodes
/// require 10 to 12.5 percent).
[[nodiscard]] evm::Amount least_replacement(const evm::Amount& old);

/// The price of a replacement of the pending transaction `old`: the current price, but at least
/// what nodes require. None where that is above `max_fee_wei`.
[[nodiscard]] std::optional<GasPrice> raised(const evm::AnyTx& old, const GasPrice& now,
                                             const evm::Amount& max_fee_wei);

/// The price of gas, now and in the last days: base fee and tip, in wei for a unit.
struct GasOutlook
{
    evm::Amount now;
    evm::Amount max_fee;               ///< The most that it may cost.
    int days = 0;                      ///< How far back blocks were sampled.
    std::optional<evm::Amount> lowest; ///< None where the node has no fee history.
    std::optional<evm::Amount> median;
    std::optional<evm::Amount> highest;
};

/// The current price, and that of at most 72 blocks of the last 3 days.
[[nodiscard]] GasOutlook gas_outlook(rpc::ChainClient& client, const rpc::BlockHeader& head,
                                     const evm::Amount& max_fee_wei);

/// wei as "12.5 gwei"
[[nodiscard]] std::string to_gwei(const evm::Amount& wei);

} // namespace ctrip::job
