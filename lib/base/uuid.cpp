// SPDX-License-Identifier: MIT
#include "base/uuid.hpp"

#include "base/hex.hpp"
#include "base/random.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace ctrip::base {

namespace {

constexpr std::uint64_t kCounterMax = (1ULL << 42U) - 1;
// The seed leaves the counter's top bit zero, so that each millisecond has room for at least 2^41
// more.
constexpr std::uint64_t kSeedMask = (1ULL << 41U) - 1;

using UuidBytes = std::array<std::uint8_t, 16>;

void set_time(UuidBytes& bytes, std::int64_t now_ms)
{
    const auto ms = static_cast<std::uint64_t>(now_ms);
    for (unsigned i = 0; i < 6; ++i) {
        bytes[i] = static_cast<std::uint8_t>(ms >> (40U - 8U * i));
    }
}

std::string to_text(const UuidBytes& bytes)
{
    std::string text = to_hex(bytes);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
        text.insert(dash, 1, '-');
    }
    return text;
}

} // namespace

std::string UuidGenerator::next(std::int64_t now_ms)
{
    // RFC 9562 section 6.2, method 1. A clock that steps back keeps the last time, so order holds.
    if (now_ms > m_last_ms) {
        m_last_ms = now_ms;
        m_counter = random_u64() & kSeedMask;
    } else if (m_counter == kCounterMax) {
        ++m_last_ms;
        m_counter = random_u64() & kSeedMask;
    } else {
        ++m_counter;
    }
    UuidBytes bytes{};
    fill_random(std::span{bytes}.subspan(12));
    set_time(bytes, m_last_ms);
    bytes[6] = static_cast<std::uint8_t>(0x70U | ((m_counter >> 38U) & 0xfU));
    bytes[7] = static_cast<std::uint8_t>(m_counter >> 30U);
    bytes[8] = static_cast<std::uint8_t>(0x80U | ((m_counter >> 24U) & 0x3fU));
    bytes[9] = static_cast<std::uint8_t>(m_counter >> 16U);
    bytes[10] = static_cast<std::uint8_t>(m_counter >> 8U);
    bytes[11] = static_cast<std::uint8_t>(m_counter);
    return to_text(bytes);
}

std::string first_uuid_of(std::int64_t now_ms)
{
    UuidBytes bytes{};
    set_time(bytes, now_ms);
    bytes[6] = 0x70;
    bytes[8] = 0x80;
    return to_text(bytes);
}

std::optional<std::int64_t> uuid_ms(std::string_view text) noexcept
{
    if (!is_uuid(text)) {
        return std::nullopt;
    }
    std::int64_t high = 0;
    std::int64_t low = 0;
    std::from_chars(text.data(), text.data() + 8, high, 16);
    std::from_chars(text.data() + 9, text.data() + 13, low, 16);
    return high << 16 | low;
}

bool is_uuid(std::string_view text) noexcept
{
    if (text.size() != 36) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool dash_here = i == 8 || i == 13 || i == 18 || i == 23;
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (dash_here ? c != '-' : !hex) {
            return false;
        }
    }
    return true;
}

} // namespace ctrip::base
