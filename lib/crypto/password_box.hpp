// SPDX-License-Identifier: MIT
// A secret that only its password opens: scrypt (RFC 7914) makes a key of the password, AES-256-GCM
// (NIST SP 800-38D) seals the secret with it. One line of text:
//
//     ctrip-encrypted v1 scrypt LOG2N R P SALT NONCE SEALED
//
// with salt, nonce and the sealed bytes (the tag of 16 bytes at their end) in base64. All that
// stands before SEALED is authenticated with it.
#pragma once

#include "base/secret.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace ctrip::crypto {

/// Memory is 128 * 2^log2_n * r bytes, 128 MiB as it stands here: some tenths of a second.
struct ScryptCost
{
    unsigned log2_n = 17;
    unsigned r = 8;
    unsigned p = 1;
};

/// Whether it is, or claims to be, such a line.
[[nodiscard]] bool is_password_box(std::string_view text) noexcept;

/// A new salt and nonce each time. CTRIP_CHECK where the cost is beyond what open_box() takes.
[[nodiscard]] std::string seal(const base::Secret& secret, const base::Secret& password,
                               const ScryptCost& cost = {});

enum class BoxFault
{
    malformed,      ///< No such line, or a cost that no sane program asks for.
    wrong_password, ///< Or it was changed.
};

/// What was sealed. Never takes more than 1 GiB of memory, whatever the line asks for.
[[nodiscard]] std::variant<base::Secret, BoxFault> open_box(std::string_view text,
                                                            const base::Secret& password);

/// RFC 7914. Fills `out`.
void scrypt(base::ByteView password, base::ByteView salt, const ScryptCost& cost,
            std::span<std::uint8_t> out);

} // namespace ctrip::crypto
