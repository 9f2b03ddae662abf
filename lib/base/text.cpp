// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace ctrip::base {

namespace {

constexpr std::string_view kBlank = " \t\r\n";

/// Number of insertions, deletions, replacements and swaps of neighbours ("optimal string
/// alignment"): a swap is one typing error, so it counts as one.
std::size_t edits(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1); // Two rows up.
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(above);
        above.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
    }
    return row.back();
}

/// The length in bytes of the UTF-8 sequence that `lead` begins; 0 if it can't begin one.
std::size_t sequence_length(std::uint8_t lead) noexcept
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xc2 && lead <= 0xdf) {
        return 2;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
        return 3;
    }
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

bool is_sequence(std::string_view sequence) noexcept
{
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(sequence[i]); };
    for (std::size_t i = 1; i < sequence.size(); ++i) {
        if ((byte(i) & 0xc0U) != 0x80U) {
            return false;
        }
    }
    if (sequence.size() == 1) {
        return byte(0) >= 0x20 && byte(0) != 0x7f;
    }
    // Refuses overlong forms, surrogates, code points above U+10FFFF (RFC 3629), and C1 controls.
    const std::uint8_t first = byte(0);
    const std::uint8_t second = byte(1);
    return !(first == 0xc2 && second < 0xa0) && !(first == 0xe0 && second < 0xa0) &&
           !(first == 0xed && second > 0x9f) && !(first == 0xf0 && second < 0x90) &&
           !(first == 0xf4 && second > 0x8f);
}

struct CodeRange
{
    char32_t first;
    char32_t last;
};

/// Of Unicode 15: control characters, separators but U+0020, format characters and fillers without
/// a glyph, variation selectors and tags, and the Braille pattern without dots.
constexpr std::array kHidden{
    CodeRange{0x0000, 0x001f},   CodeRange{0x007f, 0x00a0},   CodeRange{0x00ad, 0x00ad},
    CodeRange{0x034f, 0x034f},   CodeRange{0x061c, 0x061c},   CodeRange{0x115f, 0x1160},
    CodeRange{0x1680, 0x1680},   CodeRange{0x17b4, 0x17b5},   CodeRange{0x180b, 0x180f},
    CodeRange{0x2000, 0x200f},   CodeRange{0x2028, 0x202f},   CodeRange{0x205f, 0x206f},
    CodeRange{0x2800, 0x2800},   CodeRange{0x3000, 0x3000},   CodeRange{0x3164, 0x3164},
    CodeRange{0xfe00, 0xfe0f},   CodeRange{0xfeff, 0xfeff},   CodeRange{0xffa0, 0xffa0},
    CodeRange{0xfff0, 0xfffb},   CodeRange{0x1bca0, 0x1bca3}, CodeRange{0x1d173, 0x1d17a},
    CodeRange{0xe0000, 0xe0fff},
};

/// Of a sequence whose length fits its first byte.
char32_t code_of(std::string_view sequence) noexcept
{
    constexpr std::array<std::uint8_t, 5> kLeadBits{0, 0x7f, 0x1f, 0x0f, 0x07};
    char32_t code = static_cast<std::uint8_t>(sequence.front()) & kLeadBits.at(sequence.size());
    for (const char byte : sequence.substr(1)) {
        code = code << 6U | (static_cast<std::uint8_t>(byte) & 0x3fU);
    }
    return code;
}

} // namespace

std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates)
{
    std::optional<std::string> best;
    std::size_t best_edits = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edits(word, candidate);
        if (distance < best_edits) {
            best_edits = distance;
            best = candidate;
        }
    }
    return best;
}

std::string_view trim(std::string_view text) noexcept
{
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            break;
        }
        text.remove_prefix(end + 1);
        if (text.empty()) {
            parts.emplace_back();
        }
    }
    return parts;
}

std::string to_lower(std::string_view text)
{
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return to_lower(c); });
    return lower;
}

bool equal_but_case(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char left, char right) { return to_lower(left) == to_lower(right); });
}

std::string join(const std::vector<std::string>& parts, std::string_view separator)
{
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) {
            out += separator;
        }
        out += parts[i];
    }
    return out;
}

std::optional<HiddenCharacter> find_hidden(std::string_view text, std::u32string_view but) noexcept
{
    std::size_t offset = 0;
    while (offset < text.size()) {
        const std::string_view rest = text.substr(offset);
        const std::size_t length = sequence_length(static_cast<std::uint8_t>(rest.front()));
        const bool is_whole =
            length != 0 && length <= rest.size() &&
            std::all_of(rest.begin() + 1, rest.begin() + static_cast<std::ptrdiff_t>(length),
                        [](char c) { return (static_cast<std::uint8_t>(c) & 0xc0U) == 0x80U; });
        if (!is_whole) {
            ++offset;
            continue;
        }
        const char32_t code = code_of(rest.substr(0, length));
        const bool is_hidden =
            std::any_of(kHidden.begin(), kHidden.end(), [&](const CodeRange& range) {
                return range.first <= code && code <= range.last;
            });
        if (is_hidden && but.find(code) == std::u32string_view::npos) {
            return HiddenCharacter{code, offset};
        }
        offset += length;
    }
    return std::nullopt;
}

bool is_printable_utf8(std::string_view text) noexcept
{
    while (!text.empty()) {
        const std::size_t length = sequence_length(static_cast<std::uint8_t>(text.front()));
        if (length == 0 || length > text.size() || !is_sequence(text.substr(0, length))) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

} // namespace ctrip::base
