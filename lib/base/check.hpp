// SPDX-License-Identifier: MIT
// CTRIP_CHECK: a condition that only a bug in ctrip can violate. Aborts, in release builds too.
#pragma once

namespace ctrip::base {

/// Prints the condition and its location to standard error and aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;

} // namespace ctrip::base

#define CTRIP_CHECK(condition)                                                                     \
    ((condition) ? static_cast<void>(0)                                                            \
                 : ::ctrip::base::check_failed(#condition, __FILE__, __LINE__))
