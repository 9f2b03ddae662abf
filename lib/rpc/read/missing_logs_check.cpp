// SPDX-License-Identifier: MIT
#include "rpc/read/missing_logs_check.hpp"

#include "rpc/json_rpc.hpp"
#include "rpc/read/require_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace ctrip::rpc {

namespace {

/// An answer with everybody's events shows that older blocks are indexed; one with named recipients
/// has next to no logs, and shows nothing.
/// A busy block's receipts take a megabyte.
constexpr std::size_t kReceiptsPerRequest = 4;

bool is_named(const ReadOptions& options)
{
    return !options.recipients.empty() && options.recipients.size() <= kRecipientTopicsMax;
}

evm::BlockNumber newest(std::uint64_t blocks, evm::BlockNumber to)
{
    return to < blocks ? 0 : to - blocks + 1;
}

} // namespace

evm::BlockNumber first_checked_block(const ReadOptions& options, evm::BlockNumber to) noexcept
{
    switch (options.look) {
    case Look::doubted:
        return 0;
    case Look::second:
        return to + 1;
    case Look::first:
        break;
    }
    return newest(is_named(options) ? kCheckedBlocks : kCheckedBlocksOfEverybody, to);
}

MissingLogsCheck::MissingLogsCheck(RangeRequests& requests, const ReadOptions& options,
                                   evm::BlockNumber to)
    : m_requests(requests), m_options(options), m_first(first_checked_block(options, to)),
      m_first_without_logs(options.look == Look::second ? to + 1 : newest(kCheckedBlocks, to)),
      m_filter{.tokens = options.tokens, .may_be_ours = options.may_be_ours}, m_bloom(options)
{
}

std::vector<evm::BlockNumber> MissingLogsCheck::blocks_to_check(const PendingRange& range) const
{
    std::set<evm::BlockNumber> with_hits;
    for (const Candidate& hit : range.tokens) {
        with_hits.insert(hit.transfer.block_number);
    }
    std::set<evm::BlockNumber> numbers;
    for (evm::BlockNumber number = std::max(range.from, m_first); number <= range.to; ++number) {
        if (!range.gaps.contains(number)) {
            numbers.insert(number);
        }
    }
    for (const evm::BlockNumber number : range.without_logs) {
        if (number >= std::max(range.from, m_first_without_logs)) {
            numbers.insert(number);
        }
    }
    std::vector<evm::BlockNumber> without_hits;
    std::set_difference(numbers.begin(), numbers.end(), with_hits.begin(), with_hits.end(),
                        std::back_inserter(without_hits));
    return without_hits;
}

void MissingLogsCheck::check(PendingRange& range)
{
    if (m_options.tokens.empty()) {
        return;
    }
    std::vector<evm::BlockNumber> unknown;
    Suspects suspects;
    for (const evm::BlockNumber number : blocks_to_check(range)) {
        const BlockHeader* header = nullptr;
        if (!m_options.native) {
            header = range.find_header(number); // It came with its bloom.
        } else if (number >= m_first) {
            header = &range.blocks[number - range.from];
        }
        if (header == nullptr) {
            unknown.push_back(number);
            continue;
        }
        const auto bloom = range.blooms.find(number);
        judge({.header = *header,
               .is_empty = range.without_transactions.contains(number),
               .bloom = bloom == range.blooms.end() ? std::nullopt : std::optional{bloom->second}},
              suspects);
    }
    request_blooms(range, std::move(unknown));
    look_at(range, suspects);
}

/// A chain that computes no blooms sends them without any bit or with all: that says nothing.
void MissingLogsCheck::judge(const HeaderAndBloom& block, Suspects& suspects)
{
    if (block.is_empty) {
        return;
    }
    const bool says_something = block.bloom && !block.bloom->is_empty() && !block.bloom->is_full();
    if (says_something ? m_bloom.may_match(*block.bloom) : m_options.look == Look::doubted) {
        suspects.push_back({.header = block.header, .is_claimed = says_something});
    }
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
    Suspects suspects;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (answers[i].error) {
            throw NodeFailure{NodeFault::broken, "refuses: " + answers[i].error->message};
        }
        if (!answers[i].result) {
            throw MissingBlock{numbers[i]};
        }
        const BlockHeader& header = answers[i].result->header;
        if (header.number != numbers[i]) {
            throw BadReply{
                fmt::format("answered with block {} instead of {}", header.number, numbers[i])};
        }
        range.headers.push_back(header);
        judge(*answers[i].result, suspects);
    }
    look_at(range, suspects);
}

