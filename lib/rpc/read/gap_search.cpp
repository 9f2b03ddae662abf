// SPDX-License-Identifier: MIT
#include "rpc/read/gap_search.hpp"

#include "rpc/parse/block.hpp"
#include "rpc/read/require_answer.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace ctrip::rpc {

namespace {

/// Heights looked at on either side. Longer runs of heights without a block are not known.
constexpr evm::BlockNumber kGapLook = 16;

} // namespace

bool find_gaps(Node& node, Exchange& exchange, evm::BlockNumber number, evm::BlockNumber last,
               std::set<evm::BlockNumber>& gaps)
{
    if (number >= last || gaps.contains(number)) {
        return false;
    }
    const evm::BlockNumber first = number - std::min(number, kGapLook);
    const evm::BlockNumber end = number + std::min(last - number, kGapLook);
    std::vector<Call> calls;
    for (evm::BlockNumber height = first; height <= end; ++height) {
        calls.push_back(call_block(height, Transactions::hashes));
    }
    const auto answers = exchange.ask<BlockHeader>(node, calls, &parse_headers);
    std::optional<BlockHeader> below;
    for (evm::BlockNumber height = first; height <= end; ++height) {
        const Answer<BlockHeader>& answer = answers[height - first];
        if (answer.error) {
            require_answerable(*answer.error);
        }
        if (!answer.result || answer.result->number != height) {
            continue;
        }
        if (below && answer.result->parent_hash == below->hash) {
            for (evm::BlockNumber gap = below->number + 1; gap < height; ++gap) {
                gaps.insert(gap);
            }
        }
        below = answer.result;
    }
    return gaps.contains(number);
}

} // namespace ctrip::rpc
