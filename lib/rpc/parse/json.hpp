// SPDX-License-Identifier: MIT
// Reads fields out of simdjson's on-demand values. Only for the sources of this folder: it shows
// the JSON library.
#pragma once

#include "evm/address.hpp"
#include "rpc/parse/answer.hpp"

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace ctrip::rpc {

/// BadReply: a field is missing or malformed.
[[noreturn]] void throw_bad(std::string_view thing, std::string_view key);

template <typename T>
T require(const std::optional<T>& value, std::string_view thing, std::string_view key)
{
    if (!value) {
        throw_bad(thing, key);
    }
    return *value;
}

/// Parses a hexadecimal quantity ("0x1f"); none if it is malformed or does not fit.
[[nodiscard]] std::optional<std::uint64_t> to_u64(std::string_view quantity);
[[nodiscard]] std::optional<std::int64_t> to_i64(std::string_view quantity);

/// The text of a string value; none for null and any other type.
[[nodiscard]] std::optional<std::string_view> text_of(simdjson::ondemand::value value);

/// Parses a string token that is exactly `prefix`, which begins with "0x", and an address, without
/// unescaping or copying. A value that is read twice must be read like this: simdjson can unescape
/// each string only once.
[[nodiscard]] std::optional<evm::Address> raw_address(simdjson::ondemand::value value,
                                                      std::string_view prefix);

} // namespace ctrip::rpc
