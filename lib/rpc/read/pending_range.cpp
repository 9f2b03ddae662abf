// SPDX-License-Identifier: MIT
#include "rpc/read/pending_range.hpp"

#include "rpc/parse/answer.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace ctrip::rpc {

namespace {

void require_linked(const PendingRange& range)
{
    const BlockHeader* before = nullptr;
    for (std::size_t i = 0; i < range.blocks.size(); ++i) {
        if (range.gaps.contains(range.from + i)) {
            continue;
        }
        const BlockHeader& block = range.blocks[i];
        if (before != nullptr && block.parent_hash != before->hash) {
            throw_inconsistent(fmt::format("block {} does not follow the block {} that it gave",
                                           block.number, before->number));
        }
        before = &block;
    }
}

/// Where an event and the block at its height have different hashes, the block of its receipt
/// decides, if the node shows it in this range. False: the event is left out.
bool settle_block(PendingRange& range, evm::Transfer& event, const BlockHeader& header)
{
    if (header.hash == event.block_hash) {
        return true;
    }
    if (!range.settles) {
        throw_inconsistent(
            fmt::format("gives logs of another block {}: the chain has a reorg", header.number));
    }
    range.oddities.push_back({.kind = OddityKind::log_of_other_block,
                              .subject = fmt::format("transaction {} in block {}",
                                                     event.tx_hash.to_hex(), header.number)});
    const auto origin = range.origins.find(event.tx_hash);
    event.block_hash = header.hash;
    const bool is_of_block = origin != range.origins.end() &&
                             origin->second.number == header.number &&
                             origin->second.hash == header.hash;
    if (!is_of_block) {
        range.withheld.push_back({.number = header.number,
                                  .timestamp_s = header.timestamp_s,
                                  .is_claimed = true,
                                  .why = "a node shows an event of it with another block's hash"});
    }
    return is_of_block;
}

/// Of an event that two blocks show, the one in the block of its receipt is kept.
void keep_in_own_block(PendingRange& range)
{
    std::map<std::pair<evm::TxHash, std::int64_t>, std::set<evm::BlockNumber>> blocks;
    for (const Candidate& hit : range.tokens) {
        blocks[{hit.transfer.tx_hash, hit.transfer.log_index}].insert(hit.transfer.block_number);
    }
    std::erase_if(range.tokens, [&](const Candidate& hit) {
        const evm::Transfer& event = hit.transfer;
        const auto origin = range.origins.find(event.tx_hash);
        const auto& shown = blocks[{event.tx_hash, event.log_index}];
        const bool is_elsewhere = shown.size() > 1 && origin != range.origins.end() &&
                                  origin->second.number != event.block_number &&
                                  shown.contains(origin->second.number);
        if (is_elsewhere) {
            range.oddities.push_back(
                {.kind = OddityKind::transaction_of_two_blocks,
                 .subject = fmt::format("transaction {} in block {}, receipt in block {}",
                                        event.tx_hash.to_hex(), event.block_number,
                                        origin->second.number)});
        }
        return is_elsewhere;
    });
}

/// A block may show a transaction twice, and so may two blocks.
void keep_once(std::vector<Candidate>& all)
{
    std::set<std::pair<evm::TxHash, std::int64_t>> seen;
    std::erase_if(all, [&](const Candidate& one) {
        return !seen.emplace(one.transfer.tx_hash, one.transfer.log_index).second;
    });
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
    require_linked(range);
    const auto header_of = [&](evm::BlockNumber number) -> const BlockHeader& {
        const BlockHeader* header = full && number >= range.from
                                        ? &range.blocks[number - range.from]
                                        : range.find_header(number);
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
    keep_in_own_block(range);
    std::erase_if(range.tokens, [&](Candidate& hit) {
        const BlockHeader& header = header_of(hit.transfer.block_number);
        hit.transfer.block_time_s = header.timestamp_s;
        return !settle_block(range, hit.transfer, header);
    });
    std::vector<Candidate> all = in_order(range);
    keep_once(all);
    for (const evm::BlockNumber gap : range.gaps) {
        if (gap >= range.from) {
            range.oddities.push_back(
                {.kind = OddityKind::missing_block, .subject = fmt::format("block {}", gap)});
        }
    }
    std::sort(range.withheld.begin(), range.withheld.end(),
              [](const WithheldBlock& a, const WithheldBlock& b) { return a.number < b.number; });
    BlockRange result{.first = header_of(range.from),
                      .last = header_of(range.to),
                      .transfers = {},
                      .oddities = std::move(range.oddities),
                      .withheld = std::move(range.withheld),
                      .shown = std::move(range.shown),
                      .is_left_out = range.is_left_out,
                      .native_logs = range.native_logs};
    result.transfers.reserve(all.size());
    for (Candidate& one : all) {
        result.transfers.push_back(std::move(one.transfer));
    }
    return result;
}

} // namespace ctrip::rpc
