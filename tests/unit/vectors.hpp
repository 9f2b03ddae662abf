// SPDX-License-Identifier: MIT
// Reads the published test vectors of tests/vectors, each of which says where its values come from.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "paths.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ctrip::test {

inline nlohmann::json load_vectors(const std::string& name)
{
    std::ifstream file{std::string{paths().vectors} + "/" + name};
    return nlohmann::json::parse(file);
}

inline base::Bytes bytes_of(const nlohmann::json& text)
{
    auto bytes = base::from_hex_0x(text.get<std::string>());
    if (!bytes) {
        throw std::runtime_error{"a vector is not hex: " + text.dump()};
    }
    return *bytes;
}

inline evm::Word word_of(const nlohmann::json& text)
{
    const base::Bytes bytes = bytes_of(text);
    evm::Word word{};
    if (bytes.size() != word.size()) {
        throw std::runtime_error{"a vector is not 32 bytes: " + text.dump()};
    }
    std::copy(bytes.begin(), bytes.end(), word.begin());
    return word;
}

inline evm::Address address_of(const nlohmann::json& text)
{
    return evm::Address::parse(text.get<std::string>()).value();
}

inline evm::Amount amount_of(const nlohmann::json& decimal)
{
    return evm::Amount::from_decimal(decimal.get<std::string>()).value();
}

/// A JSON number, or one in a string.
inline std::uint64_t number_of(const nlohmann::json& number)
{
    return number.is_string() ? std::stoull(number.get<std::string>())
                              : number.get<std::uint64_t>();
}

inline base::ByteView view_of(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace ctrip::test
