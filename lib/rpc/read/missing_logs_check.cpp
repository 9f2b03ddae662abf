// SPDX-License-Identifier: MIT
#include "rpc/read/missing_logs_check.hpp"

#include "rpc/json_rpc.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/parse/logs.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace ctrip::rpc {

namespace {

/// Older blocks were indexed long ago, and checking them in the first scan of a long chain would
/// take one request for each block.
constexpr std::uint64_t kCheckedBlocks = 32;

} // namespace

evm::BlockNumber first_checked_block(evm::BlockNumber to) noexcept
{
    return to < kCheckedBlocks ? 0 : to - kCheckedBlocks + 1;
}

MissingLogsCheck::MissingLogsCheck(RangeRequests& requests, const ReadOptions& options,
                                   evm::BlockNumber to)
    : m_requests(requests), m_options(options),
      m_first(first_checked_block(to)), m_filter{.tokens = options.tokens,
                                                 .may_be_ours = options.may_be_ours},
      m_bloom(options)
{
}

void MissingLogsCheck::check(PendingRange& range)
{
    if (m_options.tokens.empty() || range.to < m_first) {
        return;
    }
    std::set<evm::BlockNumber> with_hits;
    for (const Candidate& hit : range.tokens) {
        with_hits.insert(hit.transfer.block_number);
    }
    std::vector<evm::BlockNumber> unknown;
    std::vector<BlockRef> doubtful;
    for (evm::BlockNumber number = std::max(range.from, m_first); number <= range.to; ++number) {
        if (with_hits.contains(number)) {
            continue;
        }
        if (!m_options.native) {
            unknown.push_back(number);
            continue;
        }
        const auto bloom = range.blooms.find(number);
        if (bloom != range.blooms.end() && m_bloom.may_match(bloom->second)) {
            doubtful.push_back({number, range.blocks[number - range.from].hash});
        }
    }
    request_blooms(range, std::move(unknown));
    request_logs(range, doubtful, Logs::transfers);
}

void MissingLogsCheck::request_blooms(PendingRange& range, std::vector<evm::BlockNumber> numbers)
{
    while (!numbers.empty()) {
        const std::size_t count =
            std::min<std::size_t>(numbers.size(), m_requests.node().calls.value());
        const std::vector<evm::BlockNumber> these(
            numbers.end() - static_cast<std::ptrdiff_t>(count), numbers.end());
        numbers.resize(numbers.size() - count);
        std::vector<Call> calls;
        calls.reserve(these.size());
        for (const evm::BlockNumber number : these) {
            calls.push_back(call_block(number, Transactions::hashes));
        }
        m_requests.send_calls(range, calls, [this, &range, these](std::string& body) {
            take_blooms(range, these, body);
        });
    }
}

void MissingLogsCheck::take_blooms(PendingRange& range,
                                   const std::vector<evm::BlockNumber>& numbers, std::string& body)
{
    const auto answers = parse_blooms(m_requests.parser(), body, numbers.size());
    m_requests.require_fits(answers);
    std::vector<BlockRef> doubtful;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (answers[i].error) {
            throw NodeFailure{NodeFault::broken, "refuses: " + answers[i].error->message};
        }
        if (!answers[i].result) {
            throw_inconsistent(fmt::format("lags: it has no block {} yet", numbers[i]));
        }
        const BlockHeader& header = answers[i].result->header;
        if (header.number != numbers[i]) {
            throw BadReply{
                fmt::format("answered with block {} instead of {}", header.number, numbers[i])};
        }
        range.headers.push_back(header);
        if (answers[i].result->bloom && m_bloom.may_match(*answers[i].result->bloom)) {
            doubtful.push_back({header.number, header.hash});
        }
    }
    request_logs(range, doubtful, Logs::transfers);
}

/// By the block's hash: the answer can't be about another block of the same height.
void MissingLogsCheck::request_logs(PendingRange& range, const std::vector<BlockRef>& blocks,
                                    Logs what)
{
    const std::size_t per_request = m_requests.node().calls.value();
    for (std::size_t first = 0; first < blocks.size(); first += per_request) {
        const std::size_t count = std::min(per_request, blocks.size() - first);
        const auto begin = blocks.begin() + static_cast<std::ptrdiff_t>(first);
        const std::vector<BlockRef> these(begin, begin + static_cast<std::ptrdiff_t>(count));
        std::vector<Call> calls;
        calls.reserve(these.size());
        for (const BlockRef& block : these) {
            calls.push_back(what == Logs::all
                                ? call_block_logs(block.hash)
                                : call_block_transfer_logs(block.hash, m_options.tokens));
        }
        m_requests.send_calls(range, calls, [this, &range, these, what](std::string& body) {
            take_logs(range, these, what, body);
        });
    }
}

void MissingLogsCheck::take_logs(PendingRange& range, const std::vector<BlockRef>& blocks,
                                 Logs what, std::string& body)
{
    const auto answers = parse_logs(m_requests.parser(), body, blocks.size(), m_filter);
    m_requests.require_fits(answers);
    std::vector<BlockRef> still_empty;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const evm::BlockNumber number = blocks[i].number;
        if (answers[i].error && !is_unknown_block(*answers[i].error)) {
            throw NodeFailure{NodeFault::broken, "refuses: " + answers[i].error->message};
        }
        if (!answers[i].result) {
            throw_inconsistent(fmt::format("does not know its own block {} by its hash", number));
        }
        const LogsOrHeader& logs = *answers[i].result;
        if (logs.header) {
            throw BadReply{"answered with something else than logs"};
        }
        if (std::any_of(logs.transfers.begin(), logs.transfers.end(),
                        [&](const Candidate& one) { return is_asked_for(one.transfer); })) {
            throw_inconsistent(fmt::format("left out logs of block {} that it has", number));
        }
        if (logs.logs > 0) {
            continue; // The node has the block's logs, and none of them is ours.
        }
        if (what == Logs::all) {
            throw_inconsistent(fmt::format(
                "shows no logs of block {}, whose bloom says that it has some: it lags", number));
        }
        still_empty.push_back(blocks[i]);
    }
    request_logs(range, still_empty, Logs::all);
}

bool MissingLogsCheck::is_asked_for(const evm::Transfer& transfer) const
{
    const auto& recipients = m_options.recipients;
    return recipients.empty() || recipients.size() > kRecipientTopicsMax ||
           std::find(recipients.begin(), recipients.end(), transfer.to) != recipients.end();
}

} // namespace ctrip::rpc
