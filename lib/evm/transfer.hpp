// SPDX-License-Identifier: MIT
// A transfer: native currency moved by a transaction or a contract's call, or a token's Transfer
// event.
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <optional>

namespace ctrip::evm {

/// The log index of a transfer by a transaction's value.
inline constexpr std::int64_t kNativeLogIndex = -1;
/// The log index of an internal transfer, which has none on the chain: its index among the calls of
/// its transaction, depth first, counted from here. No block has that many logs.
inline constexpr std::int64_t kInternalLogIndex = 1'000'000'000;
/// The log index of a balance change, whose transaction is not known. Its tx_hash is a key of ours
/// (see balance_change_key), not a transaction's.
inline constexpr std::int64_t kBalanceLogIndex = 2'000'000'000;

struct Transfer
{
    TxHash tx_hash;
    std::int64_t log_index =
        kNativeLogIndex; ///< Index in the block's logs; kNativeLogIndex for a transaction's value.
    std::optional<Address> token; ///< None: native currency.
    Address from;
    Address to;
    Amount amount;
    BlockNumber block_number = 0;
    BlockHash block_hash;
    std::int64_t block_time_s = 0; ///< The block's timestamp, Unix seconds.

    /// A token's event: only then is log_index a log index of the chain.
    [[nodiscard]] bool is_event() const noexcept
    {
        return log_index >= 0 && log_index < kInternalLogIndex;
    }
    [[nodiscard]] bool is_balance_change() const noexcept { return log_index == kBalanceLogIndex; }
};

/// The tx_hash of a balance change: unique per block and address.
[[nodiscard]] TxHash balance_change_key(const Address& address, const BlockHash& block);

} // namespace ctrip::evm