void MissingLogsCheck::look_at(PendingRange& range, const Suspects& suspects)
{
    Suspects claimed;
    Suspects others;
    for (const Suspect& suspect : suspects) {
        (suspect.is_claimed ? claimed : others).push_back(suspect);
    }
    ask(range, claimed, Way::transfers);
    ask(range, others, Way::all);
}

void MissingLogsCheck::ask(PendingRange& range, const Suspects& suspects, Way way)
{
    if (way == Way::none) {
        withhold(range, suspects);
        return;
    }
    const std::size_t calls = m_requests.node().calls.value();
    const std::size_t per_request =
        way == Way::receipts ? std::min(calls, kReceiptsPerRequest) : calls;
    for (std::size_t first = 0; first < suspects.size(); first += per_request) {
        const std::size_t count = std::min(per_request, suspects.size() - first);
        const auto begin = suspects.begin() + static_cast<std::ptrdiff_t>(first);
        ask_some(range, {begin, begin + static_cast<std::ptrdiff_t>(count)}, way);
    }
}

/// By the block's hash: the answer can't be about another block of the same height. Receipts are
/// asked by number, which more nodes know; their logs carry the block's hash.
void MissingLogsCheck::ask_some(PendingRange& range, const Suspects& suspects, Way way)
{
    std::vector<Call> calls;
    calls.reserve(suspects.size());
    for (const Suspect& suspect : suspects) {
        const BlockHeader& block = suspect.header;
        calls.push_back(way == Way::receipts ? call_block_receipts(block.number)
                        : way == Way::all    ? call_block_logs(block.hash)
                                          : call_block_transfer_logs(block.hash, m_options.tokens));
    }
    m_requests.try_calls(
        range, calls,
        [this, &range, suspects, way](std::string& body) { take(range, suspects, way, body); },
        [this, &range, suspects, way] { ask(range, suspects, after(way)); });
}

void MissingLogsCheck::take(PendingRange& range, const Suspects& suspects, Way way,
                            std::string& body)
{
    std::vector<Answer<LogsOrHeader>> answers;
    try {
        answers = way == Way::receipts
                      ? parse_block_receipts(m_requests.parser(), body, suspects.size(), m_filter)
                      : parse_logs(m_requests.parser(), body, suspects.size(), m_filter);
    } catch (const BadReply&) { // These questions may fail: there are other ways.
        ask(range, suspects, after(way));
        return;
    }
    m_requests.require_fits(answers);
    Suspects left;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        if (!is_shown(range, suspects[i], way, answers[i])) {
            left.push_back(suspects[i]);
        }
    }
    ask(range, left, after(way));
}

/// Takes what is ours of the answer. Logs of others show that the node has the block's logs.
bool MissingLogsCheck::is_shown(PendingRange& range, const Suspect& suspect, Way way,
                                const Answer<LogsOrHeader>& answer) const
{
    if (!answer.result || answer.result->header) {
        return false;
    }
    const auto is_of_block = [&](const Candidate& one) {
        return one.transfer.block_number == suspect.header.number &&
               one.transfer.block_hash == suspect.header.hash;
    };
    const std::vector<Candidate>& found = answer.result->transfers;
    if (!std::all_of(found.begin(), found.end(), is_of_block)) {
        return false; // The chain has a reorg, or the node contradicts itself.
    }
    for (const Candidate& one : found) {
        if (is_asked_for(one.transfer)) {
            range.tokens.push_back(one);
            range.is_left_out = true;
        }
    }
    if (answer.result->logs > 0) {
        range.shown.push_back(suspect.header.number);
        return true;
    }
    return !suspect.is_claimed && way != Way::transfers;
}

void MissingLogsCheck::withhold(PendingRange& range, const Suspects& suspects) const
{
    for (const Suspect& suspect : suspects) {
        range.withheld.push_back(
            {.number = suspect.header.number,
             .timestamp_s = suspect.header.timestamp_s,
             .is_claimed = suspect.is_claimed,
             .why = fmt::format(
                 "node {} shows no logs by range, by block hash or in receipts{}",
                 m_requests.node().shown,
                 suspect.is_claimed ? ", though the bloom says that there may be some" : "")});
    }
}

MissingLogsCheck::Way MissingLogsCheck::after(Way way)
{
    switch (way) {
    case Way::transfers:
        return Way::all;
    case Way::all:
        return Way::receipts;
    case Way::receipts:
    case Way::none:
        break;
    }
    return Way::none;
}

bool MissingLogsCheck::is_asked_for(const evm::Transfer& transfer) const
{
    const auto& recipients = m_options.recipients;
    return !is_named(m_options) ||
           std::find(recipients.begin(), recipients.end(), transfer.to) != recipients.end();
}

} // namespace ctrip::rpc
