// SPDX-License-Identifier: MIT
// Base58 with a checksum of four bytes, the form of extended keys (BIP-32).
#pragma once

#include "base/hex.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string_view>

namespace ctrip::wallet {

/// A Secret, since the text may encode a private key.
[[nodiscard]] base::Secret encode_base58check(base::ByteView payload);

/// The payload; nothing if a character or the checksum is wrong, or the text is longer than 128
/// characters.
[[nodiscard]] std::optional<base::Secret> decode_base58check(std::string_view text);

} // namespace ctrip::wallet
