// SPDX-License-Identifier: MIT
#include "webhook/signature.hpp"

#include "base/error.hpp"
#include "base/hex.hpp"
#include "crypto/base64.hpp"
#include "crypto/hash.hpp"

#include <fmt/format.h>

#include <iterator>

namespace ctrip::webhook {

namespace {

constexpr std::string_view kEncodedPrefix = "whsec_";

base::ByteView bytes_of(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

base::Secret key_of(const base::Secret& secret)
{
    const std::string_view text = secret.expose_text();
    if (!text.starts_with(kEncodedPrefix)) {
        return secret.clone();
    }
    std::optional<base::Bytes> decoded = crypto::decode_base64(text.substr(kEncodedPrefix.size()));
    if (!decoded || decoded->empty()) {
        throw Error{
            ErrorKind::config,
            "webhooks.secret: a secret that begins with whsec_ must be base64 behind that prefix; "
            "copy it anew, or leave the prefix out"};
    }
    base::Secret key{*decoded};
    base::wipe(decoded->data(), decoded->size());
    return key;
}

} // namespace

SigningKeys::SigningKeys(const std::vector<base::Secret>& secrets)
{
    for (const base::Secret& secret : secrets) {
        m_keys.push_back(key_of(secret));
    }
    if (m_keys.empty()) {
        throw Error{ErrorKind::config,
                    "webhooks.secret: none is configured; set webhooks.secret_file"};
    }
}

std::string SigningKeys::sign(std::string_view id, base::UnixSeconds timestamp_s,
                              std::string_view body) const
{
    std::string content;
    content.reserve(id.size() + body.size() + 24);
    fmt::format_to(std::back_inserter(content), "{}.{}.", id, timestamp_s);
    content += body;
    std::string header;
    for (const base::Secret& key : m_keys) {
        header += header.empty() ? "v1," : " v1,";
        header += crypto::encode_base64(crypto::hmac_sha256(key.expose(), bytes_of(content)));
    }
    return header;
}

std::string SigningKeys::sign_body(std::string_view body) const
{
    return base::to_hex(crypto::hmac_sha256(m_keys.front().expose(), bytes_of(body)));
}

} // namespace ctrip::webhook
