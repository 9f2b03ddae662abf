// SPDX-License-Identifier: MIT
#include "base/hex.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace ctrip::base {

namespace {

constexpr std::uint8_t kNoDigit = 0xff;

constexpr std::array<std::uint8_t, 256> make_digits()
{
    std::array<std::uint8_t, 256> digits{};
    digits.fill(kNoDigit);
    for (unsigned i = 0; i < 10; ++i) {
        digits['0' + i] = static_cast<std::uint8_t>(i);
    }
    for (unsigned i = 0; i < 6; ++i) {
        digits['a' + i] = static_cast<std::uint8_t>(10 + i);
        digits['A' + i] = static_cast<std::uint8_t>(10 + i);
    }
    return digits;
}

constexpr std::array<std::uint8_t, 256> kDigits = make_digits();

/// Decodes eight digits at once, in a word whose lowest byte is the first digit. Returns nonzero if
/// one of them is not a hex digit.
std::uint64_t decode_eight(const char* digits, std::uint8_t* out) noexcept
{
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t tops = 0x80 * ones;
    std::uint64_t word = 0;
    std::memcpy(&word, digits, sizeof word);
    // For a byte below 128, adding (128 - limit) sets the top bit if and only if the byte is at
    // least the limit.
    const std::uint64_t lower = word | (0x20 * ones);
    const std::uint64_t decimal = (word + (0x80 - '0') * ones) & ~(word + (0x7f - '9') * ones);
    const std::uint64_t letter = (lower + (0x80 - 'a') * ones) & ~(lower + (0x7f - 'f') * ones);
    const std::uint64_t bad = (~(decimal | letter) | word) & tops;

    std::uint64_t value = (word & (0x0f * ones)) + 9 * (word >> 6U & ones);
    value = (value << 4U | value >> 8U) & 0x00ff00ff00ff00ffU;
    value = (value | value >> 8U) & 0x0000ffff0000ffffU;
    const auto bytes = static_cast<std::uint32_t>(value | value >> 16U);
    std::memcpy(out, &bytes, sizeof bytes);
    return bad;
}

void append_hex(std::string& out, ByteView bytes)
{
    constexpr std::string_view alphabet = "0123456789abcdef";
    out.reserve(out.size() + 2 * bytes.size());
    for (const std::uint8_t byte : bytes) {
        out.push_back(alphabet[byte >> 4U]);
        out.push_back(alphabet[byte & 0xfU]);
    }
}

} // namespace

std::string to_hex(ByteView bytes)
{
    std::string out;
    append_hex(out, bytes);
    return out;
}

std::string to_hex_0x(ByteView bytes)
{
    std::string out = "0x";
    append_hex(out, bytes);
    return out;
}

bool decode_hex(std::string_view digits, std::span<std::uint8_t> out) noexcept
{
    if (digits.size() != 2 * out.size()) {
        return false;
    }
    // One test at the end instead of one per digit: an invalid digit leaves a bit above the low
    // nibble.
    std::uint64_t bad = 0;
    std::size_t i = 0;
    if constexpr (std::endian::native == std::endian::little) {
        for (; i + 4 <= out.size(); i += 4) {
            bad |= decode_eight(&digits[2 * i], &out[i]);
        }
    }
    for (; i < out.size(); ++i) {
        const unsigned high = kDigits[static_cast<unsigned char>(digits[2 * i])];
        const unsigned low = kDigits[static_cast<unsigned char>(digits[2 * i + 1])];
        bad |= (high | low) & 0xf0U;
        out[i] = static_cast<std::uint8_t>((high << 4U) | low);
    }
    return bad == 0;
}

std::optional<Bytes> from_hex(std::string_view digits)
{
    Bytes bytes(digits.size() / 2);
    if (!decode_hex(digits, bytes)) {
        return std::nullopt;
    }
    return bytes;
}

std::optional<Bytes> from_hex_0x(std::string_view text)
{
    if (!text.starts_with("0x")) {
        return std::nullopt;
    }
    return from_hex(text.substr(2));
}

} // namespace ctrip::base
