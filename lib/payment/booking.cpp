// SPDX-License-Identifier: MIT
#include "payment/booking.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ctrip::payment {

namespace {

constexpr std::array<std::string_view, 3> kDepthNames{"seen", "confirmed", "final"};
constexpr std::array<std::string_view, 5> kStandingNames{"counts", "late", "wrong_token", "early",
                                                         "own"};

template <typename Enum, std::size_t kCount>
std::optional<Enum> parse_name(const std::array<std::string_view, kCount>& names,
                               std::string_view name) noexcept
{
    const auto* const found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt
                                : std::optional{static_cast<Enum>(found - names.begin())};
}

} // namespace

std::string_view to_string(Depth depth) noexcept
{
    return kDepthNames[static_cast<std::size_t>(depth)];
}

std::string_view to_string(Standing standing) noexcept
{
    return kStandingNames[static_cast<std::size_t>(standing)];
}

std::optional<Depth> parse_depth(std::string_view name) noexcept
{
    return parse_name<Depth>(kDepthNames, name);
}

std::optional<Standing> parse_standing(std::string_view name) noexcept
{
    return parse_name<Standing>(kStandingNames, name);
}

} // namespace ctrip::payment
