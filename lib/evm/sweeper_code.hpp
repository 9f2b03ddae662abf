// SPDX-License-Identifier: MIT
// The bytecode of contracts/Sweeper.json and contracts/SweeperV2.json, as it is built into the
// program.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace ctrip::evm {

struct SweeperCode
{
    std::string_view initcode;             ///< 0x hex; the treasury's word is appended.
    std::string_view runtime;              ///< 0x hex, with zeros at the immutables.
    std::span<const std::size_t> treasury; ///< Offsets of the treasury's word in the runtime,
    std::span<const std::size_t> self;     ///< and of the word of the contract's own address.
};

[[nodiscard]] SweeperCode sweeper_code_v1() noexcept;
[[nodiscard]] SweeperCode sweeper_code_v2() noexcept;

} // namespace ctrip::evm
