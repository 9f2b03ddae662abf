// SPDX-License-Identifier: MIT
// The Sweeper contract (contracts/Sweeper.sol), to which deposits delegate (EIP-7702): its code,
// and its address, which depends on the code and the treasury only. Pure.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/hash.hpp"

#include <cstdint>
#include <optional>

namespace ctrip::evm {

/// The deterministic deployment proxy: its calldata is a salt and initcode, and it creates the
/// contract by CREATE2. It has the same address on every chain where it is deployed.
inline constexpr Address kDeterministicDeployer{{0x4e, 0x59, 0xb4, 0x48, 0x47, 0xb3, 0x79,
                                                 0x57, 0x85, 0x88, 0x92, 0x0c, 0xa7, 0x8f,
                                                 0xbf, 0x26, 0xc0, 0xb4, 0x95, 0x6c}};

/// keccak256("NativeSwept(uint256)"): an event of the deposit's address.
inline constexpr Word kNativeSweptTopic{
    0x1e, 0xd0, 0x33, 0xbc, 0x10, 0xf1, 0xdd, 0x64, 0x1f, 0x4d, 0xf3, 0x98, 0x85, 0x39, 0x76, 0xd2,
    0xb7, 0x6e, 0xe0, 0x62, 0xcc, 0xe8, 0x63, 0x30, 0x19, 0x29, 0xfe, 0x8e, 0xe8, 0x33, 0x6f, 0xaa};

/// The initcode of the contract for this treasury, with the constructor's argument.
[[nodiscard]] base::Bytes sweeper_initcode(const Address& treasury);
/// The contract's address when kDeterministicDeployer creates it with salt zero: the same on every
/// chain.
[[nodiscard]] Address sweeper_address(const Address& treasury);
/// The exact result of eth_getCode at that address.
[[nodiscard]] base::Bytes sweeper_runtime(const Address& treasury);
/// Whether an account's code is the contract's, for any treasury.
[[nodiscard]] bool is_sweeper_code(base::ByteView code);
/// Calldata for kDeterministicDeployer.
[[nodiscard]] base::Bytes sweeper_deploy_data(const Address& treasury);

/// Calldata of treasury().
[[nodiscard]] base::Bytes encode_treasury();

/// The delegation target in an account's code: 0xef0100 and 20 bytes. None for other code, and for
/// no code.
[[nodiscard]] std::optional<Address> decode_delegation(base::ByteView code);

/// Gas that sweepMany must have left, and does not use, so that the last call of the last deposit
/// gets its whole `gas_per_call` (EIP-150), with `tokens` tokens per deposit.
[[nodiscard]] std::uint64_t sweeper_gas_reserve(std::uint64_t tokens, std::uint64_t gas_per_call);

} // namespace ctrip::evm
