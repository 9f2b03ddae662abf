// SPDX-License-Identifier: MIT
// Headers, full blocks and blooms out of nodes' replies.
#pragma once

#include "evm/logs_bloom.hpp"
#include "rpc/block_header.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/parse/transfer_filter.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// Headers with a larger number are refused, so that sums of block numbers cannot overflow.
inline constexpr evm::BlockNumber kBlockNumberMax = (1ULL << 62U);

struct FullBlock
{
    BlockHeader header;
    bool is_empty = false;               ///< It has no transactions.
    bool hides_transactions = false;     ///< There are some by its header, and none is shown.
    std::optional<evm::LogsBloom> bloom; ///< Only if the filter wants it and the node sends it.
    /// Native transfers to addresses that may be ours; their transactions may have reverted.
    std::vector<Candidate> transfers;
    std::size_t transactions = 0; ///< Of the block.
    std::uint64_t batches = 0;    ///< Transactions that pay nobody by themselves, but by a list.
};

struct HeaderAndBloom
{
    BlockHeader header;
    bool is_empty = false; ///< It has no transactions, by an empty list of them.
    std::optional<evm::LogsBloom> bloom;
};

/// A block with the hashes of its transactions.
struct BlockContent
{
    BlockHeader header;
    std::vector<evm::TxHash> txs;
};

[[nodiscard]] std::vector<Answer<BlockHeader>> parse_headers(JsonParser& parser, std::string& body,
                                                             std::size_t calls);
/// For blocks with the hashes of their transactions.
[[nodiscard]] std::vector<Answer<BlockContent>>
parse_contents(JsonParser& parser, std::string& body, std::size_t calls);
/// For blocks with full transactions.
[[nodiscard]] std::vector<Answer<FullBlock>> parse_blocks(JsonParser& parser, std::string& body,
                                                          std::size_t calls,
                                                          const TransferFilter& filter);
[[nodiscard]] std::vector<Answer<HeaderAndBloom>>
parse_blooms(JsonParser& parser, std::string& body, std::size_t calls);

} // namespace ctrip::rpc
