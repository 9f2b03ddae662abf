// SPDX-License-Identifier: MIT
// Trees of keys grown from one seed (BIP-32): private ones, and public ones that can grow addresses
// but spend nothing.
#pragma once

#include "base/hex.hpp"
#include "base/secret.hpp"
#include "crypto/secp256k1.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::wallet {

/// Child numbers from here on ("0'" is this one) need the parent's private key.
inline constexpr std::uint32_t kHardened = 0x80000000;

using ChainCode = std::array<std::uint8_t, 32>;

/// Where in its tree a key stands.
struct KeyPosition
{
    std::uint8_t depth = 0;                           ///< 0: the master key.
    std::array<std::uint8_t, 4> parent_fingerprint{}; ///< Zero for the master key.
    std::uint32_t child_number = 0;
};

/// "m", "m/44'/60'/0'": the child numbers on the way. ' or h marks a hardened one. Throws
/// Error{request} for anything else.
[[nodiscard]] std::vector<std::uint32_t> parse_path(std::string_view path);

class ExtendedPublicKey
{
public:
    ExtendedPublicKey(crypto::PublicKey key, const ChainCode& chain_code,
                      const KeyPosition& position);

    /// "xpub…". Throws Error{config} that says what is wrong: a checksum, another network, a
    /// private key (never repeated), a point off the curve.
    [[nodiscard]] static ExtendedPublicKey parse(std::string_view text);
    [[nodiscard]] std::string serialize() const;

    /// `index` is below kHardened. Throws Error{request} for the one index in 2^127 that has no
    /// key.
    [[nodiscard]] ExtendedPublicKey derive(const crypto::Secp256k1& curve,
                                           std::uint32_t index) const;
    /// The same without what only further children need: a third less work.
    [[nodiscard]] crypto::PublicKey derive_key(const crypto::Secp256k1& curve,
                                               std::uint32_t index) const;

    [[nodiscard]] const crypto::PublicKey& key() const noexcept { return m_key; }
    [[nodiscard]] const KeyPosition& position() const noexcept { return m_position; }
    [[nodiscard]] std::array<std::uint8_t, 4> fingerprint() const;

private:
    crypto::PublicKey m_key;
    std::array<std::uint8_t, 33> m_compressed; ///< Of m_key: each child needs it.
    ChainCode m_chain_code;
    KeyPosition m_position;
};

class ExtendedPrivateKey
{
public:
    /// The master key. Throws Error{config} for the one seed in 2^127 that has none.
    [[nodiscard]] static ExtendedPrivateKey from_seed(base::ByteView seed);

    /// "xprv…". Throws Error{config}; never repeats the text.
    [[nodiscard]] static ExtendedPrivateKey parse(std::string_view text);
    [[nodiscard]] base::Secret serialize() const;

    /// Any index, kHardened and above too. Throws Error{request} for the one index in 2^127 that
    /// has no key.
    [[nodiscard]] ExtendedPrivateKey derive(const crypto::Secp256k1& curve,
                                            std::uint32_t index) const;
    [[nodiscard]] ExtendedPrivateKey derive(const crypto::Secp256k1& curve,
                                            const std::vector<std::uint32_t>& path) const;

    [[nodiscard]] ExtendedPublicKey to_public(const crypto::Secp256k1& curve) const;
    [[nodiscard]] const crypto::PrivateKey& key() const noexcept { return m_key; }
    [[nodiscard]] const KeyPosition& position() const noexcept { return m_position; }

private:
    ExtendedPrivateKey(crypto::PrivateKey key, base::Secret chain_code,
                       const KeyPosition& position);

    crypto::PrivateKey m_key;
    base::Secret m_chain_code; ///< With one child's private key it gives the others', so it is a
                               ///< secret here.
    KeyPosition m_position;
};

} // namespace ctrip::wallet
