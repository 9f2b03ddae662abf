// SPDX-License-Identifier: MIT
// A QR code as text: two modules per character, in Unicode half blocks.
#pragma once

#include <string>
#include <string_view>

namespace ctrip::cli {

/// With `color`: black on white with its quiet zone, whatever the terminal's colours are. Without:
/// assumes a dark terminal and draws the light modules.
[[nodiscard]] std::string draw_qr(std::string_view text, bool color);

} // namespace ctrip::cli
