// SPDX-License-Identifier: MIT
// What many addresses hold, and whether many token transfers would succeed, each by one eth_call of
// code of ours that a state override sets (contracts/calls): makes requests, parses results. Pure.
#pragma once

#include "rpc/json_rpc.hpp"
#include "rpc/state_source.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ctrip::rpc {

/// The most queries of one call: 80 KB out, 192 KB back, 13 million gas for common tokens.
inline constexpr std::size_t kHoldingsPerCall = 1'000;
/// The most transfers of one call: 60 KB out, 51 KB back, 10 million gas for common tokens.
inline constexpr std::size_t kTransfersPerCall = 100;
/// Gas of one trial; the creation that shows the nonce takes 32,000 of it.
inline constexpr std::uint64_t kGasOfTrial = 600'000;

/// What one owner holds.
struct WideHolding
{
    evm::Amount native;
    std::optional<evm::Amount> token; ///< None: none was asked for, or it did not answer.
    std::uint64_t code_size = 0;
    base::Bytes code; ///< At most the first 23 bytes.
};

/// At the end of a block; none: of the latest block.
[[nodiscard]] Call call_holdings(std::span<const HoldingQuery> queries,
                                 std::optional<evm::BlockNumber> at);
/// None if that is not the result for `count` queries.
[[nodiscard]] std::optional<std::vector<WideHolding>> read_holdings(std::string_view answer,
                                                                    std::size_t count);

/// One call that was tried.
struct Trial
{
    bool moved = false;                   ///< The call did not revert.
    std::uint64_t call_gas = 0;           ///< Of the token's call alone.
    base::Bytes data;                     ///< At most the first 128 bytes that it returned.
    std::optional<std::uint64_t> nonce{}; ///< Of a transfer's owner; none: not below 16.
};

/// At the latest block.
[[nodiscard]] Call call_transfers(std::span<const TransferQuery> queries);
/// One for each query, none where it was not run to its end: the node has no state overrides, or
/// the trial took more than its gas.
[[nodiscard]] std::vector<std::optional<Trial>>
read_transfers(std::string_view answer, std::span<const TransferQuery> queries);

/// At the latest block. Their data has one size.
[[nodiscard]] Call call_alike(std::span<const CallRequest> calls);
/// One for each of `count` calls, none as for read_transfers().
[[nodiscard]] std::vector<std::optional<Trial>> read_alike(std::string_view answer,
                                                           std::size_t count);

} // namespace ctrip::rpc
