// SPDX-License-Identifier: MIT
#include "rpc/read/block_reader.hpp"

#include "rpc/node/limit_hint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

namespace ctrip::rpc {

namespace {

/// Of everybody's transfers of a token. A reply of some megabytes stays in the processor's cache
/// from one reading of it to the next, and a few of them can be under way at once.
constexpr std::uint64_t kBlocksOfEverybodyMax = 20;

/// Ends a reading from within its callbacks.
struct Stopped
{};

[[noreturn]] void throw_inconsistent(const std::string& what)
{
    throw NodeFailure{NodeFault::inconsistent, what};
}

/// A node's error that says nothing about the size of the question.
void require_answerable(const NodeError& error)
{
    if (is_rate_limit(error)) {
        throw NodeFailure{NodeFault::rate_limited, "wants fewer requests: " + error.message,
                          error.backoff_s};
    }
    if (is_unknown_method(error)) {
        throw NodeFailure{NodeFault::broken, "refuses: " + error.message};
    }
}

template <typename T>
T& require_result(Answer<T>& answer, std::string_view thing)
{
    if (answer.error) {
        require_answerable(*answer.error);
        throw NodeFailure{NodeFault::broken,
                          fmt::format("gives no {}: {}", thing, answer.error->message)};
    }
    if (!answer.result) {
        throw_inconsistent(fmt::format(
            "has no {} of a block that it has: it lags, or the chain reorganises", thing));
    }
    return *answer.result;
}

const BlockHeader* find_header(const std::vector<BlockHeader>& headers, evm::BlockNumber number)
{
    const auto place = std::find_if(headers.begin(), headers.end(),
                                    [&](const BlockHeader& one) { return one.number == number; });
    return place == headers.end() ? nullptr : &*place;
}

void require_linked(const std::vector<BlockHeader>& blocks)
{
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        if (blocks[i].parent_hash != blocks[i - 1].hash) {
            throw_inconsistent(fmt::format("block {} does not follow the block {} that it gave",
                                           blocks[i].number, blocks[i - 1].number));
        }
    }
}

} // namespace

BlockReader::BlockReader(Node& node, const JsonRpcOptions& options, BlockReading& reading)
    : m_node(node), m_options(options),
      m_reading(reading), m_filter{.tokens = reading.options.tokens,
                                   .may_be_ours = reading.options.may_be_ours},
      m_client({.connections_max = node.requests.value()}), m_to(reading.to),
      m_opened_to(reading.next)
{
    // Where the node whose head it was failed, another one may not have come so far, and what it
    // has is worth reading.
    const bool others_head =
        reading.head_node != nullptr && reading.head_node != &node && reading.head_node->given_up;
    if (others_head && node.head) {
        m_to = std::min(m_to, node.head->number);
    }
}

void BlockReader::run()
{
    if (m_to < m_reading.next) {
        m_reading.stopped = true;
        return;
    }
    top_up();
    try {
        m_client.run();
    } catch (const Stopped&) {
        m_reading.stopped = true;
    } catch (const BadReply& bad) {
        throw NodeFailure{NodeFault::broken, bad.what()};
    }
    m_reading.stopped = m_reading.stopped || m_to < m_reading.to;
}

/// Keeps more requests queued than can be under way, so that the client has the next at hand before
/// a body is worked on.
void BlockReader::top_up()
{
    const std::size_t wanted = 2 * m_node.requests.value();
    while (m_under_way < wanted) {
        if (m_pieces.empty()) {
            // Finished ranges wait for earlier ones; how many may wait bounds the memory.
            if (m_opened_to > m_to || m_ranges.size() >= wanted) {
                return;
            }
            open_range();
        }
        const Piece piece = m_pieces.front();
        m_pieces.pop_front();
        submit(piece);
    }
}

