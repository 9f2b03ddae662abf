// SPDX-License-Identifier: MIT
// A chain client over JSON-RPC and HTTP, with failover between the chain's nodes.
#pragma once

#include "rpc/chain_client.hpp"
#include "rpc/client/json_rpc_block_source.hpp"
#include "rpc/client/json_rpc_connection.hpp"
#include "rpc/client/json_rpc_proof_reader.hpp"
#include "rpc/client/json_rpc_quorum_reader.hpp"
#include "rpc/client/json_rpc_state_source.hpp"
#include "rpc/client/json_rpc_tx_pool.hpp"

namespace ctrip::rpc {

/// One connection and the five parts that use it. The connection is the first base, because the
/// parts take it in their constructors. Not thread-safe; make one for each run.
class JsonRpcChainClient final : private JsonRpcConnection,
                                 public ChainClient,
                                 public JsonRpcBlockSource,
                                 public JsonRpcStateSource,
                                 public JsonRpcTxPool,
                                 public JsonRpcQuorumReader,
                                 public JsonRpcProofReader
{
public:
    JsonRpcChainClient(JsonRpcOptions options, const base::Log& log);
};

} // namespace ctrip::rpc
