// SPDX-License-Identifier: MIT
// The configured wallet's account: its xpub, and its private key where the mnemonic is configured.
#pragma once

#include "config/config.hpp"
#include "wallet/deposit_addresses.hpp"

namespace ctrip::cli {

/// From the mnemonic, its passphrase and the account's number; with an xpub configured the number
/// is the xpub's. Throws Error{config} if the xpub belongs to another wallet, and the errors of
/// config::load_mnemonic() and config::load_passphrase().
[[nodiscard]] wallet::AccountKey open_account_key(const config::Config& config);

/// The configured xpub, else the mnemonic's. Where both can be read without a password,
/// Error{config} if they differ.
[[nodiscard]] wallet::AccountXpub open_account(const config::Config& config);

/// Whether the mnemonic or its passphrase takes a password.
[[nodiscard]] bool needs_password(const config::Wallet& wallet);

} // namespace ctrip::cli
