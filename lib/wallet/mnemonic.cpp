// SPDX-License-Identifier: MIT
#include "wallet/mnemonic.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "wallet/nfkd.hpp"
#include "wallet/wordlist.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace ctrip::wallet {

namespace {

constexpr std::size_t kBitsPerWord = 11;
constexpr std::size_t kWordsMax = 24;
constexpr std::size_t kWordSizeMax = 8;
constexpr unsigned kSeedRounds = 2048;
constexpr std::size_t kSeedSize = 64;
constexpr std::string_view kSaltPrefix = "mnemonic";
constexpr std::string_view kBlank = " \t\r\n\v\f";

constexpr std::array<std::string_view, 5> kWellKnownMnemonics{
    // Anvil and Hardhat; Ganache and Truffle; the specification's first examples.
    "test test test test test test test test test test test junk",
    "myth like bonus scare over problem client lizard pioneer submit female collect",
    "candy maple cake sugar pudding cream honey rich smooth crumble sweet treat",
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
    "abandon "
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art"};

bool is_word_count(std::size_t count) noexcept
{
    return count >= 12 && count <= kWordsMax && count % 3 == 0;
}

/// The words' indexes in the list. Wiped on destruction: they are as secret as the words.
struct Indices
{
    Indices() = default;
    Indices(const Indices&) = delete;
    Indices& operator=(const Indices&) = delete;
    ~Indices() { base::wipe(values.data(), sizeof values); }

    std::array<std::uint16_t, kWordsMax> values{};
    std::size_t count = 0;
};

/// Removes the next word from the front of `text` and returns it; empty if none is left.
std::string_view take_word(std::string_view& text) noexcept
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(kBlank));
    text.remove_prefix(word.size());
    return word;
}

std::optional<std::size_t> index_of_any_case(std::string_view word) noexcept
{
    std::array<char, kWordSizeMax> lower{};
    if (word.size() > lower.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < word.size(); ++i) {
        lower[i] = base::to_lower(word[i]);
    }
    const auto index = index_of_word({lower.data(), word.size()});
    base::wipe(lower.data(), lower.size());
    return index;
}

std::size_t count_words(std::string_view text) noexcept
{
    std::size_t count = 0;
    while (!take_word(text).empty()) {
        ++count;
    }
    return count;
}

void read_words(std::string_view text, Indices& out)
{
    const std::size_t count = count_words(text);
    if (!is_word_count(count)) {
        throw Error{ErrorKind::config,
                    fmt::format("mnemonic: it has {} word{}; it must have 12, 15, 18, 21 or 24",
                                count, count == 1 ? "" : "s")};
    }
    for (out.count = 0; out.count < count; ++out.count) {
        const auto index = index_of_any_case(take_word(text));
        if (!index) {
            throw Error{ErrorKind::config,
                        fmt::format("mnemonic: word {} of {} is not in the English list of BIP-39; "
                                    "compare it with your copy",
                                    out.count + 1, count)};
        }
        out.values[out.count] = static_cast<std::uint16_t>(*index);
    }
}

/// The words as bits: the entropy, then the checksum, which may fill the last byte only in part.
base::Secret pack(const Indices& indices)
{
    base::Secret packed = base::Secret::of_size((indices.count * kBitsPerWord + 7) / 8);
    const std::span<std::uint8_t> out = packed.expose_mutable();
    for (std::size_t bit = 0; bit < indices.count * kBitsPerWord; ++bit) {
        const unsigned word = indices.values[bit / kBitsPerWord];
        const unsigned value = (word >> (kBitsPerWord - 1 - bit % kBitsPerWord)) & 1U;
        out[bit / 8] = static_cast<std::uint8_t>(out[bit / 8] | (value << (7U - bit % 8)));
    }
    return packed;
}

