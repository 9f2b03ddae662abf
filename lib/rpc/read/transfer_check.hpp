// SPDX-License-Identifier: MIT
// Holds what was booked against what one node shows of it.
#pragma once

#include "rpc/chain_client.hpp"
#include "rpc/read/exchange.hpp"

#include <string>
#include <vector>

namespace ctrip::rpc {

/// For each transfer what the node shows otherwise than it was booked; empty where it shows the
/// same. NodeFailure where the node can't tell: it lags, or does not have what it should.
[[nodiscard]] std::vector<std::string> differences_at(Node& node, Exchange& exchange,
                                                      std::span<const evm::Transfer> transfers,
                                                      const WitnessOptions& options);

} // namespace ctrip::rpc
