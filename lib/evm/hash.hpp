// SPDX-License-Identifier: MIT
// 32-byte hashes, each with a type of its own, and block numbers.
#pragma once

#include "base/hex.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::evm {

template <typename Tag>
struct Hash
{
    std::array<std::uint8_t, 32> bytes{};

    /// "0x" and 64 digits.
    [[nodiscard]] static std::optional<Hash> parse(std::string_view text) noexcept
    {
        Hash hash;
        if (!text.starts_with("0x") || !base::decode_hex(text.substr(2), hash.bytes)) {
            return std::nullopt;
        }
        return hash;
    }
    [[nodiscard]] std::string to_hex() const { return base::to_hex_0x(bytes); }

    friend bool operator==(const Hash&, const Hash&) noexcept = default;
    friend std::strong_ordering operator<=>(const Hash&, const Hash&) noexcept = default;
};

/// One 32-byte word of the EVM.
using Word = std::array<std::uint8_t, 32>;

using TxHash = Hash<struct TxHashTag>;
using BlockHash = Hash<struct BlockHashTag>;

using ChainId = std::uint64_t;
using BlockNumber = std::uint64_t;

} // namespace ctrip::evm
