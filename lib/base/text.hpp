// SPDX-License-Identifier: MIT
// Small helpers on text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::base {

/// The candidate that is a few edits from `word`, for "did you mean 'x'?"; nothing if none is near.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const std::vector<std::string>& candidates);

/// Without spaces, tabs and line ends at either end.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// The parts between separators; an empty text has no parts.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// Of ASCII letters only, whatever the locale.
[[nodiscard]] constexpr char to_lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] bool equal_but_case(std::string_view a, std::string_view b) noexcept;

/// Valid UTF-8 without control characters.
[[nodiscard]] bool is_printable_utf8(std::string_view text) noexcept;

} // namespace ctrip::base
