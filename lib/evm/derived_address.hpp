// SPDX-License-Identifier: MIT
// Addresses derived from a public key, or from a contract's creation.
#pragma once

#include "base/hex.hpp"
#include "crypto/keccak256.hpp"
#include "evm/address.hpp"
#include "evm/hash.hpp"

#include <array>
#include <cstdint>

namespace ctrip::evm {

/// The account of an uncompressed public key (04, x, y).
[[nodiscard]] Address address_of_public_key(const std::array<std::uint8_t, 65>& key) noexcept;

/// The contract that `deployer` creates with its transaction of that nonce (CREATE).
[[nodiscard]] Address create_address(const Address& deployer, std::uint64_t nonce);

/// The contract that `deployer` creates from initcode of that hash with `salt` (CREATE2, EIP-1014).
[[nodiscard]] Address create2_address(const Address& deployer, const Word& salt,
                                      const crypto::Digest& initcode_hash);

} // namespace ctrip::evm
