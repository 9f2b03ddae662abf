// SPDX-License-Identifier: MIT
#include "config/secrets.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "config/files.hpp"
#include "config/notation.hpp"
#include "config/well_known.hpp"
#include "crypto/base64.hpp"
#include "crypto/password_box.hpp"
#include "crypto/web3_keystore.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::config {

namespace {

constexpr std::size_t kSecretBytesMax = 4096;
constexpr std::string_view kMnemonicName = "mnemonic";
constexpr std::string_view kPassphraseName = "mnemonic's passphrase";
constexpr std::string_view kSponsorKeyName = "sponsor key";
constexpr std::string_view kWebhookSecretName = "webhook secret";
/// HMAC-SHA256 needs no less, and Standard Webhooks asks for it.
constexpr std::size_t kWebhookSecretBytesMin = 24;
constexpr std::size_t kMetricsTokenBytesMin = 16;
/// Words may stand on lines of their own, and Japanese ones behind an ideographic space.
constexpr std::u32string_view kBetweenWords = U"\t\r\n\u3000";

enum class Keeper : std::uint8_t
{
    operator_, ///< A file of the operator.
    systemd,   ///< In $CREDENTIALS_DIRECTORY.
};

void check_permissions(const FileFacts& facts, Keeper keeper, const std::string& origin,
                       const std::string& path)
{
    // systemd gives the service's user access to a file of root by an ACL, which shows as group
    // bits; others can't enter the folder.
    const bool is_granted = keeper == Keeper::systemd && facts.owner == 0;
    const mode_t forbidden = is_granted ? 037 : 077;
    if ((facts.mode & forbidden) != 0) {
        throw Error{ErrorKind::exposed_secret,
                    fmt::format("{}: '{}' is open to others (mode {:04o}); chmod 600 {}", origin,
                                path, facts.mode, path)};
    }
    if (facts.owner != 0 && facts.owner != ::geteuid()) {
        throw Error{ErrorKind::exposed_secret,
                    fmt::format("{}: '{}' belongs to user {}, who can read it; chown it to user {}",
                                origin, path, facts.owner, ::geteuid())};
    }
}

std::optional<base::Secret> read_file(const std::string& origin, const std::string& path,
                                      Keeper keeper)
{
    const std::optional<SmallFile> file = SmallFile::open(origin, path, kSecretBytesMax);
    if (!file) {
        return std::nullopt;
    }
    check_permissions(file->facts(), keeper, origin, path);
    base::Secret whole = base::Secret::of_size(kSecretBytesMax);
    const std::size_t size = file->read(whole.expose_mutable());
    return base::Secret{whole.expose_text().substr(0, size)};
}

base::Secret trimmed(const base::Secret& secret)
{
    const std::string_view text = secret.expose_text();
    return base::Secret{text.substr(0, text.find_last_not_of(" \t\r\n") + 1)};
}

std::optional<base::Secret> read(const SecretSource& source)
{
    base::hide_memory();
    std::optional<base::Secret> found;
    if (source.value) {
        found = source.value->clone();
    }
    if (!found && !source.credential.empty()) {
        found = read_file(source.origin, source.credential, Keeper::systemd);
    }
    if (!found && !source.file.empty()) {
        found = read_file(source.origin, source.file, Keeper::operator_);
    }
    return found;
}

void refuse_in_production(const Config& config, const std::string& origin, bool is_known,
                          std::string_view message)
{
    if (is_known && config.environment == Environment::production) {
        throw Error{ErrorKind::config, fmt::format("{}: {}", origin, message)};
    }
}

/// What is wrong with a secret that has a character that nobody sees: nobody types the same again,
/// and another program may strip it or keep it, so two sides use two secrets. Characters of `but`
/// may be there.
std::optional<std::string> hidden_character_in(std::string_view name, std::string_view text,
                                               std::u32string_view but = {})
{
    const std::optional<base::HiddenCharacter> hidden = base::find_hidden(text, but);
    return hidden ? std::optional{fmt::format(
                        "the {} has a character that nobody sees (U+{:04X} behind {} bytes); "
                        "write it anew",
                        name, static_cast<std::uint32_t>(hidden->code), hidden->offset)}
                  : std::nullopt;
}

void refuse_hidden(const Config& config, const std::string& origin, std::string_view name,
                   std::string_view text, std::u32string_view but = {})
{
    const std::optional<std::string> problem = hidden_character_in(name, text, but);
    refuse_in_production(config, origin, problem && !config.allow_hidden_characters,
                         problem.value_or("") + ", or set allow_hidden_characters: true");
}

base::Secret password_of(const Config& config, const SecretSource& source, std::string_view name)
{
    if (source.password) {
        std::optional<base::Secret> found = read(*source.password);
        base::Secret password = found ? trimmed(*found) : base::Secret{};
        if (password.empty()) {
            throw Error{ErrorKind::config,
                        fmt::format("{}: '{}' does not exist or is empty; put the password of the "
                                    "{} there",
                                    source.password->origin, source.password->file, name)};
        }
        refuse_hidden(config, source.password->origin, fmt::format("password of the {}", name),
                      password.expose_text());
        return password;
    }
    std::optional<base::Secret> answer =
        config.ask_password
            ? config.ask_password(fmt::format("password of the {} ({})", name, source.origin))
            : std::nullopt;
    if (!answer) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: the {} is encrypted, and there is no terminal to ask for its "
                                "password; configure {}",
                                source.origin, name,
                                name == kSponsorKeyName ? "sweeping.sponsor_key_password_file"
                                                        : "wallet.mnemonic_password_file")};
    }
    return std::move(*answer);
}

