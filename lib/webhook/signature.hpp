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
    /// A secret that begins with "whsec_" is base64 after that prefix; any other is the key byte
    /// for byte. Throws Error{config} if there is none, or if one with the prefix is not base64.
    explicit SigningKeys(const std::vector<base::Secret>& secrets);

    /// The webhook-signature header: "v1," and base64 of HMAC-SHA256 over "id.timestamp.body", one
    /// for each key with a space between, the newest first.
    [[nodiscard]] std::string sign(std::string_view id, base::UnixSeconds timestamp_s,
                                   std::string_view body) const;

    /// The X-Webhook-Signature header: HMAC-SHA256 of the body alone with the newest key, in hex.
    [[nodiscard]] std::string sign_body(std::string_view body) const;

private:
    std::vector<base::Secret> m_keys;
};

} // namespace ctrip::webhook
