// SPDX-License-Identifier: MIT
#include "paths.hpp"

namespace ctrip::test {

Paths paths() noexcept
{
    return {.source = CTRIP_SOURCE_DIR,
            .tests = CTRIP_SOURCE_DIR "/tests",
            .vectors = CTRIP_SOURCE_DIR "/tests/vectors",
            .contracts = CTRIP_CONTRACTS,
            .python = CTRIP_PYTHON};
}

} // namespace ctrip::test
