// SPDX-License-Identifier: MIT
// Limits that providers name in their error messages. Their codes do not help: one code means
// different things to different providers.
#pragma once

#include "rpc/json_rpc.hpp"

#include <cstdint>
#include <optional>

namespace ctrip::rpc {

/// The number of blocks that the error of an eth_getLogs call offers ("try with this block range
/// [0x1, 0x9]", "retry with the range 10-20") or names as the maximum ("exceed maximum block range:
/// 5000"). It may be the number that was requested, so only a smaller one is of use. None if the
/// message names no number.
[[nodiscard]] std::optional<std::uint64_t> blocks_hint(const NodeError& error);

/// True if the error is about the number of calls in one HTTP request.
[[nodiscard]] bool is_batch_limit(const NodeError& error);

} // namespace ctrip::rpc
