// SPDX-License-Identifier: MIT
#include "rpc/read/pending_range.hpp"

#include "rpc/parse/answer.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace ctrip::rpc {

namespace {

void require_linked(const std::vector<BlockHeader>& blocks)
{
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        if (blocks[i].parent_hash != blocks[i - 1].hash) {
            throw_inconsistent(fmt::format("block {} does not follow the block {} that it gave",
                                           blocks[i].number, blocks[i - 1].number));
        }
    }
}

/// All transfers that moved something, by block and position.
std::vector<Candidate> in_order(PendingRange& range)
{
    std::vector<Candidate> all = std::move(range.natives);
    std::erase_if(all, [](const Candidate& one) { return one.transfer.amount.is_zero(); });
    all.insert(all.end(), range.tokens.begin(), range.tokens.end());
    std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(a.transfer.block_number, a.tx_index, a.transfer.log_index) <
               std::tie(b.transfer.block_number, b.tx_index, b.transfer.log_index);
    });
    return all;
}

} // namespace

const BlockHeader* PendingRange::find_header(evm::BlockNumber number) const
{
    const auto place = std::find_if(headers.begin(), headers.end(),
                                    [&](const BlockHeader& one) { return one.number == number; });
    return place == headers.end() ? nullptr : &*place;
}

BlockRange finish_range(PendingRange& range, const BlockHeader* head)
{
    const bool full = !range.blocks.empty();
    require_linked(range.blocks);
    const auto header_of = [&](evm::BlockNumber number) -> const BlockHeader& {
        const BlockHeader* header =
            full ? &range.blocks[number - range.from] : range.find_header(number);
        if (header == nullptr) {
            throw BadReply{
                fmt::format("answered with something else than the header of block {}", number)};
        }
        return *header;
    };
    // Where full blocks are read, these are second copies, requested with the logs.
    for (const BlockHeader& header : range.headers) {
        if (header.hash != header_of(header.number).hash) {
            throw_inconsistent(
                fmt::format("gives two blocks {}: the chain has a reorg", header.number));
        }
    }
    // Another block at the head's height means that this node is on another branch than the one
    // that reported the head, or that this one has followed a reorg since.
    if (head != nullptr && head->number == range.to && header_of(range.to).hash != head->hash) {
        throw_inconsistent(
            fmt::format("has another block {} than the node that said the head", range.to));
    }
    for (Candidate& hit : range.tokens) {
        const BlockHeader& header = header_of(hit.transfer.block_number);
        if (header.hash != hit.transfer.block_hash) {
            throw_inconsistent(fmt::format("gives logs of another block {}: the chain has a reorg",
                                           header.number));
        }
        hit.transfer.block_time_s = header.timestamp_s;
    }
    std::vector<Candidate> all = in_order(range);
    BlockRange result{.first = header_of(range.from), .last = header_of(range.to), .transfers = {}};
    result.transfers.reserve(all.size());
    for (Candidate& one : all) {
        result.transfers.push_back(std::move(one.transfer));
    }
    return result;
}

} // namespace ctrip::rpc
