// SPDX-License-Identifier: MIT
#include "rpc/read/piece_reader.hpp"

#include "rpc/node/limit_hint.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace ctrip::rpc {

namespace {

/// Recipients in a call of which no node says that they are too many.
constexpr std::uint64_t kFewTopics = 10;

void take_header(PendingRange& range, evm::BlockNumber number, const Answer<LogsOrHeader>& answer)
{
    if (!answer.result) {
        throw MissingBlock{number};
    }
    const auto& header = answer.result->header;
    if (!header || header->number != number) {
        throw BadReply{
            fmt::format("answered with something else than the header of block {}", number)};
    }
    range.headers.push_back(*header);
    if (range.blocks.empty() && answer.result->bloom) {
        range.blooms.insert_or_assign(number, *answer.result->bloom);
    }
    if (range.blocks.empty() && answer.result->is_empty) {
        range.without_transactions.insert(number);
    }
}

} // namespace

PieceReader::PieceReader(RangeRequests& requests, const ReadOptions& options,
                         evm::BlockNumber first_bloom)
    : m_requests(requests), m_options(options),
      m_first_bloom(first_bloom), m_filter{.tokens = options.tokens,
                                           .may_be_ours = options.may_be_ours}
{
}

void PieceReader::request(const Piece& piece)
{
    if (piece.part == Piece::Part::blocks) {
        request_blocks(piece);
    } else {
        request_logs(piece);
    }
}

void PieceReader::request_blocks(const Piece& piece)
{
    std::vector<Call> calls;
    std::vector<evm::BlockNumber> numbers;
    for (evm::BlockNumber number = piece.from; number <= piece.to; ++number) {
        if (!piece.range->gaps.contains(number)) {
            numbers.push_back(number);
            calls.push_back(call_block(number, Transactions::full));
        }
    }
    m_requests.send(
        *piece.range, calls,
        [this, piece, numbers = std::move(numbers)](std::string& body) {
            take_blocks(piece, numbers, body);
        },
        [this, piece](const SizeDoubt& doubt) { return request_fewer_blocks(piece, doubt); });
}

bool PieceReader::names_recipients() const noexcept
{
    return !m_options.recipients.empty() && m_options.recipients.size() <= kRecipientTopicsMax;
}

void PieceReader::request_logs(const Piece& piece)
{
    // The header comes first: a node that has the block cannot then miss its events in the logs.
    std::vector<Call> calls{call_block(piece.to, Transactions::hashes)};
    if (piece.from <= piece.range->from && piece.range->from < piece.to) {
        calls.push_back(call_block(piece.range->from, Transactions::hashes));
    }
    if (!m_options.tokens.empty() && !names_recipients()) {
        calls.push_back(call_transfer_logs(piece.from, piece.to, m_options.tokens, {}));
    } else if (!m_options.tokens.empty()) {
        const std::span<const evm::Address> all = m_options.recipients;
        const std::size_t per_call = m_requests.node().topics.value();
        for (std::size_t first = 0; first < all.size(); first += per_call) {
            calls.push_back(
                call_transfer_logs(piece.from, piece.to, m_options.tokens,
                                   all.subspan(first, std::min(per_call, all.size() - first))));
        }
    }
    m_requests.send(
        *piece.range, calls,
        [this, piece, count = calls.size()](std::string& body) {
            take_logs(piece, parse_logs(m_requests.parser(), body, count, m_filter));
        },
        [this, piece, count = calls.size()](const SizeDoubt& doubt) {
            return request_less_logs(piece, doubt, count);
        });
}

