// SPDX-License-Identifier: MIT
#include "rpc/parse/raw_fields.hpp"

namespace ctrip::rpc {

std::optional<std::string_view> loose_text(simdjson::ondemand::value value)
{
    if (value.type() != simdjson::ondemand::json_type::string) {
        return std::nullopt;
    }
    return std::string_view{value.get_string()};
}

bool read_into(std::string_view text, evm::Word& out)
{
    const auto hash = evm::BlockHash::parse(text);
    if (!hash) {
        return false;
    }
    out = hash->bytes;
    return true;
}

bool read_into(std::string_view text, evm::Amount& out)
{
    const auto amount = evm::Amount::from_quantity(text);
    if (!amount) {
        return false;
    }
    out = *amount;
    return true;
}

bool read_into(std::string_view text, evm::Address& out)
{
    const auto address = evm::Address::parse_unchecked(text);
    if (!address) {
        return false;
    }
    out = *address;
    return true;
}

bool read_into(std::string_view text, base::Bytes& out)
{
    auto bytes = base::from_hex_0x(text);
    if (!bytes) {
        return false;
    }
    out = std::move(*bytes);
    return true;
}

bool read_into(std::string_view text, std::uint8_t& out)
{
    constexpr std::uint64_t type_max = 0x7f;
    const auto amount = evm::Amount::from_quantity(text);
    const auto number = amount ? amount->to_u64() : std::nullopt;
    if (!number || *number > type_max) {
        return false;
    }
    out = static_cast<std::uint8_t>(*number);
    return true;
}

} // namespace ctrip::rpc