base::Secret opened(const Config& config, const SecretSource& source, const base::Secret& box,
                    std::string_view name)
{
    auto result = crypto::open_box(box.expose_text(), password_of(config, source, name));
    if (auto* const secret = std::get_if<base::Secret>(&result)) {
        return std::move(*secret);
    }
    const bool is_wrong = std::get<crypto::BoxFault>(result) == crypto::BoxFault::wrong_password;
    throw Error{ErrorKind::config,
                is_wrong ? fmt::format("{}: the password does not open the {}, or the file was "
                                       "changed",
                                       source.origin, name)
                         : fmt::format("{}: not what 'ctrip wallet encrypt' writes; it is damaged, "
                                       "or of a newer version",
                                       source.origin)};
}

std::string_view problem_of(crypto::KeystoreFault fault)
{
    switch (fault) {
    case crypto::KeystoreFault::malformed:
        return "not a key file (Web3 Secret Storage, version 3) as geth and ethers write it; it is "
               "damaged, or something else";
    case crypto::KeystoreFault::other_version:
        return "a key file of another version than 3; make it anew with geth or ethers";
    case crypto::KeystoreFault::other_algorithm:
        return "the key file needs another algorithm than aes-128-ctr, and scrypt or pbkdf2 with "
               "hmac-sha256; make it anew with geth or ethers";
    case crypto::KeystoreFault::refused_cost:
        return "the key file's scrypt or pbkdf2 costs are above 1 GiB of memory or 8 times geth's "
               "work, or n is too large for r; make it anew with geth or ethers";
    case crypto::KeystoreFault::wrong_password:
        return "the password does not open the key file, or the file was changed";
    }
    CTRIP_CHECK(false);
}

/// Decrypts a JSON key file of geth or ethers.
base::Secret opened_keystore(const Config& config, const SecretSource& source,
                             const base::Secret& text)
{
    auto result = crypto::open_web3_keystore(text.expose_text(),
                                             password_of(config, source, kSponsorKeyName));
    if (auto* const key = std::get_if<base::Secret>(&result)) {
        return std::move(*key);
    }
    throw Error{
        ErrorKind::config,
        fmt::format("{}: {}", source.origin, problem_of(std::get<crypto::KeystoreFault>(result)))};
}

base::Secret parsed_key(const SecretSource& source, const base::Secret& text)
{
    std::string_view digits = base::trim(text.expose_text());
    if (const auto problem = hidden_character_in(kSponsorKeyName, digits)) {
        throw Error{ErrorKind::config, fmt::format("{}: {}", source.origin, *problem)};
    }
    if (digits.starts_with("0x") || digits.starts_with("0X")) {
        digits.remove_prefix(2);
    }
    base::Secret key = base::Secret::of_size(32);
    if (!base::decode_hex(digits, key.expose_mutable())) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: the sponsor key must be 64 hexadecimal digits, with or "
                                "without 0x",
                                source.origin)};
    }
    return key;
}

/// The size of the key that a webhook secret is, in bytes.
std::size_t key_size_of(std::string_view secret)
{
    const std::string_view prefix = secret.starts_with("whsec_")  ? "whsec_"
                                    : secret.starts_with("whsk_") ? "whsk_"
                                                                  : "";
    if (prefix.empty()) {
        return secret.size();
    }
    std::optional<base::Bytes> key = crypto::decode_base64(secret.substr(prefix.size()));
    if (!key) {
        return secret.size(); // What can't be decoded is refused where it is used.
    }
    base::wipe(key->data(), key->size());
    return key->size();
}