void PieceReader::take_blocks(const Piece& piece, const std::vector<evm::BlockNumber>& numbers,
                              std::string& body)
{
    m_filter.blooms = !m_options.tokens.empty() && piece.to >= m_first_bloom;
    auto answers = parse_blocks(m_requests.parser(), body, numbers.size(), m_filter);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        Answer<FullBlock>& answer = answers[i];
        if (answer.error) {
            refuse(piece, *answer.error, answers.size());
        }
        const evm::BlockNumber number = numbers[i];
        if (!answer.result) {
            throw MissingBlock{number};
        }
        if (answer.result->header.number != number) {
            throw BadReply{fmt::format("answered with block {} instead of {}",
                                       answer.result->header.number, number)};
        }
        piece.range->blocks[number - piece.range->from] = answer.result->header;
        if (answer.result->hides_transactions) {
            withhold_transactions(*piece.range, answer.result->header);
        }
        if (answer.result->bloom) {
            piece.range->blooms.emplace(number, *answer.result->bloom);
        }
        if (answer.result->batches > 0) {
            piece.range->oddities.resize(piece.range->oddities.size() + answer.result->batches,
                                         {.kind = OddityKind::batch_transaction,
                                          .subject = fmt::format("block {}", number)});
        }
        if (answer.result->is_empty) {
            piece.range->without_transactions.insert(number);
        }
        auto& natives = piece.range->natives;
        natives.insert(natives.end(), answer.result->transfers.begin(),
                       answer.result->transfers.end());
    }
    m_requests.node().batch.took(answers.size());
}

/// A node may be about to have them; one that never shows them is no reason to stop.
void PieceReader::withhold_transactions(PendingRange& range, const BlockHeader& block)
{
    const std::string what = fmt::format("shows no transactions of block {}, though its header "
                                         "says that there are some",
                                         block.number);
    if (m_options.look == Look::first && m_requests.node().contradictions < kContradictionsMax) {
        throw_inconsistent(what);
    }
    range.withheld.push_back({.number = block.number,
                              .timestamp_s = block.timestamp_s,
                              .is_claimed = false,
                              .hides_transactions = true,
                              .why = fmt::format("node {} {}", m_requests.node().shown, what)});
}

void PieceReader::take_logs(const Piece& piece, std::vector<Answer<LogsOrHeader>>&& answers)
{
    for (const Answer<LogsOrHeader>& answer : answers) {
        if (answer.error) {
            refuse(piece, *answer.error, answers.size());
            return; // refuse() requests its logs in another way.
        }
    }
    const bool has_first = piece.from <= piece.range->from && piece.range->from < piece.to;
    const std::size_t headers = has_first ? 2 : 1;
    for (std::size_t i = 0; i < std::min(headers, answers.size()); ++i) {
        take_header(*piece.range, i == 0 ? piece.to : piece.range->from, answers[i]);
    }
    std::size_t logs = 0;
    for (std::size_t i = headers; i < answers.size(); ++i) {
        take_events(piece, answers[i]);
        logs += answers[i].result ? answers[i].result->logs : 0;
    }
    Node& node = m_requests.node();
    m_requests.took_calls(answers.size());
    if (answers.size() <= headers) {
        return;
    }
    for (evm::BlockNumber block = piece.from; logs == 0 && block <= piece.to; ++block) {
        if (!piece.range->gaps.contains(block)) {
            piece.range->without_logs.push_back(block);
        }
    }
    if (names_recipients()) {
        if (node.topics.is_unproved()) {
            node.logs_blocks.take_back(); // It was the topics that were too many.
        }
        node.topics.took(std::min<std::uint64_t>(node.topics.value(), m_options.recipients.size()));
    }
    node.logs_blocks.took(piece.size());
}

void PieceReader::take_events(const Piece& piece, const Answer<LogsOrHeader>& logs)
{
    if (logs.result && logs.result->header) {
        throw BadReply{"answered with something else than logs"};
    }
    if (!logs.result) {
        return; // Some nodes answer with null where there are none.
    }
    for (const Candidate& hit : logs.result->transfers) {
        if (hit.transfer.block_number < piece.from || hit.transfer.block_number > piece.to) {
            throw BadReply{fmt::format("answered with a log of block {}, which was not asked for",
                                       hit.transfer.block_number)};
        }
        piece.range->tokens.push_back(hit);
    }
}

