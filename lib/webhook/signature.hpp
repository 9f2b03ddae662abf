// SPDX-License-Identifier: MIT
// Signs webhook messages: by Standard Webhooks (standardwebhooks.com), and the body alone for
// simple receivers.
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ctrip::webhook {

/// The keys behind the configured secrets, the newest first; while a secret rotates there are
/// several.
class SigningKeys
{
public:
    /// A secret that begins with "whsec_" is base64 after that prefix; one that begins with "whsk_"
    /// is a private key of Ed25519, as base64 of its 32 bytes or of these and the public key's; any
    /// other is the key byte for byte. Throws Error{config} if there is none, or if one with a
    /// prefix is malformed.
    explicit SigningKeys(const std::vector<base::Secret>& secrets);

    /// The webhook-signature header over "id.timestamp.body", one for each key with a space
    /// between, in their order: "v1," and base64 of HMAC-SHA256, or "v1a," and base64 of Ed25519.
    [[nodiscard]] std::string sign(std::string_view id, base::UnixSeconds timestamp_s,
                                   std::string_view body) const;

    /// The X-Webhook-Signature header: HMAC-SHA256 of the body alone with the newest key that is
    /// for it, in hex; empty if all are for Ed25519.
    [[nodiscard]] std::string sign_body(std::string_view body) const;

private:
    struct Key
    {
        bool is_ed25519 = false;
        base::Secret bytes;
    };
    [[nodiscard]] static Key key_of(const base::Secret& secret);

    std::vector<Key> m_keys;
};

} // namespace ctrip::webhook
