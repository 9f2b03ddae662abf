// SPDX-License-Identifier: MIT
#include "cli/exit_code.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

using namespace ctrip;
using cli::ExitCode;

namespace {

/// From harmless to bad: what an operator has to do about it grows.
constexpr std::array<ExitCode, 9> kByBadness{
    ExitCode::ok,      ExitCode::locked,      ExitCode::usage,          ExitCode::not_found,
    ExitCode::request, ExitCode::unavailable, ExitCode::exposed_secret, ExitCode::config,
    ExitCode::defect};

} // namespace

TEST_CASE("of any two exit codes the one that needs a person more is the worse, in either order",
          "[cli][exit_code]")
{
    for (std::size_t a = 0; a < kByBadness.size(); ++a) {
        for (std::size_t b = 0; b < kByBadness.size(); ++b) {
            INFO(static_cast<int>(kByBadness.at(a))
                 << " and " << static_cast<int>(kByBadness.at(b)));
            CHECK(cli::worse_of(kByBadness.at(a), kByBadness.at(b)) ==
                  kByBadness.at(std::max(a, b)));
        }
    }
}

TEST_CASE("a chain whose lock is held hides no other chain's failure", "[cli][exit_code]")
{
    // 75 is what every second run of a timer may see: on its own nobody is woken for it.
    for (const ExitCode failure :
         {ExitCode::usage, ExitCode::request, ExitCode::not_found, ExitCode::unavailable,
          ExitCode::defect, ExitCode::exposed_secret, ExitCode::config}) {
        INFO(static_cast<int>(failure));
        CHECK(cli::worse_of(ExitCode::locked, failure) == failure);
        CHECK(cli::worse_of(failure, ExitCode::locked) == failure);
    }
    CHECK(cli::worse_of(ExitCode::locked, ExitCode::ok) == ExitCode::locked);
}

TEST_CASE("each kind of error has an exit code of its own, by sysexits", "[cli][exit_code]")
{
    const struct
    {
        ErrorKind kind;
        int code;
    } cases[]{
        {ErrorKind::usage, 64},  {ErrorKind::request, 65},        {ErrorKind::not_found, 66},
        {ErrorKind::defect, 70}, {ErrorKind::unavailable, 69},    {ErrorKind::locked, 75},
        {ErrorKind::config, 78}, {ErrorKind::exposed_secret, 77},
    };
    for (const auto& [kind, code] : cases) {
        CHECK(static_cast<int>(cli::exit_code_of(kind)) == code);
    }
}
