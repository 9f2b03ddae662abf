// SPDX-License-Identifier: MIT
// Finds blocks by their time, and the blocks that a search probes next.
#pragma once

#include "base/clock.hpp"
#include "rpc/block_source.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ctrip::job {

/// At most `max` blocks between `low` and `high`, both excluded, in order and evenly spread. `low`
/// is below `high`.
[[nodiscard]] std::vector<evm::BlockNumber>
blocks_between(evm::BlockNumber low, evm::BlockNumber high, std::uint64_t max);

/// The first of the blocks [from, last] that a node has; none if `from` and the 16 heights above it
/// have no block.
[[nodiscard]] std::optional<rpc::BlockHeader>
first_header_from(rpc::BlockSource& client, evm::BlockNumber from, evm::BlockNumber last);

/// The last block before `time_s`, in few round trips. `end_s` is the time of block `end`, the last
/// to search. Block 0 where all are later, or where even `end` is earlier: then `time_s` is from a
/// clock that is ahead of the chain. Blocks that no node has any more count as earlier.
[[nodiscard]] evm::BlockNumber last_block_before(rpc::BlockSource& client, base::UnixSeconds time_s,
                                                 evm::BlockNumber end, base::UnixSeconds end_s);

/// The first block with a timestamp of `time_s` or later, or the oldest that the node still has;
/// `end` where all up to it are earlier.
[[nodiscard]] evm::BlockNumber first_block_since(rpc::BlockSource& client, base::UnixSeconds time_s,
                                                 evm::BlockNumber end);

} // namespace ctrip::job
