// SPDX-License-Identifier: MIT
// Where the tests find what they read and run.
#pragma once

namespace ctrip::test {

/// Absolute, without a slash at the end. Only paths.cpp is compiled with them, so that everything
/// else is the same in any folder, and ccache finds it.
struct Paths
{
    const char* source;    ///< The repository.
    const char* tests;     ///< tests/
    const char* vectors;   ///< tests/vectors
    const char* contracts; ///< What compile.js has made of tests/contracts.
    const char* python;    ///< An interpreter.
};
[[nodiscard]] Paths paths() noexcept;

} // namespace ctrip::test
