// SPDX-License-Identifier: MIT
// Whether a node answers for the block that is asked for: some answer with the latest state
// whatever the block parameter says.
#pragma once

#include "rpc/node/node_pool.hpp"
#include "rpc/read/exchange.hpp"

namespace ctrip::rpc {

/// Asks for balances of senders before and after transactions that changed them, near `newest` and
/// from `oldest` on, in three requests. `unknown` where these blocks have no such transaction, or
/// the node does not answer. NodeFailure as from Exchange::ask.
[[nodiscard]] PastState find_past_state(Node& node, Exchange& exchange, evm::BlockNumber oldest,
                                        evm::BlockNumber newest);

} // namespace ctrip::rpc
