// SPDX-License-Identifier: MIT
// Finds blocks by their time.
#pragma once

#include "base/clock.hpp"
#include "rpc/chain_client.hpp"

namespace ctrip::job {

/// The last block before that time, in few round trips. Block 0 where all are later, or where even
/// `end` is earlier: a clock ahead of the whole chain told the time. Blocks that no node has any
/// more count as earlier.
[[nodiscard]] evm::BlockNumber last_block_before(rpc::ChainClient& client, base::UnixSeconds time_s,
                                                 evm::BlockNumber end, base::UnixSeconds end_s);

} // namespace ctrip::job
