// SPDX-License-Identifier: MIT
// A QR code as text: two modules a character, by the half blocks of Unicode.
#pragma once

#include <string>
#include <string_view>

namespace ctrip::cli {

/// Dark on light with its quiet zone, whatever the terminal's own colours are. Without colours a
/// dark terminal is assumed: the light modules are the ones that are drawn.
[[nodiscard]] std::string draw_qr(std::string_view text, bool color);

} // namespace ctrip::cli
