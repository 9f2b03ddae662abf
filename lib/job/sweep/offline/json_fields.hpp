// SPDX-License-Identifier: MIT
// Fields of a line of JSON that came from outside, each checked. For the sources of this module.
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "job/shared/line_file.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::job {

/// The highest derivation index that is not hardened (BIP-32), and the highest integer of a column.
inline constexpr std::uint64_t kIndexMax = (1ULL << 31U) - 1;
inline constexpr std::uint64_t kInt64Max = std::numeric_limits<std::int64_t>::max();

class JsonFields
{
public:
    /// Fails, with the line's place, where `line` is no JSON object.
    JsonFields(const LineFileReader& file, const std::string& line);

    [[nodiscard]] std::uint64_t number(std::string_view key, std::uint64_t max) const;
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] evm::Address address(std::string_view key) const;
    [[nodiscard]] std::optional<evm::Address> optional_address(std::string_view key) const;
    [[nodiscard]] evm::Amount amount(std::string_view key) const; ///< Decimal text.
    [[nodiscard]] std::optional<evm::Amount> optional_amount(std::string_view key) const;
    [[nodiscard]] base::Bytes bytes(std::string_view key) const; ///< 0x hex.
    [[nodiscard]] std::array<std::uint8_t, 32> word(std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const;

private:
    [[nodiscard]] const nlohmann::json& at(std::string_view key) const;
    [[noreturn]] void wrong(std::string_view key, std::string_view wanted) const;

    const LineFileReader& m_file;
    nlohmann::json m_json;
};

} // namespace ctrip::job
