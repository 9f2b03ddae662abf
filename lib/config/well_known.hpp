// SPDX-License-Identifier: MIT
// Keys and secrets that are public: bots take money sent to them within seconds. Pure.
#pragma once

#include "base/hex.hpp"

#include <string_view>

namespace ctrip::config {

/// kDevelopmentMnemonic and kAnvilMnemonic, ignoring case and white space.
[[nodiscard]] bool is_well_known_mnemonic(std::string_view text) noexcept;

/// The account xpubs (m/44'/60'/0') of the same two.
[[nodiscard]] bool is_well_known_xpub(std::string_view text) noexcept;

/// That of kAnvilMnemonic, whose first ten accounts have money on every local node.
[[nodiscard]] bool is_anvil_xpub(std::string_view text) noexcept;

/// The keys of the ten accounts that Anvil and Hardhat fund.
[[nodiscard]] bool is_well_known_key(base::ByteView key) noexcept;

/// kDevelopmentWebhookSecret, and words from examples such as "changeme".
[[nodiscard]] bool is_default_secret(std::string_view text) noexcept;

} // namespace ctrip::config
