// SPDX-License-Identifier: MIT
#include "config/webhook_rotation.hpp"

#include "base/error.hpp"
#include "base/new_file.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "config/secrets.hpp"
#include "crypto/base64.hpp"
#include "crypto/ed25519.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace ctrip::config {

namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::string_view kEd25519Prefix = "whsk_";

/// Base64 behind a prefix; no copy stays in memory that is not wiped.
base::Secret encoded(std::string_view prefix, base::ByteView bytes)
{
    std::string text = crypto::encode_base64(bytes);
    base::Secret secret = base::Secret::of_size(prefix.size() + text.size());
    const auto out = secret.expose_mutable();
    std::ranges::copy(prefix, out.begin());
    std::ranges::copy(text, out.begin() + static_cast<std::ptrdiff_t>(prefix.size()));
    base::wipe(text.data(), text.size());
    return secret;
}

void make_secret(RotatedSecret& rotated, WebhookSecretKind kind)
{
    base::Secret seed = base::Secret::of_size(kKeyBytes);
    base::fill_random(seed.expose_mutable());
    if (kind == WebhookSecretKind::hmac) {
        rotated.secret = encoded("whsec_", seed.expose());
        return;
    }
    const auto public_key = crypto::ed25519_public_key(seed.expose());
    base::Secret pair = base::Secret::of_size(kKeyBytes + public_key.size());
    std::ranges::copy(seed.expose(), pair.expose_mutable().begin());
    std::ranges::copy(public_key, pair.expose_mutable().begin() + kKeyBytes);
    rotated.secret = encoded(kEd25519Prefix, pair.expose());
    rotated.public_key = "whpk_" + crypto::encode_base64(public_key);
}

} // namespace

const SecretSource& webhook_secret_of(const Config& config, const std::string& name)
{
    const Webhooks& webhooks = config.webhooks;
    const auto endpoint = std::ranges::find(webhooks.endpoints, name, &WebhookEndpoint::name);
    const auto host = std::ranges::find(webhooks.secret_for, name, &WebhookSecretFor::host);
    const SecretSource* source = name == "default"                      ? &webhooks.secret
                                 : endpoint != webhooks.endpoints.end() ? &endpoint->secret
                                 : host != webhooks.secret_for.end()    ? &host->secret
                                                                        : nullptr;
    if (source == nullptr) {
        throw Error{ErrorKind::request,
                    fmt::format("'{}' is no endpoint of webhooks.endpoints, no host of "
                                "webhooks.secret_for, and not 'default', which is "
                                "webhooks.secret_file",
                                name)};
    }
    if (!source->given()) {
        throw Error{ErrorKind::request,
                    fmt::format("endpoint '{}' has no secret_file of its own; rotate 'default', or "
                                "give it one",
                                name)};
    }
    if (source->file.empty()) {
        throw Error{ErrorKind::request,
                    fmt::format("{}: the secret is not in a file, so it can't be written anew; put "
                                "it into one",
                                source->origin)};
    }
    return *source;
}

RotatedSecret rotate_webhook_secret(const Config& config, const SecretSource& source,
                                    WebhookSecretKind kind, std::chrono::seconds keep,
                                    base::UnixSeconds now_s)
{
    RotatedSecret rotated{.file = source.file, .secret = {}, .public_key = {}, .old_until_s = {}};
    const std::vector<base::Secret> old = load_webhook_lines(config, source);
    make_secret(rotated, kind);
    std::vector<base::Secret> lines;
    std::size_t size = rotated.secret.size() + 1;
    for (const base::Secret& one : old) {
        const WebhookSecretLine line = parse_webhook_secret(one.expose_text());
        if (line.until_s && now_s >= *line.until_s) {
            continue;
        }
        const bool is_ed25519 = line.secret.starts_with(kEd25519Prefix);
        const bool is_replaced =
            !line.until_s && is_ed25519 == (kind == WebhookSecretKind::ed25519);
        if (is_replaced) {
            rotated.old_until_s = now_s + keep.count();
            const std::string until =
                fmt::format(" until {}", base::to_rfc3339(*rotated.old_until_s));
            base::Secret limited = base::Secret::of_size(line.secret.size() + until.size());
            std::ranges::copy(line.secret, limited.expose_mutable().begin());
            std::ranges::copy(until, limited.expose_mutable().begin() +
                                         static_cast<std::ptrdiff_t>(line.secret.size()));
            lines.push_back(std::move(limited));
        } else {
            lines.push_back(one.clone());
        }
        size += lines.back().size() + 1;
    }
    if (lines.size() + 1 > kWebhookSecretsMax) {
        throw Error{
            ErrorKind::request,
            fmt::format("file '{}' has {} secrets whose time is not over; {} at once are the "
                        "most: take one out, or wait",
                        source.file, lines.size(), kWebhookSecretsMax)};
    }
    base::Secret content = base::Secret::of_size(size);
    auto out = content.expose_mutable().begin();
    const auto append = [&](const base::Secret& line) {
        out = std::ranges::copy(line.expose(), out).out;
        *out++ = '\n';
    };
    append(rotated.secret);
    std::ranges::for_each(lines, append);
    base::replace_file(source.file, content.expose());
    return rotated;
}

} // namespace ctrip::config
