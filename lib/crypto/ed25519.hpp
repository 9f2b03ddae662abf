// SPDX-License-Identifier: MIT
// Signatures by Ed25519 (RFC 8032).
#pragma once

#include "base/hex.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ctrip::crypto {

inline constexpr std::size_t kEd25519SeedBytes = 32;
inline constexpr std::size_t kEd25519KeyBytes = 32;

/// `seed`: the private key, 32 bytes.
[[nodiscard]] std::array<std::uint8_t, kEd25519KeyBytes> ed25519_public_key(base::ByteView seed);
[[nodiscard]] std::array<std::uint8_t, 64> ed25519_sign(base::ByteView seed,
                                                        base::ByteView message);

} // namespace ctrip::crypto
