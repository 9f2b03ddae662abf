// SPDX-License-Identifier: MIT
#include "rpc/read/trace_reader.hpp"

#include "http/url_text.hpp"
#include "rpc/node/response_check.hpp"
#include "rpc/read/call_sender.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace ctrip::rpc {

namespace {

Call call_traces(TraceWay way, evm::BlockNumber number)
{
    if (way == TraceWay::trace_block) {
        return {"trace_block", fmt::format(R"(["{:#x}"])", number)};
    }
    return {"debug_traceBlockByNumber",
            fmt::format(R"(["{:#x}",{{"tracer":"callTracer"}}])", number)};
}

/// Checks that the traces are of this block, and sets each transaction's hash. A flat list has no
/// entry for a transaction without frames; the callTracer has a tree for each, in the block's
/// order.
void require_same(const BlockOrTraces& block, Traces& traces)
{
    const evm::BlockNumber number = block.header->number;
    if (traces.block_hash) {
        if (*traces.block_hash != block.header->hash) {
            throw_inconsistent(fmt::format(
                "traces another block {} than it gives: the chain has a reorg", number));
        }
        return;
    }
    if (traces.transactions.size() != block.transactions.size()) {
        throw_inconsistent(fmt::format("traces other transactions than those of block {}", number));
    }
    for (std::size_t i = 0; i < block.transactions.size(); ++i) {
        std::optional<evm::TxHash>& hash = traces.transactions[i].hash;
        if (hash && *hash != block.transactions[i]) {
            throw_inconsistent(
                fmt::format("traces other transactions than those of block {}", number));
        }
        hash = block.transactions[i];
    }
}

} // namespace

TraceReader::TraceReader(Node& node, const JsonRpcOptions& options, http::Client& client,
                         JsonParser& parser)
    : m_node(node), m_options(options), m_client(client), m_parser(parser)
{
}

void TraceReader::take(Block& block, evm::BlockNumber number,
                       std::vector<Answer<BlockOrTraces>>&& answers,
                       const std::function<bool(const evm::Address&)>& may_be_ours)
{
    Answer<BlockOrTraces>& shown = answers[0];
    Answer<BlockOrTraces>& traced = answers[1];
    for (Answer<BlockOrTraces>& answer : answers) {
        if (answer.error) {
            answer.error->message = http::hide_secrets(m_node.url, answer.error->message);
            require_no_limit(m_node, *answer.error, answers.size());
        }
    }
    if (shown.error) {
        throw NodeFailure{NodeFault::broken, "refuses: " + shown.error->message};
    }
    if (!shown.result) {
        block.is_missing = true; // The blocks around it show whether there is one.
        return;
    }
    if (!shown.result->header || shown.result->header->number != number) {
        throw BadReply{fmt::format("answered with something else than block {}", number)};
    }
    if (traced.error || !traced.result) {
        const bool unknown = traced.error && is_unknown_method(*traced.error);
        m_outcome = unknown ? Outcome::not_this_way : Outcome::not_these;
        return;
    }
    require_same(*shown.result, traced.result->traces);
    block.header = *shown.result->header;
    for (const TracedTransaction& transaction : traced.result->traces.transactions) {
        for (evm::Transfer& transfer :
             internal_transfers(transaction, *transaction.hash, may_be_ours)) {
            transfer.block_number = block.header.number;
            transfer.block_hash = block.header.hash;
            transfer.block_time_s = block.header.timestamp_s;
            block.transfers.push_back(std::move(transfer));
        }
    }
}

TraceReader::Outcome
TraceReader::read_by(TraceWay way, evm::BlockNumber from, std::vector<Block>& blocks,
                     const std::function<bool(const evm::Address&)>& may_be_ours)
{
    m_outcome = Outcome::answered;
    try {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const evm::BlockNumber number = from + i;
            const std::array calls{call_block(number, Transactions::hashes),
                                   call_traces(way, number)};
            send_calls(m_client, m_node, m_options, calls,
                       [this, &blocks, i, number, &may_be_ours](http::Response&& response) {
                           const auto doubt = size_doubt(response);
                           if (doubt && doubt->of_batch && m_node.calls.value() > 1) {
                               ask_for_less(m_node, m_node.calls, 2, *doubt);
                           }
                           require_reply(response);
                           take(blocks[i], number, parse_traces(m_parser, response.body, 2),
                                may_be_ours);
                       });
        }
        m_client.run();
    } catch (const BadReply& bad) {
        if (bad.is_of_batch() && m_node.calls.value() > 1) {
            ask_for_less(m_node, m_node.calls, 2, {.why = bad.what(), .of_batch = true});
        }
        throw NodeFailure{NodeFault::broken, bad.what()};
    }
    return m_outcome;
}

std::optional<TracedBlocks>
TraceReader::read(evm::BlockNumber from, evm::BlockNumber to,
                  const std::function<bool(const evm::Address&)>& may_be_ours)
{
    constexpr std::array<TraceWay, 2> ways{TraceWay::trace_block, TraceWay::debug};
    std::vector<Block> blocks;
    Outcome outcome = Outcome::not_this_way;
    for (const TraceWay way : ways) {
        const auto remembered = parse_trace_way(m_node.facts.trace_way.value_or(""));
        if (remembered && *remembered != way) {
            continue;
        }
        blocks.assign(to - from + 1, {});
        outcome = read_by(way, from, blocks, may_be_ours);
        if (outcome != Outcome::not_this_way) {
            m_node.facts.trace_way = to_string(way);
            break;
        }
        m_node.facts.trace_way.reset();
    }
    if (outcome == Outcome::not_this_way) {
        m_node.facts.trace_way = to_string(TraceWay::none);
    }
    if (outcome != Outcome::answered) {
        return std::nullopt;
    }
    if (blocks.back().is_missing) {
        throw MissingBlock{to};
    }
    TracedBlocks traced;
    for (Block& block : blocks) {
        if (block.is_missing) {
            continue;
        }
        if (!traced.headers.empty() && block.header.parent_hash != traced.headers.back().hash) {
            throw_inconsistent(
                fmt::format("block {} does not follow the block before it", block.header.number));
        }
        traced.headers.push_back(block.header);
        traced.transfers.insert(traced.transfers.end(), block.transfers.begin(),
                                block.transfers.end());
    }
    return traced;
}

} // namespace ctrip::rpc
