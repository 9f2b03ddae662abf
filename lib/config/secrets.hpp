// SPDX-License-Identifier: MIT
// Reads the secrets that a configuration refers to, only when they are needed.
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "config/config.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace ctrip::config {

/// Each of these throws Error{config} if the secret is not configured, its file is missing, empty
/// or larger than 4 KiB, or it has a well-known value in production; and Error{exposed_secret} if
/// group or others have any access to the file, or its owner is neither this user nor root. White
/// space at the end of the file is ignored.
[[nodiscard]] base::Secret load_mnemonic(const Config& config);

/// BIP-39's passphrase for the mnemonic; empty if none is configured. Exactly what its file has,
/// blanks too, except one line end after it; Error{config} for more than one line.
[[nodiscard]] base::Secret load_passphrase(const Config& config);

/// A password from a file that is named on the command line, under the same rules.
[[nodiscard]] base::Secret load_password_file(const std::string& path);

/// Whether a password is needed to read the secret.
[[nodiscard]] bool is_encrypted(const SecretSource& source);

/// The key's 32 bytes, from 64 hexadecimal digits with or without "0x", the output of 'ctrip wallet
/// encrypt' for them, or a JSON key file (crypto/web3_keystore.hpp).
[[nodiscard]] base::Secret load_sponsor_key(const Config& config);
/// The same, where this user can read it, it takes no password and is not public; else none. Never
/// throws for what is wrong with it.
[[nodiscard]] std::optional<base::Secret> find_own_sponsor_key(const Config& config);

/// One to four secrets, newest first: while a secret is rotated, the file has the new one and the
/// old one, one per line; one with " until " and a time (RFC 3339) behind it is left out from that
/// time on. Throws Error{config} if none is left. `source` by default webhooks.secret.
[[nodiscard]] std::vector<base::Secret> load_webhook_secrets(const Config& config,
                                                             base::UnixSeconds now_s);
[[nodiscard]] std::vector<base::Secret>
load_webhook_secrets(const Config& config, const SecretSource& source, base::UnixSeconds now_s);

inline constexpr std::size_t kWebhookSecretsMax = 4;

/// The lines of that file, also those whose time is over, without blanks around them.
[[nodiscard]] std::vector<base::Secret> load_webhook_lines(const Config& config,
                                                           const SecretSource& source);

/// The secret in a line of that file, and the time until which it is used.
struct WebhookSecretLine
{
    std::string_view secret;
    std::optional<base::UnixSeconds> until_s;
};
[[nodiscard]] WebhookSecretLine parse_webhook_secret(std::string_view line);

/// A secret without rules of its own. `name` and `hint` are for messages.
[[nodiscard]] base::Secret load_secret(const Config& config, const SecretSource& source,
                                       std::string_view name, std::string_view hint);

/// The PostgreSQL user's password; nothing if none is configured.
[[nodiscard]] std::optional<base::Secret> load_database_password(const Config& config);

/// What /metrics asks for; nothing if no file is configured. Error{config} if it can't be sent as a
/// bearer token, or can be guessed.
[[nodiscard]] std::optional<base::Secret> load_metrics_token(const Config& config);

/// Public values, so that a local trial needs no set-up: worthless as secrets, and refused in
/// production. The first is from the BIP-39 reference vectors; the second is Anvil's, whose first
/// accounts have money there.
inline constexpr std::string_view kDevelopmentMnemonic =
    "legal winner thank year wave sausage worth useful legal winner thank yellow";
inline constexpr std::string_view kAnvilMnemonic =
    "test test test test test test test test test test test junk";
inline constexpr std::string_view kDevelopmentWebhookSecret = "ctrip-development-webhook-secret";
/// Anvil's account 0, 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266.
inline constexpr std::string_view kDevelopmentSponsorKey =
    "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

} // namespace ctrip::config
