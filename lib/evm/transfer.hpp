// SPDX-License-Identifier: MIT
// A movement of money as the chain shows it: of native currency by a transaction, or of a token by
// its Transfer event.
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <optional>

namespace ctrip::evm {

/// The log index of a transfer that is the value of a transaction itself.
inline constexpr std::int64_t kNativeLogIndex = -1;
/// A contract's payment of native money has no log index of its own either: it is known by its
/// place among the calls of its transaction, depth first, counted from here. No block has as many
/// logs.
inline constexpr std::int64_t kInternalLogIndex = 1'000'000'000;
/// The log index of what a balance shows and no transaction explains. Its tx_hash is a key of ours
/// (see balance_change_key), not a transaction's.
inline constexpr std::int64_t kBalanceLogIndex = 2'000'000'000;

struct Transfer
{
    TxHash tx_hash;
    std::int64_t log_index =
        kNativeLogIndex; ///< Position in the block's logs; kNativeLogIndex for native money.
    std::optional<Address> token; ///< None: native currency.
    Address from;
    Address to;
    Amount amount;
    BlockNumber block_number = 0;
    BlockHash block_hash;
    std::int64_t block_time_s = 0; ///< The block's own timestamp, Unix seconds.

    /// By an event: only then is log_index what other programs know by that name.
    [[nodiscard]] bool is_event() const noexcept
    {
        return log_index >= 0 && log_index < kInternalLogIndex;
    }
    [[nodiscard]] bool is_balance_change() const noexcept { return log_index == kBalanceLogIndex; }
};

/// The tx_hash of a balance change: one a block and address.
[[nodiscard]] TxHash balance_change_key(const Address& address, const BlockHash& block);

} // namespace ctrip::evm
