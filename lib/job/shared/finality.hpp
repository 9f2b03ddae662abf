// SPDX-License-Identifier: MIT
// Which blocks of a chain are final, by the chain's configuration.
#pragma once

#include "job/shared/chain_job.hpp"

#include <cstdint>
#include <optional>

namespace ctrip::job {

/// Depth of a block: the blocks from it to `head`, both counted. 1 for the head, 0 above it.
[[nodiscard]] std::uint64_t depth_of(evm::BlockNumber block, evm::BlockNumber head) noexcept;

/// The newest final block as seen from `head`. For a chain without `final`, the largest number of
/// its confirmations is the depth. None where nothing is final yet, or the node does not support
/// the tag (logged as a warning).
[[nodiscard]] std::optional<evm::BlockNumber> final_block(const ChainJob& job,
                                                          const rpc::BlockHeader& head);

} // namespace ctrip::job
