// SPDX-License-Identifier: MIT
// Numbers in nodes' answers that must be there.
#pragma once

#include "evm/amount.hpp"

#include <cstdint>
#include <string_view>

namespace ctrip::rpc {

/// NodeFailure{broken} for what is no quantity, or does not fit.
[[nodiscard]] evm::Amount require_amount(std::string_view quantity);
[[nodiscard]] std::uint64_t require_quantity(std::string_view quantity);

} // namespace ctrip::rpc
