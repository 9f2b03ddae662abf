// SPDX-License-Identifier: MIT
// The words a wallet is made of (BIP-39, English list), checked, and the seed that they stand for.
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
    /// 12, 15, 18, 21 or 24 words of any case, between blanks of any kind. Throws Error{config}
    /// that says which word (by its number, never the word) is unknown, or that the checksum is
    /// wrong.
    [[nodiscard]] static Mnemonic parse(std::string_view text);

    /// New words from the kernel's randomness. Throws Error{request} for another number of words
    /// than those above.
    [[nodiscard]] static Mnemonic generate(std::size_t words);

    /// The words for 16, 20, 24, 28 or 32 bytes.
    [[nodiscard]] static Mnemonic from_entropy(base::ByteView entropy);

    /// Lower case, one space between words: for `wallet new`, whose user must write them down.
    [[nodiscard]] std::string_view expose() const noexcept { return m_text.expose_text(); }

    /// What the words encode.
    [[nodiscard]] base::Secret entropy() const;

    /// 64 bytes. The passphrase is UTF-8 in any normal form (NFKD is applied); Error{config} where
    /// it is not UTF-8. Takes more than a millisecond, by design.
    [[nodiscard]] base::Secret seed(std::string_view passphrase = {}) const;

    /// True for words that are printed in manuals and test suites: everybody can spend what they
    /// hold.
    [[nodiscard]] bool is_well_known() const noexcept;

private:
    explicit Mnemonic(base::Secret text) : m_text(std::move(text)) {}

    base::Secret m_text;
};

} // namespace ctrip::wallet
