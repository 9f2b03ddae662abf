// SPDX-License-Identifier: MIT
#include "cli/exit_code.hpp"

namespace ctrip::cli {

namespace {

int badness(ExitCode code) noexcept
{
    switch (code) {
    case ExitCode::ok:
        return 0;
    case ExitCode::locked:
        return 1;
    case ExitCode::usage:
        return 2;
    case ExitCode::not_found:
        return 3;
    case ExitCode::request:
        return 4;
    case ExitCode::unavailable:
        return 5;
    case ExitCode::exposed_secret:
        return 6;
    case ExitCode::config:
        return 7;
    case ExitCode::defect:
        return 8;
    }
    return 8;
}

} // namespace

ExitCode exit_code_of(ErrorKind kind) noexcept
{
    switch (kind) {
    case ErrorKind::usage:
        return ExitCode::usage;
    case ErrorKind::request:
        return ExitCode::request;
    case ErrorKind::not_found:
        return ExitCode::not_found;
    case ErrorKind::unavailable:
        return ExitCode::unavailable;
    case ErrorKind::defect:
        return ExitCode::defect;
    case ErrorKind::locked:
        return ExitCode::locked;
    case ErrorKind::exposed_secret:
        return ExitCode::exposed_secret;
    case ErrorKind::config:
        return ExitCode::config;
    }
    return ExitCode::defect;
}

ExitCode worse_of(ExitCode a, ExitCode b) noexcept
{
    return badness(a) >= badness(b) ? a : b;
}

} // namespace ctrip::cli
