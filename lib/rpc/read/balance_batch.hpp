// SPDX-License-Identifier: MIT
// Ways to read many native balances with one call: makes requests, parses results. Pure.
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "rpc/json_rpc.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::rpc {

/// From the cheapest to the one that every node supports. Names are stored: add, never rename.
enum class BalanceWay : std::uint8_t
{
    /// eth_call of code of ours, set by a state override. Stored as "override".
    override_,
    multicall, ///< The contract Multicall3, if the hash of its code is the known one.
    batch,     ///< eth_getBalance for each.
};

[[nodiscard]] std::string_view to_string(BalanceWay way) noexcept;
[[nodiscard]] std::optional<BalanceWay> parse_balance_way(std::string_view name) noexcept;

/// Stored instead of a way for a node that answers with the latest state whatever block is asked
/// for.
inline constexpr std::string_view kIgnoresBlock = "latest";

/// The most addresses for one request of this way.
[[nodiscard]] std::size_t addresses_max(BalanceWay way) noexcept;

inline constexpr evm::Address kMulticall3{{0xca, 0x11, 0xbd, 0xe0, 0x59, 0x77, 0xb3,
                                           0x63, 0x11, 0x67, 0x02, 0x88, 0x62, 0xbe,
                                           0x2a, 0x17, 0x39, 0x76, 0xca, 0x11}};
/// Keccak-256 of Multicall3's code, which is the same on every chain. Its deployer gave the key
/// away, so other code may be at the address on some chains.
inline constexpr evm::Word kMulticall3CodeHash{
    0xd5, 0xc1, 0x5d, 0xf6, 0x87, 0xb1, 0x6f, 0x2f, 0xf9, 0x92, 0xfc, 0x8d, 0x76, 0x7b, 0x42, 0x16,
    0x32, 0x31, 0x84, 0xa2, 0xbb, 0xc6, 0xee, 0x2f, 0x9c, 0x39, 0x8c, 0x31, 0x8e, 0x77, 0x08, 0x91};

/// The eth_call of `override_` or `multicall` at the end of a block; none: of the latest block.
[[nodiscard]] Call call_balances(BalanceWay way, std::span<const evm::Address> addresses,
                                 std::optional<evm::BlockNumber> at);
/// Parses its result; none if that is not `count` balances.
[[nodiscard]] std::optional<std::vector<evm::Amount>>
read_balances(BalanceWay way, std::string_view answer, std::size_t count);

} // namespace ctrip::rpc