void check_webhook_secret(const Config& config, const std::string& origin, std::string_view secret)
{
    refuse_in_production(config, origin, is_default_secret(secret),
                         "the webhook secret is a default that everybody knows; use your own, as "
                         "'openssl rand -hex 32' prints");
    refuse_hidden(config, origin, kWebhookSecretName, secret);
    const std::size_t size = key_size_of(secret);
    refuse_in_production(
        config, origin, size < kWebhookSecretBytesMin && !config.webhooks.allow_weak_secret,
        fmt::format("the webhook secret has {} bytes, and below {} it can be guessed; use one as "
                    "'openssl rand -hex 32' prints, or set webhooks.allow_weak_secret: true",
                    size, kWebhookSecretBytesMin));
}

base::Secret without_line_end(const base::Secret& secret)
{
    std::string_view text = secret.expose_text();
    text.remove_suffix(text.ends_with('\n') ? 1 : 0);
    text.remove_suffix(text.ends_with('\r') ? 1 : 0);
    return base::Secret{text};
}

/// `hint`: how to configure the secret, for the error message. `clean` takes off what a file has
/// more than the secret.
base::Secret load(const Config& config, const SecretSource& source, std::string_view name,
                  std::string_view hint, base::Secret (*clean)(const base::Secret&) = trimmed)
{
    if (!source.given()) {
        throw Error{ErrorKind::config, fmt::format("no {} is configured; {}", name, hint)};
    }
    std::optional<base::Secret> found = read(source);
    if (!found) {
        throw Error{ErrorKind::config, fmt::format("{}: '{}' does not exist; put the {} there",
                                                   source.origin, source.file, name)};
    }
    base::Secret secret = clean(*found);
    if (crypto::is_password_box(secret.expose_text())) {
        secret = clean(opened(config, source, trimmed(*found), name));
    }
    if (secret.empty()) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: the {} is empty; {}", source.origin, name, hint)};
    }
    return secret;
}

} // namespace

base::Secret load_mnemonic(const Config& config)
{
    const SecretSource& source = config.wallet.mnemonic;
    base::Secret mnemonic =
        load(config, source, kMnemonicName, "set wallet.mnemonic_file in ctrip.yaml, or MNEMONIC");
    refuse_hidden(config, source.origin, kMnemonicName, mnemonic.expose_text(), kBetweenWords);
    refuse_in_production(config, source.origin, is_well_known_mnemonic(mnemonic.expose_text()),
                         "the mnemonic is one that everybody knows; make your own with 'ctrip "
                         "wallet new'");
    return mnemonic;
}

base::Secret load_passphrase(const Config& config)
{
    const SecretSource& source = config.wallet.passphrase;
    if (!source.given()) {
        return {};
    }
    base::Secret passphrase =
        load(config, source, kPassphraseName, "a wallet without one has no wallet.passphrase_file",
             without_line_end);
    if (passphrase.expose_text().find_first_of("\r\n") != std::string_view::npos) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: the {} has more than one line; write it on one", source.origin,
                                kPassphraseName)};
    }
    return passphrase;
}

base::Secret load_password_file(const std::string& path)
{
    base::hide_memory();
    const std::string origin = "--password-file";
    const std::optional<base::Secret> found = read_file(origin, path, Keeper::operator_);
    base::Secret password = found ? trimmed(*found) : base::Secret{};
    if (password.empty()) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: '{}' does not exist or is empty", origin, path)};
    }
    if (const auto problem = hidden_character_in("password", password.expose_text())) {
        throw Error{ErrorKind::config, fmt::format("{}: '{}': {}", origin, path, *problem)};
    }
    return password;
}

bool is_encrypted(const SecretSource& source)
{
    const std::optional<base::Secret> found = read(source);
    return found && crypto::is_password_box(found->expose_text());
}

base::Secret load_sponsor_key(const Config& config)
{
    const SecretSource& source = config.sweeping.sponsor_key;
    const base::Secret text = load(config, source, kSponsorKeyName,
                                   "set sweeping.sponsor_key_file in ctrip.yaml, or PRIVATE_KEY");
    base::Secret key = crypto::is_web3_keystore(text.expose_text())
                           ? opened_keystore(config, source, text)
                           : parsed_key(source, text);
    refuse_in_production(config, source.origin, is_well_known_key(key.expose()),
                         "the sponsor key is one that Anvil prints for everybody; use your own");
    return key;
}

