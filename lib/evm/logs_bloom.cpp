// SPDX-License-Identifier: MIT
#include "evm/logs_bloom.hpp"

#include "crypto/keccak256.hpp"

#include <algorithm>

namespace ctrip::evm {

namespace {

constexpr unsigned kBitsMask = 2'047;

/// Bit 0 is the lowest bit of the last byte.
std::size_t byte_of(std::uint16_t bit) noexcept
{
    return 255U - bit / 8U;
}

std::uint8_t mask_of(std::uint16_t bit) noexcept
{
    return static_cast<std::uint8_t>(1U << (bit % 8U));
}

} // namespace

BloomBits bloom_bits(base::ByteView item) noexcept
{
    const crypto::Digest digest = crypto::keccak256(item);
    BloomBits bits{};
    for (std::size_t i = 0; i < bits.size(); ++i) {
        const unsigned pair = static_cast<unsigned>(digest[2 * i]) << 8U | digest[2 * i + 1];
        bits[i] = static_cast<std::uint16_t>(pair & kBitsMask);
    }
    return bits;
}

std::optional<LogsBloom> LogsBloom::parse(std::string_view text) noexcept
{
    LogsBloom bloom;
    if (!text.starts_with("0x") || !base::decode_hex(text.substr(2), bloom.m_bytes)) {
        return std::nullopt;
    }
    return bloom;
}

void LogsBloom::add(const BloomBits& bits) noexcept
{
    for (const std::uint16_t bit : bits) {
        m_bytes[byte_of(bit)] |= mask_of(bit);
    }
}

bool LogsBloom::may_contain(const BloomBits& bits) const noexcept
{
    return std::all_of(bits.begin(), bits.end(), [&](std::uint16_t bit) {
        return (m_bytes[byte_of(bit)] & mask_of(bit)) != 0;
    });
}

bool LogsBloom::is_empty() const noexcept
{
    return std::all_of(m_bytes.begin(), m_bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

bool LogsBloom::is_full() const noexcept
{
    return std::all_of(m_bytes.begin(), m_bytes.end(),
                       [](std::uint8_t byte) { return byte == 0xff; });
}

} // namespace ctrip::evm
