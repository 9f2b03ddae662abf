// SPDX-License-Identifier: MIT
// Reads the internal transfers of consecutive blocks from one node.
#pragma once

#include "http/client.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/parse/traces.hpp"
#include "rpc/state_source.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace ctrip::rpc {

/// For one node. Finds the node's way to trace if it is not known yet.
class TraceReader
{
public:
    TraceReader(Node& node, const JsonRpcOptions& options, http::Client& client,
                JsonParser& parser);

    /// None: the node does not trace, or not these blocks (any more). NodeFailure if a block's
    /// traces do not match its hash and transactions, or the blocks do not link up.
    [[nodiscard]] std::optional<TracedBlocks>
    read(evm::BlockNumber from, evm::BlockNumber to,
         const std::function<bool(const evm::Address&)>& may_be_ours);

private:
    struct Block
    {
        bool is_missing = false;
        BlockHeader header;
        std::vector<evm::Transfer> transfers;
    };
    enum class Outcome : std::uint8_t
    {
        answered,
        not_this_way, ///< The node does not know the method.
        not_these,    ///< It does not trace these blocks.
    };

    [[nodiscard]] Outcome read_by(TraceWay way, evm::BlockNumber from, std::vector<Block>& blocks,
                                  const std::function<bool(const evm::Address&)>& may_be_ours);
    void take(Block& block, evm::BlockNumber number, std::vector<Answer<BlockOrTraces>>&& answers,
              const std::function<bool(const evm::Address&)>& may_be_ours);

    Node& m_node;
    const JsonRpcOptions& m_options;
    http::Client& m_client;
    JsonParser& m_parser;
    Outcome m_outcome = Outcome::answered;
};

} // namespace ctrip::rpc