std::optional<base::Secret> find_own_sponsor_key(const Config& config)
{
    const SecretSource& source = config.sweeping.sponsor_key;
    try {
        const std::optional<base::Secret> text = source.given() ? read(source) : std::nullopt;
        if (!text || crypto::is_password_box(text->expose_text()) ||
            crypto::is_web3_keystore(text->expose_text())) {
            return std::nullopt;
        }
        base::Secret key = parsed_key(source, *text);
        return is_well_known_key(key.expose()) ? std::nullopt : std::optional{std::move(key)};
    } catch (const Error&) {
        return std::nullopt;
    }
}

WebhookSecretLine parse_webhook_secret(std::string_view line)
{
    constexpr std::string_view kUntil = " until ";
    const std::size_t place = line.rfind(kUntil);
    const auto until_s = place == std::string_view::npos
                             ? std::nullopt
                             : base::parse_rfc3339(base::trim(line.substr(place + kUntil.size())));
    // Without a time it is a part of the secret.
    return until_s ? WebhookSecretLine{base::trim(line.substr(0, place)), until_s}
                   : WebhookSecretLine{line, std::nullopt};
}

std::vector<base::Secret> load_webhook_secrets(const Config& config, base::UnixSeconds now_s)
{
    return load_webhook_secrets(config, config.webhooks.secret, now_s);
}

std::vector<base::Secret> load_webhook_lines(const Config& config, const SecretSource& source)
{
    const base::Secret all = load(config, source, kWebhookSecretName,
                                  "set webhooks.secret_file in ctrip.yaml, or WEBHOOK_SECRET");
    std::vector<base::Secret> lines;
    std::string_view rest = all.expose_text();
    while (!rest.empty()) {
        const std::string_view whole_line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(whole_line.size() + 1, rest.size()));
        if (const std::string_view line = base::trim(whole_line); !line.empty()) {
            lines.emplace_back(line);
        }
    }
    return lines;
}

std::vector<base::Secret> load_webhook_secrets(const Config& config, const SecretSource& source,
                                               base::UnixSeconds now_s)
{
    std::vector<base::Secret> secrets;
    for (const base::Secret& one : load_webhook_lines(config, source)) {
        const WebhookSecretLine line = parse_webhook_secret(one.expose_text());
        if (line.until_s && now_s >= *line.until_s) {
            continue;
        }
        check_webhook_secret(config, source.origin, line.secret);
        if (secrets.size() == kWebhookSecretsMax) {
            throw Error{ErrorKind::config,
                        fmt::format("{}: more than {} webhook secrets; keep the newest, one a line",
                                    source.origin, kWebhookSecretsMax)};
        }
        secrets.emplace_back(line.secret);
    }
    if (secrets.empty()) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: the times of all webhook secrets are over; 'ctrip webhooks "
                                "rotate' makes a new one",
                                source.origin)};
    }
    return secrets;
}

base::Secret load_secret(const Config& config, const SecretSource& source, std::string_view name,
                         std::string_view hint)
{
    return load(config, source, name, hint);
}

std::optional<base::Secret> load_database_password(const Config& config)
{
    const SecretSource& source = config.database.password;
    if (!source.given()) {
        return std::nullopt;
    }
    constexpr std::string_view kName = "database password";
    base::Secret password = load(config, source, kName, "set database.password_file in ctrip.yaml");
    refuse_hidden(config, source.origin, kName, password.expose_text());
    return password;
}

std::optional<base::Secret> load_metrics_token(const Config& config)
{
    const SecretSource& source = config.health.metrics_token;
    if (!source.given()) {
        return std::nullopt;
    }
    constexpr std::string_view name = "metrics token";
    constexpr std::string_view hint = "write a new one, as 'openssl rand -hex 32' prints";
    base::Secret token = load(config, source, name, hint);
    if (!is_bearer_token(token.expose_text())) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: the {} may have letters, digits and -._~+/ only; {}",
                                source.origin, name, hint)};
    }
    if (token.size() < kMetricsTokenBytesMin) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: the {} has {} characters, and below {} it can be guessed; {}",
                                source.origin, name, token.size(), kMetricsTokenBytesMin, hint)};
    }
    return token;
}

} // namespace ctrip::config
