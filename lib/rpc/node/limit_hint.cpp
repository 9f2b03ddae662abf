// SPDX-License-Identifier: MIT
#include "rpc/node/limit_hint.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace ctrip::rpc {

namespace {

using std::string_view;

/// Lower case, without the commas within numbers.
std::string simplified(string_view text)
{
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string simple;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool within = c == ',' && i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) &&
                            is_digit(text[i + 1]);
        if (!within) {
            simple += base::to_lower(c);
        }
    }
    return simple;
}

/// Removes the number at the beginning of `text`, decimal or hexadecimal after "0x", and returns
/// it.
std::optional<std::uint64_t> take_number(string_view& text)
{
    const bool hex = text.starts_with("0x");
    const string_view digits = text.substr(hex ? 2 : 0);
    std::uint64_t number = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, hex ? 16 : 10);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    text = digits.substr(static_cast<std::size_t>(end - digits.data()));
    return number;
}

bool skip(string_view& text, string_view word)
{
    const bool there = text.starts_with(word);
    if (there) {
        text.remove_prefix(word.size());
    }
    return there;
}

std::optional<std::uint64_t> size_of(std::uint64_t from, std::uint64_t to)
{
    return to >= from && to - from < (1ULL << 40U) ? std::optional{to - from + 1} : std::nullopt;
}

/// The number of blocks in a range written as "[0x1, 0x9]" or "range 10-20".
std::optional<std::uint64_t> offered_range(string_view text)
{
    constexpr std::array<std::pair<string_view, string_view>, 4> forms{
        {{"[", ","}, {"range ", "-"}, {"range ", " to "}, {"range: ", "-"}}};
    for (const auto& [before, between] : forms) {
        for (std::size_t place = text.find(before); place != string_view::npos;
             place = text.find(before, place + 1)) {
            string_view rest = text.substr(place + before.size());
            const auto from = take_number(rest);
            if (!from || !skip(rest, between)) {
                continue;
            }
            skip(rest, " ");
            if (const auto to = take_number(rest)) {
                return size_of(*from, *to);
            }
        }
    }
    return std::nullopt;
}

/// The first number after one of these phrases, unless it counts something other than blocks.
std::optional<std::uint64_t> named_limit(string_view text)
{
    constexpr std::array<string_view, 14> before{
        "block range: ",     "block range of ", "maximum block range ", "max block range ",
        "exceeds limit of ", "limit of ",       "limited to a ",        "limited to ",
        "range limit ",      "set to ",         "narrow your filter: ", "up to a ",
        "maximum allowed: ", "maximum is "};
    constexpr std::array<string_view, 8> of_others{" result", " log", " param",  " address",
                                                   " topic",  " ms",  " second", "k log"};
    for (const string_view words : before) {
        const std::size_t place = text.find(words);
        if (place == string_view::npos) {
            continue;
        }
        string_view rest = text.substr(place + words.size());
        const auto number = take_number(rest);
        const bool other = std::any_of(of_others.begin(), of_others.end(),
                                       [&](string_view word) { return rest.starts_with(word); });
        if (number && *number > 0 && !other) {
            return rest.starts_with("k ") ? *number * 1'000 : *number;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::uint64_t> blocks_hint(const NodeError& error)
{
    const std::string text = simplified(error.message);
    const auto offered = offered_range(text);
    return offered ? offered : named_limit(text);
}

bool is_batch_limit(const NodeError& error)
{
    const std::string text = simplified(error.message);
    return text.find("batch") != std::string::npos && !is_rate_limit(error);
}

} // namespace ctrip::rpc
