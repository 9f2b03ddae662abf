// SPDX-License-Identifier: MIT
// Keys and signatures on the curve secp256k1, by libsecp256k1.
#pragma once

#include "base/hex.hpp"
#include "base/secret.hpp"
#include "crypto/keccak256.hpp"
#include "crypto/signature.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

struct secp256k1_context_struct;

namespace ctrip::crypto {

/// 32 bytes that are a valid key: not zero, and below the curve's order.
class PrivateKey
{
public:
    /// Nothing if the bytes are not a valid key. Copies them; the caller wipes its own copy.
    [[nodiscard]] static std::optional<PrivateKey> from_bytes(base::ByteView bytes);

    [[nodiscard]] base::ByteView expose() const noexcept { return m_bytes.expose(); }
    [[nodiscard]] PrivateKey clone() const { return PrivateKey{m_bytes.clone()}; }

private:
    explicit PrivateKey(base::Secret bytes) : m_bytes(std::move(bytes)) {}

    base::Secret m_bytes;
};

/// A point of the curve, never the one at infinity.
class PublicKey
{
public:
    /// 33 bytes: 02 or 03, then x.
    [[nodiscard]] std::array<std::uint8_t, 33> to_compressed() const noexcept;
    /// 65 bytes: 04, x, y.
    [[nodiscard]] std::array<std::uint8_t, 65> to_uncompressed() const noexcept;
    /// Either form. Nothing for a point that is not on the curve.
    [[nodiscard]] static std::optional<PublicKey> parse(base::ByteView bytes) noexcept;

    friend bool operator==(const PublicKey& a, const PublicKey& b) noexcept
    {
        return a.to_compressed() == b.to_compressed();
    }

private:
    friend class Secp256k1;
    PublicKey() = default;

    std::array<std::uint8_t, 64>
        m_point{}; ///< In libsecp256k1's internal form, which saves a square root at each use.
};

/// Operations on keys. Each object blinds its secret computations with its own random bytes.
/// Creating one takes some ten microseconds, so keep it. Calls on one object may run on several
/// threads at once.
class Secp256k1
{
public:
    Secp256k1();

    [[nodiscard]] PublicKey public_key(const PrivateKey& key) const noexcept;

    /// RFC 6979 nonce, so the same input gives the same signature; s is at most half the order
    /// (EIP-2).
    [[nodiscard]] Signature sign(const Digest& digest, const PrivateKey& key) const;

    /// The key that made the signature. Nothing if no key can have made it, y_parity is above 1, or
    /// s is above half the order.
    [[nodiscard]] std::optional<PublicKey> recover(const Digest& digest,
                                                   const Signature& signature) const noexcept;

    /// key + tweak and key + tweak * G (BIP-32). Nothing if the tweak is not a valid key or the sum
    /// is zero.
    [[nodiscard]] std::optional<PrivateKey> add_tweak(const PrivateKey& key,
                                                      base::ByteView tweak) const;
    [[nodiscard]] std::optional<PublicKey> add_tweak(const PublicKey& key,
                                                     base::ByteView tweak) const noexcept;

private:
    struct Destroy
    {
        void operator()(secp256k1_context_struct* context) const noexcept;
    };
    std::unique_ptr<secp256k1_context_struct, Destroy> m_context;
};

} // namespace ctrip::crypto
