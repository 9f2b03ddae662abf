// SPDX-License-Identifier: MIT
#include "rpc/read/sent_logs.hpp"

#include "rpc/node/limit_hint.hpp"
#include "rpc/parse/logs.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

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

SentLogs read_sent_logs(Node& node, Exchange& exchange, const SentLogsQuery& query)
{
    const evm::BlockNumber last =
        query.from + std::min<std::uint64_t>(node.logs_blocks.value() - 1, query.to - query.from);
    const std::array calls{call_block(last, Transactions::hashes),
                           call_sent_logs(query.from, last, query.filter, query.owners)};
    auto answers = exchange.ask<HeaderOrSent>(node, calls, &parse_sent_logs);
    if (answers[0].error) {
        throw_broken("refuses: " + answers[0].error->message);
    }
    if (!answers[0].result) {
        throw NodeFailure{NodeFault::inconsistent,
                          fmt::format("lags: it has no block {} yet", last)};
    }
    const std::uint64_t blocks = last - query.from + 1;
    if (answers[1].error) {
        if (blocks == 1) {
            throw_broken("refuses: " + answers[1].error->message);
        }
        node.logs_blocks.refused(blocks, blocks_hint(*answers[1].error));
        throw NodeFailure{NodeFault::too_much, "refuses logs of this many blocks in one request"};
    }
    if (!answers[1].result || answers[1].result->header) {
        throw_broken("answered with something else than logs");
    }
    require_asked_for(answers[1].result->transfers, query, last);
    node.logs_blocks.took(blocks);
    return {.transfers = std::move(answers[1].result->transfers), .to = last};
}

} // namespace ctrip::rpc
