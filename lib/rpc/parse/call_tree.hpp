// SPDX-License-Identifier: MIT
// What the transactions of a block did inside, as nodes trace it, and which of that moved native
// money. Pure.
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
    debug,       ///< debug_traceBlockByNumber with the callTracer, a tree a transaction: Geth.
    none,        ///< Not at all.
};

[[nodiscard]] std::string_view to_string(TraceWay way) noexcept;
[[nodiscard]] std::optional<TraceWay> parse_trace_way(std::string_view name) noexcept;

/// What one frame of a trace does with its value.
enum class FrameKind : std::uint8_t
{
    pays,  ///< CALL, CREATE, CREATE2, SELFDESTRUCT: it moves to the recipient.
    other, ///< DELEGATECALL, STATICCALL, CALLCODE: it repeats another's, or goes nowhere.
};

struct Frame
{
    FrameKind kind = FrameKind::other;
    bool failed = false; ///< Nothing of it happened, nor of what is below it.
    bool is_call = false;
    std::size_t depth = 0; ///< 0: the transaction itself.
    evm::Address from;
    std::optional<evm::Address> to; ///< None where nothing was created.
    evm::Amount value;
};

/// The frames of one transaction, each before those below it.
struct TracedTransaction
{
    std::optional<evm::TxHash> hash; ///< Older nodes do not tell: it is known by its place then.
    std::vector<Frame> frames;
};

/// The internal transfers of a transaction to those who may be ours: what contracts paid, not the
/// transaction's own value. Their log index counts, from kInternalLogIndex on, the frames that
/// moved anything to anybody, so that both ways of tracing give the same. Without block and token.
[[nodiscard]] std::vector<evm::Transfer>
internal_transfers(const TracedTransaction& transaction, const evm::TxHash& hash,
                   const std::function<bool(const evm::Address&)>& may_be_ours);

} // namespace ctrip::rpc
