// SPDX-License-Identifier: MIT
#include "rpc/read/sent_logs.hpp"

#include "rpc/node/limit_hint.hpp"
#include "rpc/parse/logs.hpp"
#include "rpc/read/gap_search.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <tuple>
#include <vector>

namespace ctrip::rpc {

namespace {

void require_asked_for(std::span<const evm::Transfer> transfers, const SentLogsQuery& query,
                       evm::BlockNumber last)
{
    const std::set<evm::Address> owners(query.owners.begin(), query.owners.end());
    for (const evm::Transfer& transfer : transfers) {
        if (transfer.block_number < query.from || transfer.block_number > last ||
            transfer.token != query.filter.token || !owners.contains(transfer.from)) {
            throw_broken("answered with a log that was not asked for");
        }
    }
}

} // namespace

namespace {

/// Looked at where the last block is missing: one that the node has shows that there is none.
constexpr std::uint64_t kBlocksAbove = 16;

/// The header of the query's last block, and the logs of all owners, as many in a call as the node
/// accepts.
std::vector<Call> calls_of(const Node& node, const SentLogsQuery& query, evm::BlockNumber last)
{
    std::vector<Call> calls{call_block(last, Transactions::hashes)};
    const std::size_t per_call = node.topics.value();
    for (std::size_t first = 0; first < query.owners.size(); first += per_call) {
        const auto some =
            query.owners.subspan(first, std::min(per_call, query.owners.size() - first));
        calls.push_back(call_sent_logs(query.from, last, query.filter, some));
    }
    return calls;
}

/// Throws: NodeFault::too_much where fewer blocks or owners are left to ask for.
[[noreturn]] void refuse_logs(Node& node, const SentLogsQuery& query, std::uint64_t blocks,
                              const NodeError& error)
{
    require_answerable(error);
    if (is_passing(error) && node.contradictions < kContradictionsMax) {
        throw_inconsistent("refuses for now: " + error.message);
    }
    const SizeDoubt doubt{.why = "refuses: " + error.message,
                          .refusal = is_about_size(error) ? Refusal::clear : Refusal::unclear,
                          .answered = true};
    const auto owners = std::min<std::uint64_t>(query.owners.size(), node.topics.value());
    if (owners > 1 && (is_about_topics(error) || blocks == 1)) {
        ask_for_less(node, node.topics, owners, doubt);
    }
    if (blocks > 1) {
        ask_for_less(node, node.logs_blocks, blocks, doubt, blocks_hint(error));
    }
    throw_broken(doubt.why);
}

} // namespace

SentLogs read_sent_logs(Node& node, Exchange& exchange, const SentLogsQuery& query)
{
    const evm::BlockNumber last =
        query.from + std::min<std::uint64_t>(node.logs_blocks.value() - 1, query.to - query.from);
    const std::uint64_t blocks = last - query.from + 1;
    std::vector<Answer<HeaderOrSent>> answers;
    try {
        answers = exchange.ask<HeaderOrSent>(node, calls_of(node, query, last), &parse_sent_logs);
    } catch (const NodeFailure& failure) {
        const bool smaller = failure.fault() == NodeFault::timed_out ||
                             failure.fault() == NodeFault::cut_off ||
                             failure.fault() == NodeFault::broken;
        if (!smaller || blocks == 1) {
            throw;
        }
        ask_for_less(node, node.logs_blocks, blocks,
                     {.why = failure.what(), .timed_out = failure.fault() == NodeFault::timed_out});
    }
    if (answers[0].error) {
        throw_broken("refuses: " + answers[0].error->message);
    }
    std::set<evm::BlockNumber> gaps;
    if (!answers[0].result && !find_gaps(node, exchange, last, last + kBlocksAbove, gaps)) {
        throw MissingBlock{last};
    }
    SentLogs logs{.transfers = {}, .to = last};
    for (std::size_t i = 1; i < answers.size(); ++i) {
        if (answers[i].error) {
            refuse_logs(node, query, blocks, *answers[i].error);
        }
        if (answers[i].result && answers[i].result->header) {
            throw_broken("answered with something else than logs");
        }
        if (answers[i].result) { // Some nodes answer with null where there are none.
            const auto& some = answers[i].result->transfers;
            logs.transfers.insert(logs.transfers.end(), some.begin(), some.end());
        }
    }
    require_asked_for(logs.transfers, query, last);
    std::stable_sort(logs.transfers.begin(), logs.transfers.end(),
                     [](const evm::Transfer& a, const evm::Transfer& b) {
                         return std::tie(a.block_number, a.log_index) <
                                std::tie(b.block_number, b.log_index);
                     });
    if (node.topics.is_unproved()) {
        node.logs_blocks.take_back(); // It was the topics that were too many.
    }
    node.topics.took(std::min<std::uint64_t>(node.topics.value(), query.owners.size()));
    node.logs_blocks.took(blocks);
    return logs;
}

} // namespace ctrip::rpc
