// SPDX-License-Identifier: MIT
// Gives a webhook endpoint a new secret; the old one goes on beside it for a while.
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "config/config.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::config {

enum class WebhookSecretKind : std::uint8_t
{
    hmac,    ///< whsec_: 32 random bytes.
    ed25519, ///< whsk_: a private key and its public one.
};

struct RotatedSecret
{
    std::string file;
    base::Secret secret;    ///< The new one, as the file has it.
    std::string public_key; ///< "whpk_" and base64; of Ed25519 only.
    /// Until when messages are signed with the old ones too; none: there was none of this kind.
    std::optional<base::UnixSeconds> old_until_s;
};

/// The secret of the endpoint `name`, of a host in webhooks.secret_for, or of webhooks.secret:
/// "default". Throws Error{request} for another name, and for a secret that no file of its own has.
[[nodiscard]] const SecretSource& webhook_secret_of(const Config& config, const std::string& name);

/// Writes a new secret before the others of its file, and limits the time of the old ones of its
/// kind to `keep`. Those whose time is over are taken out.
[[nodiscard]] RotatedSecret rotate_webhook_secret(const Config& config, const SecretSource& source,
                                                  WebhookSecretKind kind, std::chrono::seconds keep,
                                                  base::UnixSeconds now_s);

} // namespace ctrip::config
