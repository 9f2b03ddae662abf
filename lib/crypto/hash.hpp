// SPDX-License-Identifier: MIT
// Hashes, HMAC and PBKDF2 for Bitcoin's key formats and for webhooks, by OpenSSL.
#pragma once

#include "base/hex.hpp"
#include "base/secret.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ctrip::crypto {

[[nodiscard]] std::array<std::uint8_t, 32> sha256(base::ByteView data);

/// RIPEMD-160 of SHA-256: identifies a key in BIP-32.
[[nodiscard]] std::array<std::uint8_t, 20> hash160(base::ByteView data);

/// RFC 2104. A key of any length, an empty one too.
[[nodiscard]] std::array<std::uint8_t, 32> hmac_sha256(base::ByteView key, base::ByteView data);

/// If the result is part of a key, the caller wipes it.
[[nodiscard]] std::array<std::uint8_t, 64> hmac_sha512(base::ByteView key, base::ByteView data);

/// RFC 8018 with HMAC-SHA512: `size` bytes.
[[nodiscard]] base::Secret pbkdf2_hmac_sha512(base::ByteView password, base::ByteView salt,
                                              unsigned rounds, std::size_t size);

/// Takes the same time wherever the bytes differ. The lengths are not secret.
[[nodiscard]] bool equal_in_constant_time(base::ByteView a, base::ByteView b) noexcept;

} // namespace ctrip::crypto
