// SPDX-License-Identifier: MIT
// Base64 with the standard alphabet and padding (RFC 4648 section 4).
#pragma once

#include "base/hex.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ctrip::crypto {

[[nodiscard]] std::string encode_base64(base::ByteView bytes);

/// Strict: whole groups of four with padding, no white space, unused bits zero. Nothing for
/// anything else. If the result is a secret, the caller wipes it.
[[nodiscard]] std::optional<base::Bytes> decode_base64(std::string_view text);

} // namespace ctrip::crypto
