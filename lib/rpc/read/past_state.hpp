// SPDX-License-Identifier: MIT
// Whether a node answers for the block that is asked for: some answer with the latest state
// whatever the block parameter says.
#pragma once

#include "rpc/node/node_pool.hpp"
#include "rpc/read/exchange.hpp"
#include "rpc/state_source.hpp"

#include <optional>
#include <span>

namespace ctrip::rpc {

/// What a node's answers say about it by themselves.
struct PastLook
{
    bool differs = false; ///< From block to block, which proves that the block counts.
    /// Something was there in the past already, or a token's events moved nothing.
    bool is_odd = false;
    std::optional<evm::BlockNumber> oldest; ///< The oldest block before `seen` with an answer.
};

[[nodiscard]] PastLook look_at_past(evm::BlockNumber seen,
                                    std::span<const StateSource::PastBalanceQuery> queries,
                                    std::span<const std::optional<evm::Amount>> balances);

/// Asks for balances of senders before and after transactions that changed them, near `newest` and
/// from `oldest` on, in three requests. `unknown` where these blocks have no such transaction, or
/// the node does not answer. NodeFailure as from Exchange::ask.
[[nodiscard]] PastState find_past_state(Node& node, Exchange& exchange, evm::BlockNumber oldest,
                                        evm::BlockNumber newest);

} // namespace ctrip::rpc
