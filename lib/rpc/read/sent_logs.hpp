// SPDX-License-Identifier: MIT
// Reads from one node the events of transfers that given addresses sent.
#pragma once

#include "evm/address.hpp"
#include "evm/transfer.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/read/exchange.hpp"

#include <span>
#include <vector>

namespace ctrip::rpc {

/// Events in the blocks [from, to], with at most kRecipientTopicsMax owners.
struct SentLogsQuery
{
    std::span<const evm::Address> owners;
    SentFilter filter;
    evm::BlockNumber from = 0;
    evm::BlockNumber to = 0;
};

/// The events from the beginning of the query up to the block `to`.
struct SentLogs
{
    std::vector<evm::Transfer> transfers;
    evm::BlockNumber to = 0;
};

/// Makes one request, for as many blocks as the node accepts. NodeFailure if it lags or answers
/// with events of other blocks, tokens or owners; NodeFault::too_much after the number of blocks
/// for one request was lowered.
[[nodiscard]] SentLogs read_sent_logs(Node& node, Exchange& exchange, const SentLogsQuery& query);

} // namespace ctrip::rpc
