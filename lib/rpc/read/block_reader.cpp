// SPDX-License-Identifier: MIT
#include "rpc/read/block_reader.hpp"

#include "rpc/parse/answer.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace ctrip::rpc {

namespace {

/// Blocks of one eth_getLogs call without a filter by recipient. A reply of some megabytes stays in
/// the processor's cache from one pass over it to the next, and several can be under way at once.
constexpr std::uint64_t kBlocksOfEverybodyMax = 20;

/// Thrown to end a reading from within its callbacks.
struct Stopped
{};

/// The blocks of events that more than one block shows.
std::set<evm::BlockNumber> blocks_of_repeated(const std::vector<Candidate>& events)
{
    std::map<std::pair<evm::TxHash, std::int64_t>, std::set<evm::BlockNumber>> shown;
    for (const Candidate& event : events) {
        shown[{event.transfer.tx_hash, event.transfer.log_index}].insert(
            event.transfer.block_number);
    }
    std::set<evm::BlockNumber> repeated;
    for (const auto& [event, blocks] : shown) {
        if (blocks.size() > 1) {
            repeated.insert(blocks.begin(), blocks.end());
        }
    }
    return repeated;
}

/// Drops the events of blocks that were read before, unless one of the block's is new: a token
/// whose amounts are verified is verified by block. Those of `kept` stay too.
void drop_known(PendingRange& range, const ReadOptions& options,
                const std::set<evm::BlockNumber>& kept)
{
    const evm::BlockNumber end = options.look == Look::second ? range.to + 1 : range.from;
    if (!options.is_known) {
        return;
    }
    std::set<evm::BlockNumber> with_news = kept;
    for (const Candidate& hit : range.tokens) {
        if (hit.transfer.block_number < end && !options.is_known(hit.transfer)) {
            with_news.insert(hit.transfer.block_number);
        }
    }
    std::erase_if(range.tokens, [&](const Candidate& hit) {
        return hit.transfer.block_number < end && !with_news.contains(hit.transfer.block_number);
    });
}

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
      m_pieces(m_requests, reading.options, first_checked_block(reading.options, m_to)),
      m_hits(m_requests), m_missing_logs(m_requests, reading.options, m_to),
      m_opened_to(reading.next)
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
            continue;
        }
        const Piece piece = m_waiting.front();
        m_waiting.pop_front();
        m_pieces.request(piece);
    }
}

void BlockReader::open_range()
{
    auto range = std::make_unique<PendingRange>();
    const auto& gaps = m_reading.gaps;
    range->from = m_opened_to;
    const std::uint64_t left = m_to - range->from;
    range->to = range->from + std::min(left, m_reading.blocks_per_range - 1);
    m_opened_to = range->to + 1;
    const bool reads_again = m_reading.again && range->from == m_reading.next;
    const evm::BlockNumber first =
        reads_again ? std::min(m_reading.again->from, range->from) : range->from;
    range->gaps = {gaps.lower_bound(first), gaps.upper_bound(range->to)};
    while (range->from <= range->to && gaps.contains(range->from)) {
        ++range->from;
    }
    if (range->from > range->to) {
        return; // No block at all; the next range begins after it.
    }
    while (gaps.contains(range->to)) {
        --range->to;
    }
    const BlockSpan whole{.from = range->from, .to = range->to};
    if (m_reading.options.native) {
        range->blocks.resize(range->to - range->from + 1);
        cut(*range, Piece::Part::blocks, whole,
            std::min(m_node.batch.value(), m_node.calls.value()));
    }
    if (!m_reading.options.tokens.empty()) {
        cut_logs(*range);
    } else if (!m_reading.options.native) {
        cut(*range, Piece::Part::logs, whole,
            range->to - range->from + 1); // Only the headers of the first and last block.
    }
    m_ranges.push_back(std::move(range));
}

void BlockReader::cut_logs(PendingRange& range)
{
    const ReadOptions& options = m_reading.options;
    const bool named =
        !options.recipients.empty() && options.recipients.size() <= kRecipientTopicsMax;
    const std::uint64_t most = named ? m_node.logs_blocks.value()
                                     : std::min(m_node.logs_blocks.value(), kBlocksOfEverybodyMax);
    BlockSpan span{.from = range.from, .to = range.to};
    // The first range may begin after a height without a block.
    if (m_reading.again && m_ranges.empty() && m_reading.next <= range.from &&
        (m_reading.next == range.from || range.gaps.contains(m_reading.next))) {
        if (range.to - m_reading.again->from < most) {
            span.from = m_reading.again->from; // And what is between: it costs no call.
        } else {
            cut(range, Piece::Part::logs, *m_reading.again, most);
        }
    }
    cut(range, Piece::Part::logs, span, most);
}

void BlockReader::cut(PendingRange& range, Piece::Part part, const BlockSpan& span,
                      std::uint64_t blocks_max)
{
    const std::uint64_t blocks = std::min(blocks_max, span.to - span.from + 1);
    for (evm::BlockNumber from = span.from; from <= span.to;) {
        evm::BlockNumber to = std::min(span.to, from + blocks - 1);
        while (to > from && range.gaps.contains(to)) {
            --to;
        }
        if (!range.gaps.contains(to)) {
            m_waiting.push_back({&range, part, from, to});
            ++range.awaited;
        }
        from = to + 1;
    }
}

void BlockReader::follow_up(PendingRange& range)
{
    range.followed_up = true;
    const std::set<evm::BlockNumber> repeated = blocks_of_repeated(range.tokens);
    drop_known(range, m_reading.options, repeated);
    if (m_node.contradictions >= kContradictionsMax || !repeated.empty()) {
        m_hits.request_origins(range);
    }
    if (m_reading.options.native) {
        m_hits.request_receipts(range);
    }
    m_hits.request_headers(range);
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
        m_reading.again.reset();
        m_node.succeeded();
        m_ranges.pop_front();
        top_up();
        if (!m_reading.sink(range)) {
            throw Stopped{};
        }
    }
}

} // namespace ctrip::rpc
