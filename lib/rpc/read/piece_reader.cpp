// SPDX-License-Identifier: MIT
#include "rpc/read/piece_reader.hpp"

#include "rpc/node/limit_hint.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace ctrip::rpc {

namespace {

void take_header(PendingRange& range, evm::BlockNumber number, const Answer<LogsOrHeader>& answer)
{
    if (!answer.result) {
        throw_inconsistent(fmt::format("lags: it has no block {} yet", number));
    }
    const auto& header = answer.result->header;
    if (!header || header->number != number) {
        throw BadReply{
            fmt::format("answered with something else than the header of block {}", number)};
    }
    range.headers.push_back(*header);
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
    for (evm::BlockNumber number = piece.from; number <= piece.to; ++number) {
        calls.push_back(call_block(number, Transactions::full));
    }
    m_requests.send(
        *piece.range, calls, [this, piece](std::string& body) { take_blocks(piece, body); },
        [this, piece] {
            request_less(piece, "its blocks are larger than the cap on an answer");
            return true;
        });
}

void PieceReader::request_logs(const Piece& piece)
{
    // The header comes first: a node that has the block cannot then miss its events in the logs.
    std::vector<Call> calls{call_block(piece.to, Transactions::hashes)};
    if (piece.from == piece.range->from && piece.from != piece.to) {
        calls.push_back(call_block(piece.from, Transactions::hashes));
    }
    if (!m_options.tokens.empty()) {
        calls.push_back(call_transfer_logs(piece.from, piece.to, m_options));
    }
    m_requests.send(
        *piece.range, calls,
        [this, piece, count = calls.size()](std::string& body) {
            take_logs(piece, parse_logs(m_requests.parser(), body, count, m_filter));
        },
        [this, piece] {
            request_less(piece, "its logs are larger than the cap on an answer");
            return true;
        });
}

void PieceReader::take_blocks(const Piece& piece, std::string& body)
{
    m_filter.blooms = !m_options.tokens.empty() && piece.to >= m_first_bloom;
    auto answers = parse_blocks(m_requests.parser(), body, piece.size(), m_filter);
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
    m_requests.node().batch.took(answers.size());
}

void PieceReader::take_logs(const Piece& piece, std::vector<Answer<LogsOrHeader>>&& answers)
{
    for (const Answer<LogsOrHeader>& answer : answers) {
        if (answer.error) {
            refuse(piece, *answer.error);
            return; // refuse() requests its logs in another way.
        }
    }
    const bool has_logs = !m_options.tokens.empty();
    const std::size_t headers = answers.size() - (has_logs ? 1 : 0);
    for (std::size_t i = 0; i < headers; ++i) {
        take_header(*piece.range, i == 0 ? piece.to : piece.from, answers[i]);
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
    m_requests.node().logs_blocks.took(piece.size());
}

/// Providers refuse large requests in dozens of ways, none of them with a code of its own, so every
/// other error counts as too large until a single block is refused.
void PieceReader::refuse(const Piece& piece, const NodeError& error)
{
    require_answerable(error);
    const bool logs = piece.part == Piece::Part::logs;
    if (logs && is_batch_limit(error)) {
        throw NodeFailure{NodeFault::broken,
                          "refuses three calls in one request, which logs need: " + error.message};
    }
    request_less(piece, "refuses: " + error.message, logs ? blocks_hint(error) : std::nullopt);
}

/// Throws, except for the logs of a single block, which are read from its receipts.
void PieceReader::request_less(const Piece& piece, const std::string& why,
                               std::optional<std::uint64_t> hint)
{
    const std::uint64_t blocks = piece.size();
    const bool logs = piece.part == Piece::Part::logs;
    if (blocks == 1 && logs && !m_options.tokens.empty()) {
        request_block_receipts(piece, why);
        return;
    }
    if (blocks == 1) {
        throw NodeFailure{NodeFault::broken, why};
    }
    if (logs) {
        m_requests.node().logs_blocks.refused(blocks, hint);
    } else {
        m_requests.node().batch.refused(blocks);
    }
    throw NodeFailure{NodeFault::too_much, why};
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
            take_logs(piece, std::move(answers));
        },
        [why]() -> bool {
            throw NodeFailure{NodeFault::broken, why};
        });
}

} // namespace ctrip::rpc
