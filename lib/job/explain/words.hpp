// SPDX-License-Identifier: MIT
// Amounts, counts, spans and runs as `ctrip explain` writes them.
#pragma once

#include "evm/amount.hpp"
#include "job/explain/types.hpp"
#include "store/doubt_store.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ctrip::job {

/// "12.5 USDT"
[[nodiscard]] std::string money_text(const evm::Amount& amount, unsigned decimals,
                                     const std::string& symbol);
/// "3 days", "2 hours", "1 minute", "40 seconds": the largest unit alone, rounded down.
[[nodiscard]] std::string span_text(std::int64_t seconds);
/// "1 block", "7 blocks"
[[nodiscard]] std::string count_text(std::uint64_t count, std::string_view one);
/// "block 7", "blocks 7 to 9"
[[nodiscard]] std::string blocks_text(std::uint64_t from, std::uint64_t to);
/// Sentences about blocks whose logs no node has shown.
[[nodiscard]] std::string doubt_text(const store::Doubt& doubt, const std::string& chain);
/// A sentence about the last run of a job on a chain; empty where that was at most 10 minutes ago
/// and did not fail.
[[nodiscard]] std::string run_text(const ExplainContext& context, std::string_view job,
                                   const std::string& chain);

} // namespace ctrip::job
