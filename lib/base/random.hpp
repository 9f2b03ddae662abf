// SPDX-License-Identifier: MIT
// Random bytes from the kernel (getrandom(2)), good for keys.
#pragma once

#include <cstdint>
#include <span>

namespace ctrip::base {

/// Fills `out`; aborts when the kernel gives none, since nothing safe can follow.
void fill_random(std::span<std::uint8_t> out) noexcept;

[[nodiscard]] std::uint64_t random_u64() noexcept;

} // namespace ctrip::base
