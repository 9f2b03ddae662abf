// SPDX-License-Identifier: MIT
// Internal transfers, found by tracing every block.
#pragma once

#include "job/shared/chain_job.hpp"

#include <functional>

namespace ctrip::job {

/// Returns the range with the internal transfers of its blocks added, or unchanged where the
/// chain's internal_transfers is not traces. Error{config} where no node traces blocks,
/// Error{unavailable} where the nodes do not agree on the blocks.
[[nodiscard]] rpc::BlockRange
with_traced_transfers(const ChainJob& job, const rpc::BlockRange& range,
                      const std::function<bool(const evm::Address&)>& may_be_ours);

} // namespace ctrip::job
