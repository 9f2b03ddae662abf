// SPDX-License-Identifier: MIT
// Which part of a long case is run, as harness/part.py has it: a part chosen by CTRIP_TEST_SEED, or
// everything with CTRIP_TEST_ALL=1.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace ctrip::test {

[[nodiscard]] inline bool plays_all()
{
    const char* const all = std::getenv("CTRIP_TEST_ALL");
    return all != nullptr && std::string_view{all} == "1";
}

[[nodiscard]] inline std::uint64_t test_seed()
{
    const char* const text = std::getenv("CTRIP_TEST_SEED");
    return text != nullptr ? std::strtoull(text, nullptr, 10) : 1;
}

} // namespace ctrip::test
