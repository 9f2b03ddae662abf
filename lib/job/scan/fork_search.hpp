// SPDX-License-Identifier: MIT
// What a reorganisation is found by: which blocks are remembered, and what a node's headers say of
// them. Pure: no I/O.
#pragma once

#include "rpc/block_header.hpp"
#include "store/chain_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::job {

/// What a node's headers say of remembered blocks; all of it places among them.
struct LookUp
{
    std::optional<std::size_t> kept; ///< The newest one that is on the node's chain.
    std::optional<std::size_t> gone; ///< Above `kept`: the lowest one that the node has replaced.
    /// The node has no block at this height, and another one above: it contradicts itself.
    std::optional<std::size_t> contradicted;
};

/// Ends at the first block that is kept, or at the first contradiction. `newest_first` and
/// `headers` are of one length; `gone_above`: a block above all of them was replaced.
[[nodiscard]] LookUp look_up(std::span<const store::Checkpoint> newest_first,
                             std::span<const std::optional<rpc::BlockHeader>> headers,
                             bool gone_above);

/// The blocks to be remembered beside `known` (newest first, all below `cursor`), down to `depth`
/// below the cursor: so many that whatever depth a reorganisation has, a block below it is
/// remembered that is either cheap to go back to or at most twice as deep.
[[nodiscard]] std::vector<evm::BlockNumber>
blocks_to_remember(std::span<const evm::BlockNumber> known, evm::BlockNumber cursor,
                   std::uint64_t depth);

} // namespace ctrip::job
