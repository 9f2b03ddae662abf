// SPDX-License-Identifier: MIT
// Small helpers on text.
#pragma once

#include <cstddef>
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

/// A character that nobody sees in a text, and where it is.
struct HiddenCharacter
{
    char32_t code = 0;
    std::size_t offset = 0; ///< In bytes.
};

/// The first control character, line end, zero-width or formatting character, filler, or space
/// other than the ordinary one. Nothing for a text without them; a byte that is no UTF-8 counts as
/// seen, and so does each of `but`.
[[nodiscard]] std::optional<HiddenCharacter> find_hidden(std::string_view text,
                                                         std::u32string_view but = {}) noexcept;

/// Valid UTF-8 without control characters.
[[nodiscard]] bool is_printable_utf8(std::string_view text) noexcept;

} // namespace ctrip::base
