// SPDX-License-Identifier: MIT
// Which blocks of a chain can no longer be undone, by the chain's configuration.
#pragma once

#include "job/shared/chain_job.hpp"

#include <cstdint>
#include <optional>

namespace ctrip::job {

/// How deep a block lies under `head`, both counted: the head itself is 1 deep. 0 above the head.
[[nodiscard]] std::uint64_t depth_of(evm::BlockNumber block, evm::BlockNumber head) noexcept;

/// The newest final block as seen from `head`. For a chain without `final`, by the deepest of its
/// confirmations. None where nothing is final yet, or the node does not know the tag (which is
/// logged).
[[nodiscard]] std::optional<evm::BlockNumber> final_block(const ChainJob& job,
                                                          const rpc::BlockHeader& head);

} // namespace ctrip::job
