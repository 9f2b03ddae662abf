// SPDX-License-Identifier: MIT
// The exit codes of the program: those of sysexits.h, one for each kind of error.
#pragma once

#include "base/error.hpp"

#include <cstdint>

namespace ctrip::cli {

enum class ExitCode : std::uint8_t
{
    ok = 0,
    usage = 64,
    request = 65,
    not_found = 66,
    unavailable = 69,
    defect = 70,
    locked = 75,
    exposed_secret = 77,
    config = 78,
};

[[nodiscard]] ExitCode exit_code_of(ErrorKind kind) noexcept;

/// The worse of the two; a run over several chains ends with the worst. From worst to best: defect,
/// config, exposed_secret, unavailable, request, not_found, usage, locked, ok.
[[nodiscard]] ExitCode worse_of(ExitCode a, ExitCode b) noexcept;

} // namespace ctrip::cli
