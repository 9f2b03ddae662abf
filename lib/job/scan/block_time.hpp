// SPDX-License-Identifier: MIT
// Finds blocks by their time, and where to look for a block at all.
#pragma once

#include "base/clock.hpp"
#include "rpc/block_source.hpp"

#include <cstdint>
#include <vector>

namespace ctrip::job {

/// At most `max` blocks between these two (without them), in order and evenly spread: where a
/// search looks next. `low` is below `high`.
[[nodiscard]] std::vector<evm::BlockNumber>
blocks_between(evm::BlockNumber low, evm::BlockNumber high, std::uint64_t max);

/// The last block before that time, in few round trips. Block 0 where all are later, or where even
/// `end` is earlier: a clock ahead of the whole chain told the time. Blocks that no node has any
/// more count as earlier.
[[nodiscard]] evm::BlockNumber last_block_before(rpc::BlockSource& client, base::UnixSeconds time_s,
                                                 evm::BlockNumber end, base::UnixSeconds end_s);

} // namespace ctrip::job
