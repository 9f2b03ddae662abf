// SPDX-License-Identifier: MIT
// Reads the secrets that a configuration points at, when they are needed and not before.
#pragma once

#include "base/secret.hpp"
#include "config/config.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace ctrip::config {

/// Each of these throws Error{config} where the secret is not configured, its file is missing,
/// empty or larger than 4 KiB, or production meets a well-known value; and Error{exposed_secret}
/// where group or others have any access to the file, or it belongs to neither us nor root. White
/// space at the end of the file does not count.
[[nodiscard]] base::Secret load_mnemonic(const Config& config);

/// A password that a command names the file of, under the same rules.
[[nodiscard]] base::Secret load_password_file(const std::string& path);

/// Whether a password is needed to read it.
[[nodiscard]] bool is_encrypted(const SecretSource& source);

/// The 32 bytes of the key itself, from 64 hexadecimal digits with or without "0x", what 'ctrip
/// wallet encrypt' made of them, or a JSON key file (crypto/web3_keystore.hpp).
[[nodiscard]] base::Secret load_sponsor_key(const Config& config);

/// One to four secrets, the newest first: while a secret rotates, the file holds the new one and
/// the old one, a line each.
[[nodiscard]] std::vector<base::Secret> load_webhook_secrets(const Config& config);

/// Of the PostgreSQL user; nothing where none is configured.
[[nodiscard]] std::optional<base::Secret> load_database_password(const Config& config);

/// Made public on purpose, so that a local trial needs no set-up: worthless as secrets, refused in
/// production. The first is from the BIP-39 reference vectors; the second is Anvil's, whose first
/// accounts are funded there.
inline constexpr std::string_view kDevelopmentMnemonic =
    "legal winner thank year wave sausage worth useful legal winner thank yellow";
inline constexpr std::string_view kAnvilMnemonic =
    "test test test test test test test test test test test junk";
inline constexpr std::string_view kDevelopmentWebhookSecret = "ctrip-development-webhook-secret";
/// Anvil's account 0, 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266.
inline constexpr std::string_view kDevelopmentSponsorKey =
    "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

} // namespace ctrip::config
