// SPDX-License-Identifier: MIT
// A 20-byte account address, with the mixed-case checksum of EIP-55.
#pragma once

#include "base/hex.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::evm {

struct Address
{
    std::array<std::uint8_t, 20> bytes{};

    /// "0x" and 40 digits. Digits of one case are accepted; mixed case must match EIP-55 exactly.
    [[nodiscard]] static std::optional<Address> parse(std::string_view text);
    /// The same without checking the case, for text from nodes and the database: much faster.
    [[nodiscard]] static std::optional<Address> parse_unchecked(std::string_view text) noexcept;

    /// Lower case: the form in the database and in JSON-RPC.
    [[nodiscard]] std::string to_hex() const { return base::to_hex_0x(bytes); }
    /// EIP-55: the form for people.
    [[nodiscard]] std::string to_checksum() const;

    [[nodiscard]] bool is_zero() const noexcept { return *this == Address{}; }

    friend bool operator==(const Address&, const Address&) noexcept = default;
    friend std::strong_ordering operator<=>(const Address&, const Address&) noexcept = default;
};

} // namespace ctrip::evm

template <>
struct std::hash<ctrip::evm::Address>
{
    std::size_t operator()(const ctrip::evm::Address& address) const noexcept
    {
        // An address is a hash already, so any eight bytes of it will do.
        std::size_t value = 0;
        std::memcpy(&value, address.bytes.data() + 4, sizeof value);
        return value;
    }
};