/// The checksum in the highest bits of a byte: one bit of SHA-256 for every four bytes of entropy.
std::uint8_t entropy_checksum(base::ByteView entropy)
{
    auto digest = crypto::sha256(entropy);
    const auto bits = static_cast<unsigned>(entropy.size() / 4);
    const auto checksum = static_cast<std::uint8_t>(digest[0] & (0xff00U >> bits));
    base::wipe(digest.data(), digest.size());
    return checksum;
}

std::size_t entropy_size_of(std::size_t words) noexcept
{
    return words / 3 * 4;
}

base::Secret join(const Indices& indices)
{
    std::size_t size = indices.count - 1;
    for (std::size_t i = 0; i < indices.count; ++i) {
        size += word_at(indices.values[i]).size();
    }
    base::Secret text = base::Secret::of_size(size);
    auto out = text.expose_mutable().begin();
    for (std::size_t i = 0; i < indices.count; ++i) {
        if (i > 0) {
            *out++ = ' ';
        }
        const std::string_view word = word_at(indices.values[i]);
        out = std::copy(word.begin(), word.end(), out);
    }
    return text;
}

} // namespace

Mnemonic Mnemonic::parse(std::string_view text)
{
    Indices indices;
    read_words(text, indices);
    const base::Secret packed = pack(indices);
    const base::ByteView entropy = packed.expose().first(entropy_size_of(indices.count));
    if (entropy_checksum(entropy) != packed.expose().back()) {
        throw Error{ErrorKind::config,
                    "mnemonic: its checksum is wrong: a word is mistyped or out of "
                    "order; compare it with your copy"};
    }
    return Mnemonic{join(indices)};
}

Mnemonic Mnemonic::generate(std::size_t words)
{
    if (!is_word_count(words)) {
        throw Error{ErrorKind::request,
                    fmt::format("mnemonic: {} words are not possible; ask for 12, 15, 18, 21 or 24",
                                words)};
    }
    base::Secret entropy = base::Secret::of_size(entropy_size_of(words));
    base::fill_random(entropy.expose_mutable());
    return from_entropy(entropy.expose());
}

Mnemonic Mnemonic::from_entropy(base::ByteView entropy)
{
    CTRIP_CHECK(entropy.size() % 4 == 0 && is_word_count(entropy.size() / 4 * 3));
    base::Secret packed = base::Secret::of_size(entropy.size() + 1);
    const std::span<std::uint8_t> bits = packed.expose_mutable();
    std::copy(entropy.begin(), entropy.end(), bits.begin());
    bits.back() = entropy_checksum(entropy);
    Indices indices;
    indices.count = entropy.size() / 4 * 3;
    for (std::size_t bit = 0; bit < indices.count * kBitsPerWord; ++bit) {
        const unsigned value = (unsigned{bits[bit / 8]} >> (7U - bit % 8)) & 1U;
        std::uint16_t& word = indices.values[bit / kBitsPerWord];
        word = static_cast<std::uint16_t>((unsigned{word} << 1U) | value);
    }
    return Mnemonic{join(indices)};
}

base::Secret Mnemonic::entropy() const
{
    Indices indices;
    read_words(expose(), indices);
    const base::Secret packed = pack(indices);
    return base::Secret{packed.expose().first(entropy_size_of(indices.count))};
}

base::Secret Mnemonic::seed(std::string_view passphrase) const
{
    const base::Secret normal = to_nfkd(passphrase);
    base::Secret salt = base::Secret::of_size(kSaltPrefix.size() + normal.size());
    const std::span<std::uint8_t> out = salt.expose_mutable();
    std::copy(kSaltPrefix.begin(), kSaltPrefix.end(), out.begin());
    std::copy(normal.expose().begin(), normal.expose().end(), out.begin() + kSaltPrefix.size());
    // The words are ASCII, which NFKD does not change.
    return crypto::pbkdf2_hmac_sha512(m_text.expose(), salt.expose(), kSeedRounds, kSeedSize);
}

bool Mnemonic::is_well_known() const noexcept
{
    return std::find(kWellKnownMnemonics.begin(), kWellKnownMnemonics.end(), expose()) !=
           kWellKnownMnemonics.end();
}

} // namespace ctrip::wallet
