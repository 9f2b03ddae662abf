// SPDX-License-Identifier: MIT
#include "cli/since.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

namespace ctrip::cli {

base::UnixSeconds since_of(const std::string& text, base::UnixSeconds now_s,
                           std::string_view option)
{
    if (const auto moment = base::parse_rfc3339(text)) {
        return *moment;
    }
    const bool has_unit = text.find_first_not_of("0123456789") != std::string::npos;
    if (const auto span = base::parse_duration(text); span && has_unit) {
        return now_s - span->count();
    }
    throw Error{ErrorKind::usage, fmt::format("{} can't be '{}'; write 2026-11-22, "
                                              "2026-11-22T04:00:00Z, or a span such as 24h or 7d",
                                              option, text)};
}

} // namespace ctrip::cli
