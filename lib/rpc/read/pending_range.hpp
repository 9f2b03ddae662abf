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
#include <set>
#include <vector>

namespace ctrip::rpc {

/// All parts are requested at once, and after them (`followed_up`) the receipts and headers that
/// they call for.
struct PendingRange
{
    evm::BlockNumber from = 0;
    evm::BlockNumber to = 0;
    /// Of full blocks, one for each height in order, those of `gaps` empty; else none.
    std::vector<BlockHeader> blocks;
    std::set<evm::BlockNumber> gaps; ///< Heights at which the chain has no block.
    /// Of both ends of each logs request, and of blocks with events.
    std::vector<BlockHeader> headers;
    std::map<evm::BlockNumber, evm::LogsBloom> blooms; ///< Of the newest full blocks and `headers`.
    std::set<evm::BlockNumber> without_transactions;   ///< The same.
    std::vector<evm::BlockNumber> without_logs; ///< Blocks of an answer that had not one log.
    std::vector<WithheldBlock> withheld;
    std::vector<evm::BlockNumber> shown; ///< By hash or receipts: see BlockRange.
    std::vector<Candidate> natives;      ///< An amount of zero: its transaction reverted.
    std::vector<Candidate> tokens;
    /// Events whose block is not the one at their height are settled by `origins`, the blocks of
    /// their receipts; otherwise they are a contradiction.
    bool settles = false;
    std::map<evm::TxHash, BlockRef> origins;
    std::vector<Oddity> oddities;
    bool is_left_out = false;
    NativeLogsSeen native_logs;
    std::size_t awaited = 0; ///< Requests without an answer yet.
    bool followed_up = false;

    /// From `headers`; null if it is not there. The blocks before `from` are only there.
    [[nodiscard]] const BlockHeader* find_header(evm::BlockNumber number) const;
};

/// Returns the transfers in order, each once, with block time, and moves them out of `range`.
/// `head`: the head that another node reported, or null. NodeFailure{inconsistent} if full blocks
/// do not link up, two answers show different blocks at one height, an event is of another block
/// and not to be settled, or the last block is another one than `head`. BadReply if a header
/// is missing.
[[nodiscard]] BlockRange finish_range(PendingRange& range, const BlockHeader* head);

} // namespace ctrip::rpc
