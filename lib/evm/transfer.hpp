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
};

} // namespace ctrip::evm