/// Providers refuse large requests in dozens of ways, none of them with a code of its own, so every
/// other error counts as too large until a single block is refused. An error that passes is waited
/// for first.
void PieceReader::refuse(const Piece& piece, const NodeError& error, std::size_t calls)
{
    const auto batch = is_rate_limit(error) ? std::nullopt : batch_doubt(error);
    if (batch && piece.part == Piece::Part::logs) {
        m_requests.ask_for_fewer_calls(calls, *batch); // Whatever it says of the method.
    } else if (batch && request_fewer_blocks(piece, *batch)) {
        return;
    }
    require_answerable(error);
    if (is_passing(error) && m_requests.node().contradictions < kContradictionsMax) {
        throw_inconsistent("refuses for now: " + error.message);
    }
    const SizeDoubt doubt{.why = "refuses: " + error.message,
                          .refusal = is_about_size(error) ? Refusal::clear : Refusal::unclear,
                          .of_batch = batch.has_value(),
                          .answered = true};
    const bool asked = piece.part == Piece::Part::logs
                           ? request_less_logs(piece, doubt, calls, &error)
                           : request_fewer_blocks(piece, doubt);
    if (!asked) {
        throw NodeFailure{NodeFault::broken, doubt.why};
    }
}

bool PieceReader::request_fewer_blocks(const Piece& piece, const SizeDoubt& doubt)
{
    if (piece.size() > 1) {
        ask_for_less(m_requests.node(), m_requests.node().batch, piece.size(), doubt);
    }
    return false;
}

/// Fewer calls in a request, fewer blocks, or fewer recipients. True for the logs of a single
/// block, which are read from its receipts.
bool PieceReader::request_less_logs(const Piece& piece, const SizeDoubt& doubt, std::size_t calls,
                                    const NodeError* error)
{
    Node& node = m_requests.node();
    if (doubt.of_batch) {
        m_requests.ask_for_fewer_calls(calls, doubt);
    }
    if (m_options.tokens.empty()) {
        m_requests.ask_for_fewer_calls(calls, doubt);
        return false;
    }
    const bool names_topics = error != nullptr && is_about_topics(*error);
    if (names_topics) {
        split_topics(doubt, true);
    }
    if (piece.size() > 1) {
        ask_for_less(node, node.logs_blocks, piece.size(), doubt,
                     error == nullptr ? std::nullopt : blocks_hint(*error));
    }
    if (!doubt.answered && std::min<std::uint64_t>(calls, node.calls.value()) > 1) {
        // A single block: the number of blocks was not the reason, but the batch may be.
        node.logs_blocks.take_back();
        m_requests.ask_for_fewer_calls(calls, doubt);
    }
    split_topics(doubt, names_topics);
    request_block_receipts(piece, doubt.why);
    return true;
}

/// Throws NodeFailure{too_much} if fewer recipients in a call may help: where the node says so,
/// down to one; once where its error does not say what is wrong.
void PieceReader::split_topics(const SizeDoubt& doubt, bool says_so)
{
    Node& node = m_requests.node();
    const std::uint64_t named =
        names_recipients()
            ? std::min<std::uint64_t>(m_options.recipients.size(), node.topics.value())
            : 0;
    if (says_so && named > 1) {
        ask_for_less(node, node.topics, named, doubt);
    }
    const bool is_unclear = doubt.answered && doubt.refusal == Refusal::unclear;
    if (is_unclear && named > kFewTopics && !node.refuses_logs) {
        ask_for_less(node, node.topics, named, doubt, kFewTopics);
    }
}

/// The same answers as for the logs of one block: its header comes first.
void PieceReader::request_block_receipts(const Piece& piece, const std::string& why)
{
    const std::array calls{call_block(piece.to, Transactions::hashes),
                           call_block_receipts(piece.to)};
    ++piece.range->awaited;
    m_requests.send(
        *piece.range, calls,
        [this, piece, why](std::string& body) {
            auto answers = parse_block_receipts(m_requests.parser(), body, 2, m_filter);
            for (const auto& answer : answers) {
                if (answer.error) {
                    require_no_limit(m_requests.node(), *answer.error, 1);
                }
                if (answer.error) { // The first refusal, `why`, says more.
                    throw NodeFailure{NodeFault::broken, why};
                }
            }
            Node& node = m_requests.node();
            node.refuses_logs = true;
            node.topics.take_back(); // Their number was not the reason.
            take_logs(piece, std::move(answers));
        },
        [why](const SizeDoubt&) -> bool {
            throw NodeFailure{NodeFault::broken, why};
        });
}

} // namespace ctrip::rpc
