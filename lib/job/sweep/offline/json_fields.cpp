// SPDX-License-Identifier: MIT
#include "job/sweep/offline/json_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::job {

using nlohmann::json;

JsonFields::JsonFields(const LineFileReader& file, const std::string& line)
    : m_file(file), m_json(json::parse(line, nullptr, false))
{
    if (!m_json.is_object()) {
        m_file.fail("not a JSON object");
    }
}

void JsonFields::wrong(std::string_view key, std::string_view wanted) const
{
    m_file.fail(fmt::format("'{}' is missing or is not {}", key, wanted));
}

bool JsonFields::has(std::string_view key) const
{
    const auto found = m_json.find(std::string{key});
    return found != m_json.end() && !found->is_null();
}

const json& JsonFields::at(std::string_view key) const
{
    static const json none;
    const auto found = m_json.find(std::string{key});
    return found == m_json.end() ? none : *found;
}

std::uint64_t JsonFields::number(std::string_view key, std::uint64_t max) const
{
    const json& value = at(key);
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > max) {
        wrong(key, fmt::format("a number from 0 to {}", max));
    }
    return value.get<std::uint64_t>();
}

std::string JsonFields::text(std::string_view key) const
{
    const json& value = at(key);
    if (!value.is_string()) {
        wrong(key, "a text");
    }
    return value.get<std::string>();
}

evm::Address JsonFields::address(std::string_view key) const
{
    const json& value = at(key);
    const auto address =
        value.is_string() ? evm::Address::parse(value.get_ref<const std::string&>()) : std::nullopt;
    if (!address) {
        wrong(key, "an address");
    }
    return *address;
}

std::optional<evm::Address> JsonFields::optional_address(std::string_view key) const
{
    return has(key) ? std::optional{address(key)} : std::nullopt;
}

evm::Amount JsonFields::amount(std::string_view key) const
{
    const json& value = at(key);
    const auto amount = value.is_string()
                            ? evm::Amount::from_decimal(value.get_ref<const std::string&>())
                            : std::nullopt;
    if (!amount) {
        wrong(key, "an amount in base units, as text");
    }
    return *amount;
}

std::optional<evm::Amount> JsonFields::optional_amount(std::string_view key) const
{
    return has(key) ? std::optional{amount(key)} : std::nullopt;
}

base::Bytes JsonFields::bytes(std::string_view key) const
{
    const json& value = at(key);
    auto bytes =
        value.is_string() ? base::from_hex_0x(value.get_ref<const std::string&>()) : std::nullopt;
    if (!bytes) {
        wrong(key, "hexadecimal behind 0x");
    }
    return std::move(*bytes);
}

std::array<std::uint8_t, 32> JsonFields::word(std::string_view key) const
{
    const base::Bytes value = bytes(key);
    std::array<std::uint8_t, 32> word{};
    if (value.size() != word.size()) {
        wrong(key, "32 bytes");
    }
    std::copy(value.begin(), value.end(), word.begin());
    return word;
}

} // namespace ctrip::job
