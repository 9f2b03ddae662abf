// SPDX-License-Identifier: MIT
// A block's logs bloom: a Bloom filter of 2,048 bits over the addresses and topics of its logs
// (Yellow Paper, section 4.3.1, M3:2048).
#pragma once

#include "base/hex.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ctrip::evm {

/// The three bits of an address (20 bytes) or a topic (32 bytes).
using BloomBits = std::array<std::uint16_t, 3>;

[[nodiscard]] BloomBits bloom_bits(base::ByteView item) noexcept;

class LogsBloom
{
public:
    /// "0x" and 512 digits; nothing for anything else.
    [[nodiscard]] static std::optional<LogsBloom> parse(std::string_view text) noexcept;

    void add(const BloomBits& bits) noexcept;
    /// False: no log of the block has the item. True: one may have.
    [[nodiscard]] bool may_contain(const BloomBits& bits) const noexcept;
    /// The block has no logs.
    [[nodiscard]] bool is_empty() const noexcept;
    /// Every bit is set, as chains send it that compute none (Filecoin): it says nothing.
    [[nodiscard]] bool is_full() const noexcept;
    /// As in headers and receipts: 256 bytes, bit 0 is the lowest of the last byte.
    [[nodiscard]] base::ByteView bytes() const noexcept { return m_bytes; }

    friend bool operator==(const LogsBloom&, const LogsBloom&) noexcept = default;

private:
    std::array<std::uint8_t, 256> m_bytes{};
};

} // namespace ctrip::evm
