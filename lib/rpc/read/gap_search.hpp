// SPDX-License-Identifier: MIT
// Heights at which a chain has no block, as Filecoin's null rounds.
#pragma once

#include "evm/hash.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/read/exchange.hpp"

#include <set>

namespace ctrip::rpc {

/// Adds to `gaps` the heights near `number` and below `last` that have no block: the block above
/// names the block below as its parent. A node that lags shows no block above. False if `number` is
/// none of them, or was known to be.
[[nodiscard]] bool find_gaps(Node& node, Exchange& exchange, evm::BlockNumber number,
                             evm::BlockNumber last, std::set<evm::BlockNumber>& gaps);

} // namespace ctrip::rpc
