// SPDX-License-Identifier: MIT
// A range of blocks while its parts arrive, and what it has to fulfil when it is complete. Pure.
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

/// All parts of it are requested at once, and what they reveal (`followed_up`) after that.
struct PendingRange
{
    evm::BlockNumber from = 0;
    evm::BlockNumber to = 0;
    std::vector<BlockHeader> blocks; ///< Of full blocks, one each in order; else empty.
    std::vector<BlockHeader>
        headers; ///< Of both ends of each logs request, and of blocks with events.
    std::map<evm::BlockNumber, evm::LogsBloom> blooms; ///< Of the newest full blocks.
    std::vector<Candidate> natives; ///< An amount of zero: its transaction reverted.
    std::vector<Candidate> tokens;
    std::size_t awaited = 0; ///< Requests without an answer yet.
    bool followed_up = false;

    /// In `headers`; null where it is not there.
    [[nodiscard]] const BlockHeader* find_header(evm::BlockNumber number) const;
};

/// The transfers in order, with block time. `head`: the head that another node reported, or null.
/// Moves the transfers out of `range`. NodeFailure{inconsistent} where full blocks do not link up,
/// two answers show different blocks at one height, an event is of another block, or the last block
/// is another one than `head`. BadReply where a header is missing.
[[nodiscard]] BlockRange finish_range(PendingRange& range, const BlockHeader* head);

} // namespace ctrip::rpc
