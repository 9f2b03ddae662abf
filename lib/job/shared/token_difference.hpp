// SPDX-License-Identifier: MIT
// Where the configuration of a token contradicts its contract. Pure: no I/O.
#pragma once

#include "config/config.hpp"
#include "store/token_store.hpp"

#include <string>

namespace ctrip::job {

/// Empty where nothing that is known of the contract contradicts `token`; else what is different,
/// with both numbers.
[[nodiscard]] std::string token_difference(const config::Token& token,
                                           const store::TokenFacts& facts);

} // namespace ctrip::job