void BlockReader::open_range()
{
    auto range = std::make_unique<Range>();
    range->from = m_opened_to;
    const std::uint64_t left = m_to - range->from;
    range->to = range->from + std::min(left, m_reading.blocks_per_range - 1);
    m_opened_to = range->to + 1;
    const auto cut = [&](Part part, std::uint64_t blocks_max) {
        const std::uint64_t blocks = std::min(blocks_max, range->to - range->from + 1);
        for (evm::BlockNumber from = range->from; from <= range->to; from += blocks) {
            m_pieces.push_back({range.get(), part, from, std::min(range->to, from + blocks - 1)});
            ++range->awaited;
        }
    };
    if (m_reading.options.native) {
        range->blocks.resize(range->to - range->from + 1);
        cut(Part::blocks, m_node.batch.value());
    }
    if (!m_reading.options.tokens.empty()) {
        const bool named = !m_reading.options.recipients.empty() &&
                           m_reading.options.recipients.size() <= kRecipientTopicsMax;
        cut(Part::logs, named ? m_node.logs_blocks.value()
                              : std::min(m_node.logs_blocks.value(), kBlocksOfEverybodyMax));
    } else if (!m_reading.options.native) {
        cut(Part::logs, range->to - range->from + 1); // Nothing but the headers of the ends.
    }
    m_ranges.push_back(std::move(range));
}

void BlockReader::submit(const Piece& piece)
{
    std::vector<Call> calls;
    if (piece.part == Part::blocks) {
        for (evm::BlockNumber number = piece.from; number <= piece.to; ++number) {
            calls.push_back(call_block(number, Transactions::full));
        }
        send(
            *piece.range, calls, [this, piece](std::string& body) { take_blocks(piece, body); },
            [this, piece] {
                ask_for_less(piece, "its blocks are larger than the cap on an answer");
                return true;
            });
        return;
    }
    // The header comes first: logs that are asked for once the block is there cannot have missed
    // it.
    calls.push_back(call_block(piece.to, Transactions::hashes));
    if (piece.from == piece.range->from && piece.from != piece.to) {
        calls.push_back(call_block(piece.from, Transactions::hashes));
    }
    if (!m_reading.options.tokens.empty()) {
        calls.push_back(call_transfer_logs(piece.from, piece.to, m_reading.options));
    }
    const std::size_t count = calls.size();
    send(
        *piece.range, calls,
        [this, piece, count](std::string& body) {
            take_logs(piece, m_parser.logs(body, count, m_filter));
        },
        [this, piece] {
            ask_for_less(piece, "its logs are larger than the cap on an answer");
            return true;
        });
}

void BlockReader::send(Range& range, std::span<const Call> calls, OnReply on_reply,
                       OnTooLarge on_too_large)
{
    ++m_under_way;
    m_client.submit(to_request(m_node, to_body(calls), m_options),
                    [this, &range, on_reply = std::move(on_reply),
                     on_too_large = std::move(on_too_large)](http::Response&& response) {
                        --m_under_way;
                        top_up();
                        if (!is_too_large(response) || !on_too_large()) {
                            require_reply(response);
                            on_reply(response.body);
                            m_node.requests.took(m_node.requests.value());
                        }
                        --range.awaited;
                        if (range.awaited == 0 && !range.followed_up) {
                            follow_up(range);
                        }
                        hand_on_finished();
                    });
}

void BlockReader::send_more(Range& range, std::span<const Call> calls, OnReply on_reply)
{
    ++range.awaited;
    send(range, calls, std::move(on_reply), [this, count = calls.size()] {
        if (count > 1) {
            m_node.calls.refused(count);
            throw NodeFailure{NodeFault::too_much, "takes fewer calls at once"};
        }
        return false;
    });
}

void BlockReader::take_blocks(const Piece& piece, std::string& body)
{
    m_filter.blooms = !m_reading.options.tokens.empty() && piece.to >= first_doubted();
    auto answers = m_parser.blocks(body, piece.to - piece.from + 1, m_filter);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        Answer<FullBlock>& answer = answers[i];
        if (answer.error) {
            refuse(piece, *answer.error);
        }
        const evm::BlockNumber number = piece.from + i;
        if (!answer.result) {
            throw_inconsistent(fmt::format("lags: it has no block {} yet", number));
        }
        if (answer.result->header.number != number) {
            throw BadReply{fmt::format("answered with block {} instead of {}",
                                       answer.result->header.number, number)};
        }
        piece.range->blocks[number - piece.range->from] = answer.result->header;
        if (answer.result->bloom) {
            piece.range->blooms.emplace(number, *answer.result->bloom);
        }
        auto& natives = piece.range->natives;
        natives.insert(natives.end(), answer.result->transfers.begin(),
                       answer.result->transfers.end());
    }
    m_node.batch.took(answers.size());
}

