// SPDX-License-Identifier: MIT
#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace ctrip::base {

void check_failed(const char* condition, const char* file, int line) noexcept
{
    static_cast<void>(std::fprintf(stderr,
                                   "ctrip: defect: %s does not hold at %s:%d; please report it\n",
                                   condition, file, line));
    std::abort();
}

} // namespace ctrip::base
