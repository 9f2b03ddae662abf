// SPDX-License-Identifier: MIT
// A checked mnemonic (BIP-39, English words) and its seed.
#pragma once

#include "base/hex.hpp"
#include "base/secret.hpp"

#include <cstddef>
#include <string_view>
#include <utility>

namespace ctrip::wallet {

class Mnemonic
{
public:
    /// 12, 15, 18, 21 or 24 words in any case, separated by white space. Throws Error{config} that
    /// names the unknown word (by its number, never the word itself), or says that the checksum is
    /// wrong.
    [[nodiscard]] static Mnemonic parse(std::string_view text);

    /// Generates words from the kernel's random source. Throws Error{request} for any other number
    /// of words.
    [[nodiscard]] static Mnemonic generate(std::size_t words);

    /// The words for 16, 20, 24, 28 or 32 bytes.
    [[nodiscard]] static Mnemonic from_entropy(base::ByteView entropy);

    /// Lower case, one space between words: for `wallet new`, which prints them to be written down.
    [[nodiscard]] std::string_view expose() const noexcept { return m_text.expose_text(); }

    /// The entropy that the words encode.
    [[nodiscard]] base::Secret entropy() const;

    /// 64 bytes. The passphrase is UTF-8 in any normal form (NFKD is applied); Error{config} if it
    /// is not UTF-8. Takes more than a millisecond, by design.
    [[nodiscard]] base::Secret seed(std::string_view passphrase = {}) const;

    /// True for mnemonics from manuals and test suites: their keys are public.
    [[nodiscard]] bool is_well_known() const noexcept;

private:
    explicit Mnemonic(base::Secret text) : m_text(std::move(text)) {}

    base::Secret m_text;
};

} // namespace ctrip::wallet
