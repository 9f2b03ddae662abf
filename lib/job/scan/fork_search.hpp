// SPDX-License-Identifier: MIT
// The search for the common ancestor of a reorg: which checkpoints are kept, and which of them are
// on a node's chain. Pure: no I/O.
#pragma once

#include "rpc/block_header.hpp"
#include "store/chain_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::job {

/// Which checkpoints are on a node's chain, as indexes into them.
struct LookUp
{
    std::optional<std::size_t> kept; ///< The newest one that is on the node's chain.
    std::optional<std::size_t> gone; ///< Above `kept`: the lowest one that the node has replaced.
    /// The node has no block at this height, but one above it: its answers contradict each other.
    std::optional<std::size_t> contradicted;
};

/// Ends at the first block that is kept, or at the first contradiction. `newest_first` and
/// `headers` are of one length; `gone_above`: a block above all of them was replaced.
[[nodiscard]] LookUp look_up(std::span<const store::Checkpoint> newest_first,
                             std::span<const std::optional<rpc::BlockHeader>> headers,
                             bool gone_above);

/// The blocks whose hashes are to be kept as checkpoints beside `known` (newest first, all below
/// `cursor`), down to `depth` below the cursor. For a reorg of any depth up to that there is then a
/// checkpoint below it that is at most twice as deep, or that takes few blocks to read again.
[[nodiscard]] std::vector<evm::BlockNumber>
blocks_to_remember(std::span<const evm::BlockNumber> known, evm::BlockNumber cursor,
                   std::uint64_t depth);

} // namespace ctrip::job
