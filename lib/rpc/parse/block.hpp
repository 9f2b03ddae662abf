// SPDX-License-Identifier: MIT
// Headers, full blocks and blooms out of nodes' replies.
#pragma once

#include "evm/logs_bloom.hpp"
#include "rpc/block_header.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/parse/transfer_filter.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// Headers with a larger number are refused, so that sums of block numbers cannot overflow.
inline constexpr evm::BlockNumber kBlockNumberMax = (1ULL << 62U);

struct FullBlock
{
    BlockHeader header;
    std::optional<evm::LogsBloom> bloom; ///< Only if the filter wants it and the node sends it.
    /// Native transfers to addresses that may be ours; their transactions may have reverted.
    std::vector<Candidate> transfers;
};

struct HeaderAndBloom
{
    BlockHeader header;
    std::optional<evm::LogsBloom> bloom;
};

[[nodiscard]] std::vector<Answer<BlockHeader>> parse_headers(JsonParser& parser, std::string& body,
                                                             std::size_t calls);
/// For blocks with full transactions.
[[nodiscard]] std::vector<Answer<FullBlock>> parse_blocks(JsonParser& parser, std::string& body,
                                                          std::size_t calls,
                                                          const TransferFilter& filter);
[[nodiscard]] std::vector<Answer<HeaderAndBloom>>
parse_blooms(JsonParser& parser, std::string& body, std::size_t calls);

} // namespace ctrip::rpc
