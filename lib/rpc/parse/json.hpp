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

/// Quantities as nodes write them; nothing for what is none, or does not fit.
[[nodiscard]] std::optional<std::uint64_t> to_u64(std::string_view quantity);
[[nodiscard]] std::optional<std::int64_t> to_i64(std::string_view quantity);

/// The text of a string value, or nothing for null; any other type is an error of simdjson's.
[[nodiscard]] std::optional<std::string_view> text_of(simdjson::ondemand::value value);

/// A string token that is exactly `prefix` and an address, without unescaping or copying. What is
/// read twice must be read so: simdjson has room to unescape each string once.
[[nodiscard]] std::optional<evm::Address> raw_address(simdjson::ondemand::value value,
                                                      std::string_view prefix);

} // namespace ctrip::rpc
