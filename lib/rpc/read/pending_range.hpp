// SPDX-License-Identifier: MIT
// A range of blocks while its parts arrive, and the checks of the complete range. Pure.
#pragma once

#include "evm/hash.hpp"
#include "evm/logs_bloom.hpp"
#include "rpc/block_header.hpp"
#include "rpc/block_source.hpp"
#include "rpc/parse/transfer_filter.hpp"

#include <cstddef>
#include <map>
#include <vector>

namespace ctrip::rpc {

/// All parts are requested at once, and after them (`followed_up`) the receipts and headers that
/// they call for.
struct PendingRange
{
    evm::BlockNumber from = 0;
    evm::BlockNumber to = 0;
    std::vector<BlockHeader> blocks; ///< Of full blocks, one for each block in order; else empty.
    /// Of both ends of each logs request, and of blocks with events.
    std::vector<BlockHeader> headers;
    std::map<evm::BlockNumber, evm::LogsBloom> blooms; ///< Of the newest full blocks.
    std::vector<Candidate> natives; ///< An amount of zero: its transaction reverted.
    std::vector<Candidate> tokens;
    std::size_t awaited = 0; ///< Requests without an answer yet.
    bool followed_up = false;

    /// From `headers`; null if it is not there.
    [[nodiscard]] const BlockHeader* find_header(evm::BlockNumber number) const;
};

/// Returns the transfers in order, with block time, and moves them out of `range`. `head`: the head
/// that another node reported, or null. NodeFailure{inconsistent} if full blocks do not link up,
/// two answers show different blocks at one height, an event is of another block, or the last block
/// is another one than `head`. BadReply if a header is missing.
[[nodiscard]] BlockRange finish_range(PendingRange& range, const BlockHeader* head);

} // namespace ctrip::rpc
