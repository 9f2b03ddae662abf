// SPDX-License-Identifier: MIT
#include "base/random.hpp"

#include "base/check.hpp"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

namespace ctrip::base {

void fill_random(std::span<std::uint8_t> out) noexcept
{
    while (!out.empty()) {
        const ssize_t got = getrandom(out.data(), out.size(), 0);
        CTRIP_CHECK(got > 0 || errno == EINTR);
        if (got > 0) {
            out = out.subspan(static_cast<std::size_t>(got));
        }
    }
}

std::uint64_t random_u64() noexcept
{
    std::array<std::uint8_t, 8> bytes{};
    fill_random(bytes);
    std::uint64_t value = 0;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

double random_share() noexcept
{
    return static_cast<double>(random_u64() >> 11U) * 0x1.0p-53;
}

} // namespace ctrip::base
