// SPDX-License-Identifier: MIT
// The Sweeper contract, to which deposits delegate (EIP-7702), in its two versions
// (contracts/Sweeper.sol, contracts/SweeperV2.sol): its code, and its address, which depends on the
// code and the treasury only. Pure.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/hash.hpp"

#include <array>
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

/// Deposits that delegated to one version are swept by that version: neither is ever changed.
enum class SweeperVersion : std::uint8_t
{
    v1 = 1, ///< Has gas constants of 2025 in its bytecode.
    v2 = 2, ///< Is given its margins, and moves tokens by EIP-3009.
};

/// Newest first.
inline constexpr std::array kSweeperVersions{SweeperVersion::v2, SweeperVersion::v1};

/// The initcode of the contract for this treasury, with the constructor's argument.
[[nodiscard]] base::Bytes sweeper_initcode(const Address& treasury, SweeperVersion version);
/// The contract's address when kDeterministicDeployer creates it with salt zero: the same on every
/// chain.
[[nodiscard]] Address sweeper_address(const Address& treasury, SweeperVersion version);
/// The version whose contract for this treasury has this address.
[[nodiscard]] std::optional<SweeperVersion> sweeper_version_at(const Address& address,
                                                               const Address& treasury);
/// The exact result of eth_getCode at that address.
[[nodiscard]] base::Bytes sweeper_runtime(const Address& treasury, SweeperVersion version);
/// The version whose code an account has, for any treasury. None: neither's.
[[nodiscard]] std::optional<SweeperVersion> sweeper_version_of(base::ByteView code);
/// Calldata for kDeterministicDeployer.
[[nodiscard]] base::Bytes sweeper_deploy_data(const Address& treasury, SweeperVersion version);

/// Calldata of treasury().
[[nodiscard]] base::Bytes encode_treasury();

/// The delegation target in an account's code: 0xef0100 and 20 bytes. None for other code, and for
/// no code.
[[nodiscard]] std::optional<Address> decode_delegation(base::ByteView code);

/// Version 2 is given this much gas for what a CALL itself charges, and for its own code between
/// two calls. It holds on both price lists: two cold accesses and value are 14,200 gas at the
/// prices of Osaka and 17,300 at those of Amsterdam (EIP-8038).
inline constexpr std::uint64_t kSweeperMargin = 50'000;
/// The same where the treasury has no account yet, so that native money creates one: 25,000 more at
/// the prices of Osaka and 183,600 at those of Amsterdam (EIP-8037).
inline constexpr std::uint64_t kNewAccountMargin = 250'000;

/// The same for all calls of a batch.
struct SweeperGas
{
    std::uint64_t per_call = 0;
    std::uint64_t margin = 0; ///< Version 1 has its own in its bytecode.
};

/// Gas that sweepMany must have left, and does not use, so that the last call of the last deposit
/// gets the whole gas of a call (EIP-150), with `tokens` tokens per deposit.
[[nodiscard]] std::uint64_t sweeper_gas_reserve(SweeperVersion version, std::uint64_t tokens,
                                                const SweeperGas& gas);
/// The same of transferMany.
[[nodiscard]] std::uint64_t transfer_gas_reserve(const SweeperGas& gas);

} // namespace ctrip::evm
