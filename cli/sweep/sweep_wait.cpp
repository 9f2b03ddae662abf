// SPDX-License-Identifier: MIT
#include "cli/sweep/sweep_wait.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"

#include <fmt/format.h>

namespace ctrip::cli {

namespace {

constexpr std::chrono::minutes kSweepWaitMax{10};

} // namespace

std::chrono::milliseconds sweep_wait_of(const std::string& text)
{
    const auto span = base::parse_duration(text);
    if (!span || *span > kSweepWaitMax) {
        throw Error{
            ErrorKind::usage,
            fmt::format("--wait can't be '{}'; write a span from 0s to 10m, such as 20s", text)};
    }
    return *span;
}

} // namespace ctrip::cli
