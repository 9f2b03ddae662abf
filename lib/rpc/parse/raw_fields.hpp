// SPDX-License-Identifier: MIT
// Reads fields that may be missing or odd. Only for the sources of this folder: it shows the JSON
// library.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace ctrip::rpc {

/// The text of a string; none for null and for every other type.
[[nodiscard]] std::optional<std::string_view> loose_text(simdjson::ondemand::value value);

/// Each returns false, and leaves `out` alone, for text that is not the value's form.
[[nodiscard]] bool read_into(std::string_view text, evm::Word& out);
[[nodiscard]] bool read_into(std::string_view text, evm::Amount& out);
[[nodiscard]] bool read_into(std::string_view text, evm::Address& out);
[[nodiscard]] bool read_into(std::string_view text, base::Bytes& out);
/// A type's byte: at most 0x7f (EIP-2718).
[[nodiscard]] bool read_into(std::string_view text, std::uint8_t& out);

template <typename T>
[[nodiscard]] bool read_into(std::string_view text, std::optional<T>& out)
{
    T value{};
    if (!read_into(text, value)) {
        return false;
    }
    out = std::move(value);
    return true;
}

} // namespace ctrip::rpc
