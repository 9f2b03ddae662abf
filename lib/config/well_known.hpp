// SPDX-License-Identifier: MIT
// Keys and secrets that everybody knows: money sent to them is taken by bots within seconds. Pure.
#pragma once

#include "base/hex.hpp"

#include <string_view>

namespace ctrip::config {

/// kDevelopmentMnemonic and kAnvilMnemonic, whatever their case and blanks.
[[nodiscard]] bool is_well_known_mnemonic(std::string_view text) noexcept;

/// The account keys (m/44'/60'/0') of the same two.
[[nodiscard]] bool is_well_known_xpub(std::string_view text) noexcept;

/// The keys of the ten accounts that Anvil and Hardhat fund.
[[nodiscard]] bool is_well_known_key(base::ByteView key) noexcept;

/// kDevelopmentWebhookSecret and words that examples use, "changeme" among them.
[[nodiscard]] bool is_default_secret(std::string_view text) noexcept;

} // namespace ctrip::config
