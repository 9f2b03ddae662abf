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

/// No header with a larger number is taken, so that block numbers can be added to.
inline constexpr evm::BlockNumber kBlockNumberMax = (1ULL << 62U);

struct FullBlock
{
    BlockHeader header;
    std::optional<evm::LogsBloom> bloom; ///< Only where the filter wants it and the node gives it.
    std::vector<Candidate>
        transfers; ///< Native money to somebody who may be ours; not known to have succeeded.
};

struct HeaderAndBloom
{
    BlockHeader header;
    std::optional<evm::LogsBloom> bloom;
};

[[nodiscard]] std::vector<Answer<BlockHeader>> parse_headers(JsonParser& parser, std::string& body,
                                                             std::size_t calls);
/// Of blocks with all their transactions.
[[nodiscard]] std::vector<Answer<FullBlock>> parse_blocks(JsonParser& parser, std::string& body,
                                                          std::size_t calls,
                                                          const TransferFilter& filter);
[[nodiscard]] std::vector<Answer<HeaderAndBloom>>
parse_blooms(JsonParser& parser, std::string& body, std::size_t calls);

} // namespace ctrip::rpc
