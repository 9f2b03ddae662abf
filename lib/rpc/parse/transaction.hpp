// SPDX-License-Identifier: MIT
// Transactions out of nodes' replies.
#pragma once

#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/receipt.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ctrip::rpc {

[[nodiscard]] std::vector<Answer<Transaction>>
parse_transactions(JsonParser& parser, std::string& body, std::size_t calls);

} // namespace ctrip::rpc
