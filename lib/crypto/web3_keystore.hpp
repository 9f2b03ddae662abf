// SPDX-License-Identifier: MIT
// Web3 Secret Storage, version 3: the JSON key file of geth, ethers and most wallets. scrypt (RFC
// 7914) or PBKDF2 with HMAC-SHA256 (RFC 8018) derives 32 bytes from the password; AES-128-CTR with
// the first half encrypts a private key, Keccak-256 over the second half and the ciphertext
// authenticates it.
#pragma once

#include "base/secret.hpp"

#include <cstdint>
#include <string_view>
#include <variant>

namespace ctrip::crypto {

/// Whether the text begins like a JSON object: no other form of a key has a brace.
[[nodiscard]] bool is_web3_keystore(std::string_view text) noexcept;

enum class KeystoreFault : std::uint8_t
{
    malformed,       ///< Not JSON, or a field is missing or has another form.
    other_version,   ///< `version` is not the number 3.
    other_algorithm, ///< Another cipher, key derivation or hash than those above.
    refused_cost,    ///< Above 1 GiB of memory or 8 times geth's work, or not allowed by RFC 7914.
    wrong_password,  ///< Or the file was changed: the MAC differs.
};

/// The private key, 32 bytes; a shorter one is padded with zeros in front, as geth does. Its
/// validity is not checked.
[[nodiscard]] std::variant<base::Secret, KeystoreFault>
open_web3_keystore(std::string_view text, const base::Secret& password);

} // namespace ctrip::crypto
