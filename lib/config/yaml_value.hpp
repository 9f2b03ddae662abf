// SPDX-License-Identifier: MIT
// A YAML document as a tree of values with their line numbers. The only user of yaml-cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::config {

enum class ValueKind : std::uint8_t
{
    null,
    scalar,
    list,
    map,
};

struct Value
{
    ValueKind kind = ValueKind::null;
    int line = 0;
    std::string text{};         ///< Of a scalar.
    std::vector<Value> items{}; ///< Of a list or a map.
    std::string key{};          ///< In the map that holds it.
    int key_line = 0;
};

/// Throws Error{config} "FILE:LINE: …" for invalid YAML, a second document, an anchor, alias or
/// tag, a duplicate key, more than 16 levels, or more than 100,000 values. An empty document is
/// null.
[[nodiscard]] Value parse_yaml(const std::string& file, const std::string& text);

/// Throws Error{config} "FILE:LINE: MESSAGE".
[[noreturn]] void fail_at(std::string_view file, int line, std::string_view message);

/// External text for a message: quoted, shortened, without control characters.
[[nodiscard]] std::string in_quotes(std::string_view text);

} // namespace ctrip::config
