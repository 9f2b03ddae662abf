// SPDX-License-Identifier: MIT
// The call frames of a block's transactions, as nodes trace them, and their internal transfers.
// Pure.
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "evm/transfer.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ctrip::rpc {

/// How a node traces a whole block. Names are stored: add, never rename.
enum class TraceWay : std::uint8_t
{
    trace_block, ///< One flat list: Erigon, Nethermind, Reth, Anvil.
    debug, ///< debug_traceBlockByNumber with the callTracer, one tree for each transaction: Geth.
    none,  ///< The node does not trace.
};

[[nodiscard]] std::string_view to_string(TraceWay way) noexcept;
[[nodiscard]] std::optional<TraceWay> parse_trace_way(std::string_view name) noexcept;

/// What one frame of a trace does with its value.
enum class FrameKind : std::uint8_t
{
    pays,  ///< CALL, CREATE, CREATE2, SELFDESTRUCT: the value moves to the recipient.
    other, ///< DELEGATECALL, STATICCALL, CALLCODE: the value is the caller's own, or does not move.
};

struct Frame
{
    FrameKind kind = FrameKind::other;
    bool failed = false; ///< Undone, with all frames below it.
    bool is_call = false;
    std::size_t depth = 0; ///< 0: the transaction itself.
    evm::Address from;
    std::optional<evm::Address> to; ///< None: a creation that failed.
    evm::Amount value;
};

/// The frames of one transaction; each precedes those below it.
struct TracedTransaction
{
    std::optional<evm::TxHash> hash; ///< None from older nodes: the position tells which one it is.
    std::vector<Frame> frames;
};

/// The internal transfers of a transaction to addresses that may be ours, without the transaction's
/// own value, and without block and token. Their log index counts, from kInternalLogIndex on, all
/// frames that moved value to any address, so that both ways of tracing give the same.
[[nodiscard]] std::vector<evm::Transfer>
internal_transfers(const TracedTransaction& transaction, const evm::TxHash& hash,
                   const std::function<bool(const evm::Address&)>& may_be_ours);

} // namespace ctrip::rpc
