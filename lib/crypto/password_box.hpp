// SPDX-License-Identifier: MIT
// A secret encrypted with a password: scrypt (RFC 7914) derives a key from the password,
// AES-256-GCM (NIST SP 800-38D) encrypts the secret with it. One line of text:
//
//     ctrip-encrypted v1 scrypt LOG2N R P SALT NONCE SEALED
//
// with salt, nonce and the sealed bytes (their last 16 are the tag) in base64. The text before
// SEALED is authenticated too.
#pragma once

#include "base/secret.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace ctrip::crypto {

/// Uses 128 * 2^log2_n * r bytes of memory: by default 128 MiB and some tenths of a second.
struct ScryptCost
{
    unsigned log2_n = 17;
    unsigned r = 8;
    unsigned p = 1;
};

/// Whether the text begins as such a line.
[[nodiscard]] bool is_password_box(std::string_view text) noexcept;

/// Encrypts with a new salt and nonce each time. CTRIP_CHECK fails if open_box() would refuse the
/// cost.
[[nodiscard]] std::string seal(const base::Secret& secret, const base::Secret& password,
                               const ScryptCost& cost = {});

enum class BoxFault
{
    malformed,      ///< Not such a line, or a cost above the limits.
    wrong_password, ///< Or the line was changed.
};

/// Decrypts the secret. Never uses more than 1 GiB of memory, whatever cost the line gives.
[[nodiscard]] std::variant<base::Secret, BoxFault> open_box(std::string_view text,
                                                            const base::Secret& password);

/// RFC 7914. Fills `out`.
void scrypt(base::ByteView password, base::ByteView salt, const ScryptCost& cost,
            std::span<std::uint8_t> out);

} // namespace ctrip::crypto
