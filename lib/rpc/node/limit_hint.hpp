// SPDX-License-Identifier: MIT
// What providers' errors say about how much they take. Their codes are of no use: the same one
// means another thing elsewhere.
#pragma once

#include "rpc/json_rpc.hpp"

#include <cstdint>
#include <optional>

namespace ctrip::rpc {

/// Blocks of an eth_getLogs call that the words offer ("try with this block range [0x1, 0x9]",
/// "retry with the range 10-20") or name as the most ("exceed maximum block range: 5000"). What was
/// asked may be among them, so only a smaller number is good for anything. Nothing where they name
/// none.
[[nodiscard]] std::optional<std::uint64_t> blocks_hint(const NodeError& error);

/// It is about how many calls came in one HTTP request.
[[nodiscard]] bool is_batch_limit(const NodeError& error);

} // namespace ctrip::rpc
