// SPDX-License-Identifier: MIT
// Compares booked transfers with one node's view.
#pragma once

#include "rpc/quorum_reader.hpp"
#include "rpc/read/exchange.hpp"

#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// For each transfer the difference between the booking and what the node shows; empty if there is
/// none. NodeFailure if the node lags, or lacks a block or receipt.
[[nodiscard]] std::vector<std::string> differences_at(Node& node, Exchange& exchange,
                                                      std::span<const evm::Transfer> transfers,
                                                      const QuorumOptions& options);

} // namespace ctrip::rpc
