// SPDX-License-Identifier: MIT
// Transfers out of the event logs of nodes' replies.
#pragma once

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

/// One place of a batch that asks for logs and for headers: whichever came.
struct LogsOrHeader
{
    std::optional<BlockHeader> header;
    std::vector<Candidate> transfers; ///< Without block time, which logs do not carry.
    std::size_t logs = 0;             ///< How many there were, wanted or not.
};

/// A header, or the transfers that logs say their owners sent: whichever came.
struct HeaderOrSent
{
    std::optional<BlockHeader> header;
    std::vector<evm::Transfer> transfers;
};

[[nodiscard]] std::vector<Answer<LogsOrHeader>>
parse_logs(JsonParser& parser, std::string& body, std::size_t calls, const TransferFilter& filter);
/// The same of eth_getBlockReceipts: the logs of all receipts.
[[nodiscard]] std::vector<Answer<LogsOrHeader>> parse_block_receipts(JsonParser& parser,
                                                                     std::string& body,
                                                                     std::size_t calls,
                                                                     const TransferFilter& filter);
/// Of call_block and call_sent_logs: Transfer and NativeSwept events; any other is skipped.
[[nodiscard]] std::vector<Answer<HeaderOrSent>>
parse_sent_logs(JsonParser& parser, std::string& body, std::size_t calls);

} // namespace ctrip::rpc
