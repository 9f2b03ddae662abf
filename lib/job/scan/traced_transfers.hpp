// SPDX-License-Identifier: MIT
// Native money that contracts send, found by tracing every block.
#pragma once

#include "job/shared/chain_job.hpp"

#include <functional>

namespace ctrip::job {

/// The range with what contracts paid in it, found by tracing its blocks, where the chain's
/// configuration says traces. Error{config} where no node traces blocks.
[[nodiscard]] rpc::BlockRange
with_traced_transfers(const ChainJob& job, const rpc::BlockRange& range,
                      const std::function<bool(const evm::Address&)>& may_be_ours);

} // namespace ctrip::job
