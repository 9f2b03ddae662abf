// SPDX-License-Identifier: MIT
#include "rpc/parse/json.hpp"

#include <fmt/format.h>

#include <cstring>
#include <limits>

namespace ctrip::rpc {

namespace ondemand = simdjson::ondemand;
using std::string_view;

[[noreturn]] void throw_bad(string_view thing, string_view key)
{
    throw BadReply{
        fmt::format("answered with a {} whose '{}' is missing or malformed", thing, key)};
}

std::optional<std::uint64_t> to_u64(string_view quantity)
{
    const auto amount = evm::Amount::from_quantity(quantity);
    return amount ? amount->to_u64() : std::nullopt;
}

std::optional<std::int64_t> to_i64(string_view quantity)
{
    const auto value = to_u64(quantity);
    if (!value || *value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*value);
}

std::optional<string_view> text_of(ondemand::value value)
{
    if (value.type() != ondemand::json_type::string) {
        return std::nullopt;
    }
    return string_view{value.get_string()};
}

std::optional<evm::Address> raw_address(ondemand::value value, string_view prefix)
{
    // All reads are in bounds: the token ends in a quote, spare bytes follow the body, and at most
    // 42 bytes after the prefix are compared.
    constexpr std::size_t digits = 40;
    const char* text = ondemand::raw_json_string{value.get_raw_json_string()}.raw();
    const bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    if (!hex || std::strncmp(text + 2, prefix.data() + 2, prefix.size() - 2) != 0) {
        return std::nullopt;
    }
    text += prefix.size();
    evm::Address address;
    if (text[digits] != '"' || !base::decode_hex({text, digits}, address.bytes)) {
        return std::nullopt;
    }
    return address;
}

} // namespace ctrip::rpc
