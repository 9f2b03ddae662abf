// SPDX-License-Identifier: MIT
#include "webhook/signature.hpp"

#include "base/error.hpp"
#include "base/hex.hpp"
#include "crypto/base64.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace ctrip::webhook {

namespace {

constexpr std::string_view kEncodedPrefix = "whsec_";
constexpr std::string_view kEd25519Prefix = "whsk_";

base::ByteView bytes_of(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// What is behind the prefix. `hint`: what it must be.
base::Secret decoded(std::string_view text, std::string_view prefix, std::string_view hint)
{
    std::optional<base::Bytes> bytes = crypto::decode_base64(text.substr(prefix.size()));
    if (!bytes || bytes->empty()) {
        throw Error{ErrorKind::config,
                    fmt::format("webhooks.secret: a secret that begins with {} must be {} behind "
                                "that prefix; copy it anew, or leave the prefix out",
                                prefix, hint)};
    }
    base::Secret secret{*bytes};
    base::wipe(bytes->data(), bytes->size());
    return secret;
}

} // namespace

SigningKeys::Key SigningKeys::key_of(const base::Secret& secret)
{
    const std::string_view text = secret.expose_text();
    if (text.starts_with(kEncodedPrefix)) {
        return {.is_ed25519 = false, .bytes = decoded(text, kEncodedPrefix, "base64")};
    }
    if (!text.starts_with(kEd25519Prefix)) {
        return {.is_ed25519 = false, .bytes = secret.clone()};
    }
    constexpr std::string_view hint = "base64 of 32 bytes, or of these and the public key's 32";
    const base::Secret bytes = decoded(text, kEd25519Prefix, hint);
    const base::ByteView seed =
        bytes.expose().first(std::min(bytes.size(), crypto::kEd25519SeedBytes));
    const bool has_public_key =
        bytes.size() == crypto::kEd25519SeedBytes + crypto::kEd25519KeyBytes;
    if (bytes.size() != crypto::kEd25519SeedBytes &&
        !(has_public_key && std::ranges::equal(bytes.expose().subspan(seed.size()),
                                               crypto::ed25519_public_key(seed)))) {
        throw Error{ErrorKind::config,
                    fmt::format("webhooks.secret: a secret that begins with {} must be {} behind "
                                "that prefix; copy it anew",
                                kEd25519Prefix, hint)};
    }
    return {.is_ed25519 = true, .bytes = base::Secret{seed}};
}

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
    for (const Key& key : m_keys) {
        header += header.empty() ? "" : " ";
        header += key.is_ed25519
                      ? "v1a," + crypto::encode_base64(
                                     crypto::ed25519_sign(key.bytes.expose(), bytes_of(content)))
                      : "v1," + crypto::encode_base64(
                                    crypto::hmac_sha256(key.bytes.expose(), bytes_of(content)));
    }
    return header;
}

std::string SigningKeys::sign_body(std::string_view body) const
{
    const auto key = std::ranges::find(m_keys, false, &Key::is_ed25519);
    return key == m_keys.end()
               ? std::string{}
               : base::to_hex(crypto::hmac_sha256(key->bytes.expose(), bytes_of(body)));
}

} // namespace ctrip::webhook
