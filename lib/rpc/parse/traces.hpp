// SPDX-License-Identifier: MIT
// Traces of whole blocks out of nodes' replies.
#pragma once

#include "evm/hash.hpp"
#include "rpc/block_header.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/call_tree.hpp"
#include "rpc/parse/json_parser.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// The traces of a block's transactions, in their order.
struct Traces
{
    std::optional<evm::BlockHash> block_hash; ///< Where the node sends it.
    std::vector<TracedTransaction> transactions;
};

/// A block with its transactions' hashes, or traces: which one it is depends on the call.
struct BlockOrTraces
{
    std::optional<BlockHeader> header;
    std::vector<evm::TxHash> transactions; ///< Of the block.
    Traces traces;
};

/// For trace_block or debug_traceBlockByNumber, and for blocks with their transactions' hashes.
[[nodiscard]] std::vector<Answer<BlockOrTraces>> parse_traces(JsonParser& parser, std::string& body,
                                                              std::size_t calls);

} // namespace ctrip::rpc
