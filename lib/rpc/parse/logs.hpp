// SPDX-License-Identifier: MIT
// Transfers out of the event logs of nodes' replies.
#pragma once

#include "evm/logs_bloom.hpp"
#include "evm/transfer.hpp"
#include "rpc/block_header.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/parse/transfer_filter.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// The answer to one call of a batch of logs and headers: which one it is depends on the call.
struct LogsOrHeader
{
    std::optional<BlockHeader> header;
    bool is_empty = false;               ///< The header's block has no transactions.
    std::optional<evm::LogsBloom> bloom; ///< Of the header.
    std::vector<Candidate> transfers;    ///< Without block time, which logs do not carry.
    std::size_t logs = 0;                ///< Number of all logs, wanted or not.
};

/// A header, or the transfers that the owners sent: which one it is depends on the call.
struct HeaderOrSent
{
    std::optional<BlockHeader> header;
    std::vector<evm::Transfer> transfers;
};

[[nodiscard]] std::vector<Answer<LogsOrHeader>>
parse_logs(JsonParser& parser, std::string& body, std::size_t calls, const TransferFilter& filter);
/// The same for eth_getBlockReceipts: the logs of all receipts.
[[nodiscard]] std::vector<Answer<LogsOrHeader>> parse_block_receipts(JsonParser& parser,
                                                                     std::string& body,
                                                                     std::size_t calls,
                                                                     const TransferFilter& filter);
/// For call_block and call_sent_logs: Transfer and NativeSwept events; others are skipped.
[[nodiscard]] std::vector<Answer<HeaderOrSent>>
parse_sent_logs(JsonParser& parser, std::string& body, std::size_t calls);

} // namespace ctrip::rpc
