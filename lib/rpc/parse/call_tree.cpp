// SPDX-License-Identifier: MIT
#include "rpc/parse/call_tree.hpp"

#include <algorithm>
#include <array>

namespace ctrip::rpc {

namespace {

constexpr std::array<std::string_view, 3> kTraceWayNames{"trace_block", "debug", "none"};

} // namespace

std::string_view to_string(TraceWay way) noexcept
{
    return kTraceWayNames[static_cast<std::size_t>(way)];
}

std::optional<TraceWay> parse_trace_way(std::string_view name) noexcept
{
    const auto* const found = std::find(kTraceWayNames.begin(), kTraceWayNames.end(), name);
    return found == kTraceWayNames.end()
               ? std::nullopt
               : std::optional{static_cast<TraceWay>(found - kTraceWayNames.begin())};
}

std::vector<evm::Transfer>
internal_transfers(const TracedTransaction& transaction, const evm::TxHash& hash,
                   const std::function<bool(const evm::Address&)>& may_be_ours)
{
    std::vector<evm::Transfer> transfers;
    std::int64_t place = 0;
    std::optional<std::size_t> failed_depth;
    for (const Frame& frame : transaction.frames) {
        // The frames below a failed one were undone with it, and need not be marked as failed.
        if (failed_depth && frame.depth > *failed_depth) {
            continue;
        }
        failed_depth = frame.failed ? std::optional{frame.depth} : std::nullopt;
        const bool own_value = frame.depth == 0 && frame.is_call;
        if (frame.failed || frame.kind != FrameKind::pays || frame.value.is_zero() || own_value) {
            continue;
        }
        const std::int64_t log_index = evm::kInternalLogIndex + place++;
        if (frame.to && may_be_ours(*frame.to)) {
            evm::Transfer transfer;
            transfer.tx_hash = hash;
            transfer.log_index = log_index;
            transfer.from = frame.from;
            transfer.to = *frame.to;
            transfer.amount = frame.value;
            transfers.push_back(transfer);
        }
    }
    return transfers;
}

} // namespace ctrip::rpc
