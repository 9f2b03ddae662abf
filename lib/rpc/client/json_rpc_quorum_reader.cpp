// SPDX-License-Identifier: MIT
#include "rpc/client/json_rpc_quorum_reader.hpp"

#include "rpc/parse/block.hpp"
#include "rpc/read/state_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ctrip::rpc {

namespace {

bool is_known(const BlockHeader& header, const KnownBlock& known)
{
    return header.hash == known.hash && (!known.time_s || header.timestamp_s == *known.time_s);
}

} // namespace

std::optional<BlockHeader> JsonRpcQuorumReader::lowest_header(BlockTag tag, std::uint64_t quorum)
{
    static_cast<void>(m_connection.heads().compare()); // Passes over nodes that are behind.
    std::optional<BlockHeader> lowest;
    bool unknown = false;
    const std::array calls{call_block(tag)};
    m_connection.pool().ask_each(quorum, [&](Node& node) {
        const auto answers = m_connection.exchange().ask<BlockHeader>(node, calls, &parse_headers);
        if (answers[0].error && !is_unknown_block(*answers[0].error)) {
            throw NodeFailure{NodeFault::broken, "refuses: " + answers[0].error->message};
        }
        const auto& header = answers[0].result;
        unknown = unknown || !header;
        if (header && (!lowest || header->number < lowest->number)) {
            lowest = header;
        }
    });
    return unknown ? std::nullopt : lowest;
}

/// Asks node after node, each about the facts on which too few agree so far.
template <typename T, typename Ask>
std::vector<Agreement> JsonRpcQuorumReader::check(std::span<const T> facts, std::uint64_t quorum,
                                                  const Ask& ask)
{
    std::vector<Tally> tallies(facts.size());
    const auto open = [&] {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (!tallies[i].is_decided(quorum)) {
                places.push_back(i);
            }
        }
        return places;
    };
    if (!facts.empty()) {
        m_connection.pool().ask_until(
            quorum, [&] { return open().empty(); },
            [&](Node& node) {
                const std::vector<std::size_t> places = open();
                std::vector<T> asked;
                asked.reserve(places.size());
                for (const std::size_t place : places) {
                    asked.push_back(facts[place]);
                }
                const std::vector<Vote> votes = ask(node, asked);
                for (std::size_t i = 0; i < places.size(); ++i) {
                    tallies[places[i]].add(node.shown, votes[i]);
                    if (votes[i].kind == Vote::Kind::differs) {
                        node.meter.disagreed();
                    }
                }
            });
    }
    std::vector<Agreement> results;
    results.reserve(tallies.size());
    for (const Tally& tally : tallies) {
        results.push_back(tally.result(quorum));
    }
    return results;
}

std::vector<Agreement>
JsonRpcQuorumReader::check_transfers(std::span<const evm::Transfer> transfers,
                                     const QuorumOptions& options)
{
    return check<evm::Transfer>(transfers, options.quorum, [&](Node& node, const auto& asked) {
        return votes_on_transfers(node, m_connection.exchange(), asked, options);
    });
}

std::vector<Agreement> JsonRpcQuorumReader::check_receipts(std::span<const Receipt> receipts,
                                                           std::uint64_t quorum)
{
    return check<Receipt>(receipts, quorum, [&](Node& node, const auto& asked) {
        return votes_on_receipts(node, m_connection.exchange(), asked);
    });
}

std::vector<std::optional<BlockHeader>>
JsonRpcQuorumReader::headers_at(Node& node, std::span<const KnownBlock> blocks)
{
    std::vector<Call> calls;
    for (const KnownBlock& block : blocks) {
        calls.push_back(call_block(block.number, Transactions::hashes));
    }
    auto answers = m_connection.exchange().ask<BlockHeader>(node, calls, &parse_headers);
    std::vector<std::optional<BlockHeader>> headers;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const bool is_asked = answers[i].result && answers[i].result->number == blocks[i].number;
        headers.push_back(is_asked ? answers[i].result : std::nullopt);
    }
    return headers;
}

std::vector<BlockVotes> JsonRpcQuorumReader::votes(std::span<const KnownBlock> blocks,
                                                   std::uint64_t quorum)
{
    std::vector<BlockVotes> votes(blocks.size());
    m_connection.pool().ask_until(
        quorum, [] { return false; },
        [&](Node& node) {
            const auto headers = headers_at(node, blocks);
            for (std::size_t i = 0; i < blocks.size(); ++i) {
                if (!headers[i]) {
                    ++votes[i].none;
                } else if (is_known(*headers[i], blocks[i])) {
                    ++votes[i].same;
                } else {
                    ++votes[i].other;
                    node.meter.disagreed();
                    if (votes[i].difference.empty()) {
                        votes[i].difference = fmt::format(
                            "node {} shows {} of time {} as block {}", node.shown,
                            headers[i]->hash.to_hex(), headers[i]->timestamp_s, blocks[i].number);
                    }
                }
            }
        });
    return votes;
}

std::vector<NodeBalances>
JsonRpcQuorumReader::balances_by_node(const BlockRef& seen,
                                      std::span<const StateSource::PastBalanceQuery> queries,
                                      std::uint64_t quorum)
{
    std::vector<NodeBalances> all;
    m_connection.pool().ask_each(quorum, [&](Node& node) {
        all.push_back({.node = node.shown,
                       .balances = StateReader{node, m_connection.options(), m_client, m_parser}
                                       .past_balances(seen, queries)});
    });
    return all;
}

bool JsonRpcQuorumReader::keep_to(const KnownBlock& block)
{
    std::vector<Node*> others;
    bool is_shown = false;
    m_connection.pool().ask_until(
        0, [] { return false; },
        [&](Node& node) {
            const auto header = headers_at(node, {&block, 1}).front();
            if (header && is_known(*header, block)) {
                is_shown = true;
            } else if (header) {
                others.push_back(&node);
            }
        });
    if (!is_shown) {
        return false;
    }
    for (Node* const node : others) {
        m_connection.pool().pass_over(
            *node, fmt::format("shows another block {} than another node, which has the one that "
                               "was read",
                               block.number));
    }
    return true;
}

} // namespace ctrip::rpc
