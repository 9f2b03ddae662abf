// SPDX-License-Identifier: MIT
#include "config/well_known.hpp"

#include "base/text.hpp"
#include "config/secrets.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ctrip::config {

namespace {

constexpr std::string_view kBlank = " \t\r\n";

constexpr std::array<std::string_view, 2> kXpubs{
    "xpub6Bh6Cg7bvjFdW6VEAaZmsyhZh86WdJ9Kr5aqqY5LN7UFLpxTrxsiys213UCu8MAYjcq5JhF7jzZXvruGfWfPbxqsBy"
    "NNhwWaNQRuhP3JcC3",
    "xpub6Ce9NcJvTk36xtLSrJLZqE7wtgA5deCeYs7rSQtreh4cj6ByPtrg9sD7V2FNFLPnf8heNP3FGkeV9qwfzvZNSd54Jo"
    "NXVsXFYSYwHsnJxqP",
};

constexpr std::array<std::string_view, 10> kAnvilKeys{
    kDevelopmentSponsorKey,
    "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
    "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
    "7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6",
    "47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a",
    "8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba",
    "92db14e403b83dfe3df233f83dfa3a0d7096f21ca9b0d6d6b8d88b2b4ec1564e",
    "4bbbf85ce3377467afe5d46f804f221813b2bb87f24d81f60f1fcdbf7cbf4356",
    "dbda1821b80551c9d65939329250298aa3472ba22feea921c0cf5d620ea67b97",
    "2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6",
};

constexpr std::array<std::string_view, 10> kDefaultSecrets{
    kDevelopmentWebhookSecret,
    "development",
    "dev",
    "test",
    "secret",
    "changeme",
    "change-me",
    "default",
    "example",
    "password",
};

/// Removes the first word from the front of `text` and returns it; empty at the end.
std::string_view next_word(std::string_view& text) noexcept
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(kBlank));
    text.remove_prefix(word.size());
    return word;
}

/// Compares word by word, without a copy of what may be a real mnemonic.
bool same_words(std::string_view a, std::string_view b) noexcept
{
    while (true) {
        const std::string_view left = next_word(a);
        const std::string_view right = next_word(b);
        if (!base::equal_but_case(left, right)) {
            return false;
        }
        if (left.empty()) {
            return true;
        }
    }
}

} // namespace

bool is_well_known_mnemonic(std::string_view text) noexcept
{
    return same_words(text, kDevelopmentMnemonic) || same_words(text, kAnvilMnemonic);
}

bool is_well_known_xpub(std::string_view text) noexcept
{
    return std::find(kXpubs.begin(), kXpubs.end(), text) != kXpubs.end();
}

bool is_anvil_xpub(std::string_view text) noexcept
{
    return text == kXpubs[1];
}

bool is_well_known_key(base::ByteView key) noexcept
{
    return std::any_of(kAnvilKeys.begin(), kAnvilKeys.end(), [&](std::string_view digits) {
        std::array<std::uint8_t, 32> known{};
        return base::decode_hex(digits, known) &&
               std::equal(known.begin(), known.end(), key.begin(), key.end());
    });
}

bool is_default_secret(std::string_view text) noexcept
{
    return std::any_of(kDefaultSecrets.begin(), kDefaultSecrets.end(),
                       [&](std::string_view known) { return base::equal_but_case(text, known); });
}

} // namespace ctrip::config
