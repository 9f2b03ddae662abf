// SPDX-License-Identifier: MIT
// Fee histories out of nodes' replies.
#pragma once

#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/tx_pool.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// For call_fee_history; the block is the oldest one of the answer.
[[nodiscard]] std::vector<Answer<PastFee>>
parse_fee_histories(JsonParser& parser, std::string& body, std::size_t calls);

} // namespace ctrip::rpc
