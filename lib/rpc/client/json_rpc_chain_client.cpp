// SPDX-License-Identifier: MIT
#include "rpc/client/json_rpc_chain_client.hpp"

#include <utility>

namespace ctrip::rpc {

JsonRpcChainClient::JsonRpcChainClient(JsonRpcOptions options, const base::Log& log)
    : JsonRpcConnection(std::move(options), log),
      JsonRpcBlockSource(static_cast<JsonRpcConnection&>(*this)),
      JsonRpcStateSource(static_cast<JsonRpcConnection&>(*this)),
      JsonRpcTxPool(static_cast<JsonRpcConnection&>(*this), static_cast<BlockSource&>(*this)),
      JsonRpcQuorumReader(static_cast<JsonRpcConnection&>(*this)),
      JsonRpcProofReader(static_cast<JsonRpcConnection&>(*this))
{
}

} // namespace ctrip::rpc
