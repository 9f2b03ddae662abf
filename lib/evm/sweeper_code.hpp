// SPDX-License-Identifier: MIT
// The bytes of contracts/Sweeper.json, as they are built into the program.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace ctrip::evm {

struct SweeperCode
{
    std::string_view initcode;             ///< 0x hex; the treasury's word follows behind it.
    std::string_view runtime;              ///< 0x hex, with zeros where the immutables are.
    std::span<const std::size_t> treasury; ///< Where the runtime holds the treasury's word,
    std::span<const std::size_t> self;     ///< and that of the contract's own address.
};

[[nodiscard]] SweeperCode sweeper_code() noexcept;

} // namespace ctrip::evm
