// SPDX-License-Identifier: MIT
// Receipts out of nodes' replies.
#pragma once

#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/receipt.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ctrip::rpc {

[[nodiscard]] std::vector<Answer<Receipt>> parse_receipts(JsonParser& parser, std::string& body,
                                                          std::size_t calls);

/// For eth_getBlockReceipts: those of the block that can be read.
[[nodiscard]] std::vector<Answer<std::vector<Receipt>>>
parse_receipts_of_blocks(JsonParser& parser, std::string& body, std::size_t calls);

} // namespace ctrip::rpc
