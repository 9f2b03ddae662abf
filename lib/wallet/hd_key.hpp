// SPDX-License-Identifier: MIT
// Key trees derived from one seed (BIP-32): private keys, and public keys, which can derive
// addresses but not spend.
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

/// Child numbers from this one ("0'") on need the parent's private key.
inline constexpr std::uint32_t kHardened = 0x80000000;

using ChainCode = std::array<std::uint8_t, 32>;

/// The position of a key in its tree.
struct KeyPosition
{
    std::uint8_t depth = 0;                           ///< 0: the master key.
    std::array<std::uint8_t, 4> parent_fingerprint{}; ///< Zero for the master key.
    std::uint32_t child_number = 0;
};

/// The child numbers of a path such as "m" or "m/44'/60'/0'". ' or h marks a hardened one. Throws
/// Error{request} for anything else.
[[nodiscard]] std::vector<std::uint32_t> parse_path(std::string_view path);

class ExtendedPublicKey
{
public:
    ExtendedPublicKey(crypto::PublicKey key, const ChainCode& chain_code,
                      const KeyPosition& position);

    /// Parses "xpub…". Throws Error{config} that says what is wrong: a checksum, another network, a
    /// private key (never quoted), a point that is not on the curve.
    [[nodiscard]] static ExtendedPublicKey parse(std::string_view text);
    [[nodiscard]] std::string serialize() const;

    /// `index` is below kHardened. Throws Error{request} for an index that has no key (one in
    /// 2^127).
    [[nodiscard]] ExtendedPublicKey derive(const crypto::Secp256k1& curve,
                                           std::uint32_t index) const;
    /// The same without the data that only further children need: a third less work.
    [[nodiscard]] crypto::PublicKey derive_key(const crypto::Secp256k1& curve,
                                               std::uint32_t index) const;

    [[nodiscard]] const crypto::PublicKey& key() const noexcept { return m_key; }
    [[nodiscard]] const KeyPosition& position() const noexcept { return m_position; }
    [[nodiscard]] std::array<std::uint8_t, 4> fingerprint() const;

private:
    crypto::PublicKey m_key;
    std::array<std::uint8_t, 33> m_compressed; ///< m_key compressed: each child needs it.
    ChainCode m_chain_code;
    KeyPosition m_position;
};

class ExtendedPrivateKey
{
public:
    /// The master key. Throws Error{config} for a seed that has none (one in 2^127).
    [[nodiscard]] static ExtendedPrivateKey from_seed(base::ByteView seed);

    /// Parses "xprv…". Throws Error{config}, which never quotes the text.
    [[nodiscard]] static ExtendedPrivateKey parse(std::string_view text);
    [[nodiscard]] base::Secret serialize() const;

    /// Any index, hardened ones included. Throws Error{request} for an index that has no key (one
    /// in 2^127).
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
    base::Secret m_chain_code; ///< A Secret: with one child's private key it reveals the others.
    KeyPosition m_position;
};

} // namespace ctrip::wallet
