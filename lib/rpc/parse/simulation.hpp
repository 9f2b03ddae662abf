// SPDX-License-Identifier: MIT
// Results of eth_simulateV1 out of nodes' replies.
#pragma once

#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/state_source.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// For call_simulation: the results of the calls in its one block.
[[nodiscard]] std::vector<Answer<std::vector<SimulatedCall>>>
parse_simulations(JsonParser& parser, std::string& body, std::size_t calls);

} // namespace ctrip::rpc
