// SPDX-License-Identifier: MIT
#include "cli/node.hpp"

#include "rpc/client/json_rpc_chain_client.hpp"

#include <algorithm>
#include <utility>

namespace ctrip::cli {

std::unique_ptr<rpc::ChainClient> connect(const config::Config& config, const config::Chain& chain,
                                          const base::Log& log, rpc::NodeMemory& memory,
                                          meter::Meter& meter)
{
    rpc::JsonRpcOptions options{.chain = chain.name,
                                .chain_id = chain.chain_id,
                                .rpc_urls = chain.rpc_urls,
                                .calls_max = chain.batch_max,
                                .logs_blocks_max = chain.blocks_per_call_max,
                                .memory = &memory,
                                .meter = &meter,
                                .tells_trace = config.telemetry.traceparent_to_nodes};
    options.batch_max = std::min(options.batch_max, options.calls_max);
    return std::make_unique<rpc::JsonRpcChainClient>(std::move(options), log);
}

} // namespace ctrip::cli
