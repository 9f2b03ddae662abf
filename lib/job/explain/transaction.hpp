// SPDX-License-Identifier: MIT
// What a transaction paid to us, and why it does not count (yet).
#pragma once

#include "evm/hash.hpp"
#include "job/explain/types.hpp"

#include <vector>

namespace ctrip::job {

/// Searches all of `chains`.
[[nodiscard]] Explanation explain_tx(const ExplainContext& context,
                                     const std::vector<ExplainChain>& chains,
                                     const evm::TxHash& hash);

} // namespace ctrip::job
