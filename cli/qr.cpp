// SPDX-License-Identifier: MIT
#include "cli/qr.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <cerrno>
#include <memory>
#include <system_error>

namespace ctrip::cli {

namespace {

constexpr int kQuietZone = 4; // Modules around the code, required by ISO 18004.
constexpr std::string_view kBlackOnWhite = "\033[38;5;16;48;5;231m";

struct Free
{
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, Free>;

bool is_dark(const QRcode& code, int x, int y)
{
    const bool inside = x >= 0 && y >= 0 && x < code.width && y < code.width;
    return inside && (code.data[y * code.width + x] & 1U) != 0;
}

std::string_view half_block(bool upper, bool lower)
{
    if (upper) {
        return lower ? "\u2588" : "\u2580";
    }
    return lower ? "\u2584" : " ";
}

} // namespace

std::string draw_qr(std::string_view text, bool color)
{
    const Code code{QRcode_encodeString8bit(std::string{text}.c_str(), 0, QR_ECLEVEL_M)};
    if (!code) {
        throw Error{ErrorKind::request,
                    fmt::format("QR code: {}", std::generic_category().message(errno))};
    }
    std::string out;
    for (int y = -kQuietZone; y < code->width + kQuietZone; y += 2) {
        out += color ? kBlackOnWhite : "";
        for (int x = -kQuietZone; x < code->width + kQuietZone; ++x) {
            // With colours, drawn halves are dark modules. Without, drawn text is light on a dark
            // terminal, so that light modules are drawn.
            out += half_block(is_dark(*code, x, y) == color, is_dark(*code, x, y + 1) == color);
        }
        out += color ? "\033[0m\n" : "\n";
    }
    return out;
}

} // namespace ctrip::cli
