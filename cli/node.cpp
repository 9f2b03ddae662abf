// SPDX-License-Identifier: MIT
#include "cli/node.hpp"

#include "rpc/client/json_rpc_chain_client.hpp"

namespace ctrip::cli {

std::unique_ptr<rpc::ChainClient> connect(const config::Chain& chain, const base::Log& log,
                                          rpc::NodeMemory& memory)
{
    return std::make_unique<rpc::JsonRpcChainClient>(rpc::JsonRpcOptions{.chain = chain.name,
                                                                         .chain_id = chain.chain_id,
                                                                         .rpc_urls = chain.rpc_urls,
                                                                         .memory = &memory},
                                                     log);
}

} // namespace ctrip::cli
