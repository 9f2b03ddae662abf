// SPDX-License-Identifier: MIT
#include "evm/address.hpp"

#include "crypto/keccak256.hpp"

#include <algorithm>

namespace ctrip::evm {

std::optional<Address> Address::parse_unchecked(std::string_view text) noexcept
{
    Address address;
    if (!text.starts_with("0x") || !base::decode_hex(text.substr(2), address.bytes)) {
        return std::nullopt;
    }
    return address;
}

std::optional<Address> Address::parse(std::string_view text)
{
    const std::optional<Address> address = parse_unchecked(text);
    if (!address) {
        return std::nullopt;
    }
    const std::string_view digits = text.substr(2);
    const bool has_upper =
        std::any_of(digits.begin(), digits.end(), [](char c) { return c >= 'A' && c <= 'F'; });
    const bool has_lower =
        std::any_of(digits.begin(), digits.end(), [](char c) { return c >= 'a' && c <= 'f'; });
    if (has_upper && has_lower && address->to_checksum() != text) {
        return std::nullopt;
    }
    return address;
}

std::string Address::to_checksum() const
{
    std::string digits = base::to_hex(bytes);
    const auto* const text = reinterpret_cast<const std::uint8_t*>(digits.data());
    const crypto::Digest digest = crypto::keccak256({text, digits.size()});
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const unsigned nibble = i % 2 == 0 ? digest[i / 2] >> 4U : digest[i / 2] & 0xfU;
        if (nibble >= 8 && digits[i] >= 'a') {
            digits[i] = static_cast<char>(digits[i] - 'a' + 'A');
        }
    }
    return "0x" + digits;
}

} // namespace ctrip::evm