void BlockReader::take_logs(const Piece& piece, std::vector<Answer<LogsOrHeader>>&& answers)
{
    for (const Answer<LogsOrHeader>& answer : answers) {
        if (answer.error) {
            refuse(piece, *answer.error);
            return; // One block is asked for in another way.
        }
    }
    const bool has_logs = !m_reading.options.tokens.empty();
    const std::size_t headers = answers.size() - (has_logs ? 1 : 0);
    for (std::size_t i = 0; i < headers; ++i) {
        take_header(piece, i == 0 ? piece.to : piece.from, answers[i]);
    }
    if (!has_logs) {
        return;
    }
    const Answer<LogsOrHeader>& logs = answers.back();
    if (!logs.result || logs.result->header) {
        throw BadReply{"answered with something else than logs"};
    }
    for (const Candidate& hit : logs.result->transfers) {
        if (hit.transfer.block_number < piece.from || hit.transfer.block_number > piece.to) {
            throw BadReply{fmt::format("answered with a log of block {}, which was not asked for",
                                       hit.transfer.block_number)};
        }
        piece.range->tokens.push_back(hit);
    }
    m_node.logs_blocks.took(piece.to - piece.from + 1);
}

void BlockReader::take_header(const Piece& piece, evm::BlockNumber number,
                              const Answer<LogsOrHeader>& answer)
{
    if (!answer.result) {
        throw_inconsistent(fmt::format("lags: it has no block {} yet", number));
    }
    const auto& header = answer.result->header;
    if (!header || header->number != number) {
        throw BadReply{
            fmt::format("answered with something else than the header of block {}", number)};
    }
    piece.range->headers.push_back(*header);
}

/// Providers refuse large questions in dozens of ways, none of them by a code of its own, so every
/// other error counts as that until one block alone is refused.
void BlockReader::refuse(const Piece& piece, const NodeError& error)
{
    require_answerable(error);
    const bool logs = piece.part == Part::logs;
    if (logs && is_batch_limit(error)) {
        throw NodeFailure{NodeFault::broken,
                          "takes no three calls in one request, which logs need: " + error.message};
    }
    ask_for_less(piece, "refuses: " + error.message, logs ? blocks_hint(error) : std::nullopt);
}

/// Throws, but for the logs of a single block, which are looked for in its receipts.
void BlockReader::ask_for_less(const Piece& piece, const std::string& why,
                               std::optional<std::uint64_t> hint)
{
    const std::uint64_t blocks = piece.to - piece.from + 1;
    const bool logs = piece.part == Part::logs;
    if (blocks == 1 && logs && !m_reading.options.tokens.empty()) {
        ask_block_receipts(piece, why);
        return;
    }
    if (blocks == 1) {
        throw NodeFailure{NodeFault::broken, why};
    }
    if (logs) {
        m_node.logs_blocks.refused(blocks, hint);
    } else {
        m_node.batch.refused(blocks);
    }
    throw NodeFailure{NodeFault::too_much, why};
}

void BlockReader::follow_up(Range& range)
{
    range.followed_up = true;
    if (m_reading.options.native) {
        ask_receipts(range);
    } else {
        ask_headers_of_hits(range);
    }
    doubt_empty_blocks(range);
}

/// A transaction that reverted shows the same value as one that did not.
void BlockReader::ask_receipts(Range& range)
{
    const std::size_t per_request = m_node.calls.value();
    for (std::size_t first = 0; first < range.natives.size(); first += per_request) {
        const std::size_t count = std::min(per_request, range.natives.size() - first);
        std::vector<Call> calls;
        for (std::size_t i = first; i < first + count; ++i) {
            calls.push_back(call_receipt(range.natives[i].transfer.tx_hash));
        }
        send_more(range, calls, [this, &range, first, count](std::string& body) {
            take_receipts(range, first, count, body);
        });
    }
}

