// SPDX-License-Identifier: MIT
// An ECDSA signature on secp256k1 from which the signer can be recovered.
#pragma once

#include <array>
#include <cstdint>

namespace ctrip::crypto {

struct Signature
{
    std::array<std::uint8_t, 32> r{}; ///< Most significant byte first, as `s`.
    std::array<std::uint8_t, 32> s{};
    std::uint8_t y_parity = 0; ///< 0 or 1: whether the y of the nonce's point is odd.

    friend bool operator==(const Signature&, const Signature&) noexcept = default;
};

} // namespace ctrip::crypto
