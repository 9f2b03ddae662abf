// SPDX-License-Identifier: MIT
// Bytes to hexadecimal text and back. Without a prefix, except for functions named 0x.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::base {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// Lower-case digits, two per byte, without a prefix.
[[nodiscard]] std::string to_hex(ByteView bytes);

/// The same with "0x" in front.
[[nodiscard]] std::string to_hex_0x(ByteView bytes);

/// Digits of either case, an even number of them, no prefix. Nothing for anything else.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view digits);

/// The same with a mandatory "0x" in front.
[[nodiscard]] std::optional<Bytes> from_hex_0x(std::string_view text);

/// Fills `out` exactly; false when `digits` is not 2 * out.size() hex digits. Allocates nothing.
[[nodiscard]] bool decode_hex(std::string_view digits, std::span<std::uint8_t> out) noexcept;

} // namespace ctrip::base