void BlockReader::take_receipts(Range& range, std::size_t first, std::size_t count,
                                std::string& body)
{
    auto answers = m_parser.receipts(body, count);
    require_fits(answers);
    for (std::size_t i = 0; i < count; ++i) {
        evm::Transfer& transfer = range.natives[first + i].transfer;
        const Receipt& receipt = require_result(answers[i], "receipt");
        if (receipt.tx_hash != transfer.tx_hash) {
            throw BadReply{"answered with the receipt of another transaction"};
        }
        if (receipt.block_hash != transfer.block_hash) {
            throw_inconsistent(
                "gives a receipt of another block than its transaction's: the chain reorganises");
        }
        if (!receipt.succeeded) {
            transfer.amount = {}; // Moved nothing; left out when the range is finished.
        }
    }
}

void BlockReader::ask_headers_of_hits(Range& range)
{
    std::set<evm::BlockNumber> missing;
    for (const Candidate& hit : range.tokens) {
        if (find_header(range.headers, hit.transfer.block_number) == nullptr) {
            missing.insert(hit.transfer.block_number);
        }
    }
    std::vector<Call> calls;
    for (const evm::BlockNumber number : missing) {
        calls.push_back(call_block(number, Transactions::hashes));
        if (calls.size() == m_node.calls.value() || number == *missing.rbegin()) {
            send_more(range, calls, [this, &range, count = calls.size()](std::string& body) {
                take_headers(range, count, body);
            });
            calls.clear();
        }
    }
}

void BlockReader::take_headers(Range& range, std::size_t count, std::string& body)
{
    auto answers = m_parser.headers(body, count);
    require_fits(answers);
    for (Answer<BlockHeader>& answer : answers) {
        range.headers.push_back(require_result(answer, "header"));
    }
}

void BlockReader::hand_on_finished()
{
    while (!m_ranges.empty() && m_ranges.front()->followed_up && m_ranges.front()->awaited == 0) {
        const BlockRange range = finish(*m_ranges.front());
        m_reading.next = range.last.number + 1;
        m_node.succeeded();
        m_ranges.pop_front();
        top_up();
        if (!m_reading.sink(range)) {
            throw Stopped{};
        }
    }
}

BlockRange BlockReader::finish(Range& range) const
{
    const bool full = !range.blocks.empty();
    require_linked(range.blocks);
    const auto header_of = [&](evm::BlockNumber number) -> const BlockHeader& {
        const BlockHeader* header =
            full ? &range.blocks[number - range.from] : find_header(range.headers, number);
        if (header == nullptr) {
            throw BadReply{
                fmt::format("answered with something else than the header of block {}", number)};
        }
        return *header;
    };
    // In full mode these are a second opinion of the same blocks, asked for beside the logs.
    for (const BlockHeader& header : range.headers) {
        if (header.hash != header_of(header.number).hash) {
            throw_inconsistent(
                fmt::format("gives two blocks {}: the chain reorganises", header.number));
        }
    }
    // The node that said the head may follow a reorganisation; another one that shows another
    // block there is not where that one is.
    if (m_reading.head && m_reading.head->number == range.to && m_reading.head_node != &m_node &&
        header_of(range.to).hash != m_reading.head->hash) {
        throw_inconsistent(
            fmt::format("has another block {} than the node that said the head", range.to));
    }
    for (Candidate& hit : range.tokens) {
        const BlockHeader& header = header_of(hit.transfer.block_number);
        if (header.hash != hit.transfer.block_hash) {
            throw_inconsistent(fmt::format("gives logs of another block {}: the chain reorganises",
                                           header.number));
        }
        hit.transfer.block_time_s = header.timestamp_s;
    }
    std::vector<Candidate> all = std::move(range.natives);
    std::erase_if(all, [](const Candidate& one) { return one.transfer.amount.is_zero(); });
    all.insert(all.end(), range.tokens.begin(), range.tokens.end());
    std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(a.transfer.block_number, a.tx_index, a.transfer.log_index) <
               std::tie(b.transfer.block_number, b.tx_index, b.transfer.log_index);
    });
    BlockRange result{.first = header_of(range.from), .last = header_of(range.to), .transfers = {}};
    result.transfers.reserve(all.size());
    for (Candidate& one : all) {
        result.transfers.push_back(std::move(one.transfer));
    }
    return result;
}

} // namespace ctrip::rpc
