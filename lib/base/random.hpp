// SPDX-License-Identifier: MIT
// Random bytes from the kernel (getrandom(2)), suitable for keys.
#pragma once

#include <cstdint>
#include <span>

namespace ctrip::base {

/// Fills `out`; aborts if the kernel returns an error, since no safe result exists.
void fill_random(std::span<std::uint8_t> out) noexcept;

[[nodiscard]] std::uint64_t random_u64() noexcept;

/// In [0, 1).
[[nodiscard]] double random_share() noexcept;

} // namespace ctrip::base
