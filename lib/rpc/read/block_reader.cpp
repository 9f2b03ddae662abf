// SPDX-License-Identifier: MIT
#include "rpc/read/block_reader.hpp"

#include "rpc/parse/answer.hpp"

#include <algorithm>
#include <utility>

namespace ctrip::rpc {

namespace {

/// Blocks of one eth_getLogs call without a filter by recipient. A reply of some megabytes stays in
/// the processor's cache from one pass over it to the next, and several can be under way at once.
constexpr std::uint64_t kBlocksOfEverybodyMax = 20;

/// Thrown to end a reading from within its callbacks.
struct Stopped
{};

/// The last block to read from this node. If the node that reported the head failed, this one may
/// not have reached that block, and is read as far as it goes.
evm::BlockNumber last_block_of(const Node& node, const BlockReading& reading)
{
    const bool others_head =
        reading.head_node != nullptr && reading.head_node != &node && reading.head_node->given_up;
    return others_head && node.head ? std::min(reading.to, node.head->number) : reading.to;
}

} // namespace

BlockReader::BlockReader(Node& node, const JsonRpcOptions& options, BlockReading& reading)
    : m_node(node), m_reading(reading), m_to(last_block_of(node, reading)),
      m_requests(node, options,
                 {.free = [this] { top_up(); },
                  .answered =
                      [this](PendingRange& range) {
                          if (range.awaited == 0 && !range.followed_up) {
                              follow_up(range);
                          }
                          hand_on_finished();
                      }}),
      m_pieces(m_requests, reading.options, first_checked_block(m_to)), m_hits(m_requests),
      m_missing_logs(m_requests, reading.options, m_to), m_opened_to(reading.next)
{
}

void BlockReader::run()
{
    if (m_to < m_reading.next) {
        m_reading.stopped = true;
        return;
    }
    top_up();
    try {
        m_requests.run();
    } catch (const Stopped&) {
        m_reading.stopped = true;
    } catch (const BadReply& bad) {
        throw NodeFailure{NodeFault::broken, bad.what()};
    }
    m_reading.stopped = m_reading.stopped || m_to < m_reading.to;
}

/// Keeps more requests queued than can be under way, so that the client sends the next one before
/// it processes a body.
void BlockReader::top_up()
{
    const std::size_t wanted = 2 * m_node.requests.value();
    while (m_requests.under_way() < wanted) {
        if (m_waiting.empty()) {
            // Finished ranges are kept until earlier ones are done; their number bounds the memory.
            if (m_opened_to > m_to || m_ranges.size() >= wanted) {
                return;
            }
            open_range();
        }
        const Piece piece = m_waiting.front();
        m_waiting.pop_front();
        m_pieces.request(piece);
    }
}

void BlockReader::open_range()
{
    auto range = std::make_unique<PendingRange>();
    range->from = m_opened_to;
    const std::uint64_t left = m_to - range->from;
    range->to = range->from + std::min(left, m_reading.blocks_per_range - 1);
    m_opened_to = range->to + 1;
    const auto cut = [&](Piece::Part part, std::uint64_t blocks_max) {
        const std::uint64_t blocks = std::min(blocks_max, range->to - range->from + 1);
        for (evm::BlockNumber from = range->from; from <= range->to; from += blocks) {
            m_waiting.push_back({range.get(), part, from, std::min(range->to, from + blocks - 1)});
            ++range->awaited;
        }
    };
    if (m_reading.options.native) {
        range->blocks.resize(range->to - range->from + 1);
        cut(Piece::Part::blocks, m_node.batch.value());
    }
    if (!m_reading.options.tokens.empty()) {
        const bool named = !m_reading.options.recipients.empty() &&
                           m_reading.options.recipients.size() <= kRecipientTopicsMax;
        cut(Piece::Part::logs, named ? m_node.logs_blocks.value()
                                     : std::min(m_node.logs_blocks.value(), kBlocksOfEverybodyMax));
    } else if (!m_reading.options.native) {
        cut(Piece::Part::logs,
            range->to - range->from + 1); // Only the headers of the first and last block.
    }
    m_ranges.push_back(std::move(range));
}

void BlockReader::follow_up(PendingRange& range)
{
    range.followed_up = true;
    if (m_reading.options.native) {
        m_hits.request_receipts(range);
    } else {
        m_hits.request_headers(range);
    }
    m_missing_logs.check(range);
}

void BlockReader::hand_on_finished()
{
    // Only another node's head is compared: this node may have followed a reorg since its own.
    const BlockHeader* const head =
        m_reading.head && m_reading.head_node != &m_node ? &*m_reading.head : nullptr;
    while (!m_ranges.empty() && m_ranges.front()->followed_up && m_ranges.front()->awaited == 0) {
        const BlockRange range = finish_range(*m_ranges.front(), head);
        m_reading.next = range.last.number + 1;
        m_node.succeeded();
        m_ranges.pop_front();
        top_up();
        if (!m_reading.sink(range)) {
            throw Stopped{};
        }
    }
}

} // namespace ctrip::rpc
