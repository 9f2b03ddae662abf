// SPDX-License-Identifier: MIT
// Block headers, and the ways to name a block.
#pragma once

#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <optional>

namespace ctrip::rpc {

struct BlockHeader
{
    evm::BlockNumber number = 0;
    evm::BlockHash hash;
    evm::BlockHash parent_hash;
    std::int64_t timestamp_s = 0;
    std::optional<evm::Amount> base_fee; ///< None: the chain has no EIP-1559 fees.
    std::uint64_t gas_limit = 0;         ///< Of all transactions of the block together.
};

enum class BlockTag : std::uint8_t
{
    latest,
    safe,
    finalized,
};

/// Names a block of one branch: another branch has another hash at this number.
struct BlockRef
{
    evm::BlockNumber number = 0;
    evm::BlockHash hash;
};

} // namespace ctrip::rpc
