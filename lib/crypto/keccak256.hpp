// SPDX-License-Identifier: MIT
// Keccak-256 as Ethereum uses it: the permutation of FIPS 202 with the original padding byte 0x01.
#pragma once

#include "base/hex.hpp"

#include <array>
#include <cstdint>

namespace ctrip::crypto {

using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest keccak256(base::ByteView data) noexcept;

/// The same with another domain byte: 0x06 makes it SHA3-256, so that tests can compare the
/// permutation with OpenSSL's.
[[nodiscard]] Digest keccak256_with_padding(base::ByteView data, std::uint8_t padding) noexcept;

} // namespace ctrip::crypto
