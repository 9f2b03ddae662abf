// SPDX-License-Identifier: MIT
// What the block reader asks again in another way: logs that were refused, by the receipts of their
// block, and logs that were not there, by its bloom. A node indexes a block's logs some time after
// it has the block, and shows none until then.
#include "rpc/read/block_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace ctrip::rpc {

namespace {

/// The newest blocks of a reading whose emptiness is doubted. Older ones were indexed long ago, and
/// a first reading of a long chain would ask for each of its blocks.
constexpr std::uint64_t kDoubtedBlocks = 32;

evm::BloomBits bits_of_recipient(const evm::Address& address)
{
    evm::Word topic{};
    std::copy(address.bytes.begin(), address.bytes.end(), topic.end() - address.bytes.size());
    return evm::bloom_bits(topic);
}

[[noreturn]] void throw_without_logs(const std::string& what)
{
    throw NodeFailure{NodeFault::inconsistent, what};
}

} // namespace

/// In the form of the logs of one block: its header comes first.
void BlockReader::ask_block_receipts(const Piece& piece, const std::string& why)
{
    const std::array calls{call_block(piece.to, Transactions::hashes),
                           call_block_receipts(piece.to)};
    ++piece.range->awaited;
    send(
        *piece.range, calls,
        [this, piece, why](std::string& body) {
            auto answers = m_parser.block_receipts(body, 2, m_filter);
            for (const auto& answer : answers) {
                if (answer.error) {
                    require_no_limit(m_node, *answer.error, 1);
                }
                if (answer.error) { // What was refused first says more.
                    throw NodeFailure{NodeFault::broken, why};
                }
            }
            take_logs(piece, std::move(answers));
        },
        [why]() -> bool {
            throw NodeFailure{NodeFault::broken, why};
        });
}

evm::BlockNumber BlockReader::first_doubted() const noexcept
{
    return m_to < kDoubtedBlocks ? 0 : m_to - kDoubtedBlocks + 1;
}

void BlockReader::doubt_empty_blocks(Range& range)
{
    if (m_reading.options.tokens.empty() || range.to < first_doubted()) {
        return;
    }
    std::set<evm::BlockNumber> with_hits;
    for (const Candidate& hit : range.tokens) {
        with_hits.insert(hit.transfer.block_number);
    }
    std::vector<evm::BlockNumber> unknown;
    std::vector<BlockId> suspects;
    for (evm::BlockNumber number = std::max(range.from, first_doubted()); number <= range.to;
         ++number) {
        if (with_hits.contains(number)) {
            continue;
        }
        if (!m_reading.options.native) {
            unknown.push_back(number);
            continue;
        }
        const auto bloom = range.blooms.find(number);
        if (bloom != range.blooms.end() && may_have_ours(bloom->second)) {
            suspects.push_back({number, range.blocks[number - range.from].hash});
        }
    }
    ask_blooms(range, std::move(unknown));
    ask_logs_of(range, suspects, Logs::transfers);
}

bool BlockReader::may_have_ours(const evm::LogsBloom& bloom)
{
    const ReadOptions& options = m_reading.options;
    if (!m_marks) {
        m_marks = Marks{};
        m_marks->topic = evm::bloom_bits(evm::TxHash::parse(kTransferTopic)->bytes);
        for (const evm::Address& token : options.tokens) {
            m_marks->tokens.push_back(evm::bloom_bits(token.bytes));
        }
        for (const evm::Address& recipient : options.recipients) {
            m_marks->recipients.push_back(bits_of_recipient(recipient));
        }
    }
    const auto has_any = [&](const std::vector<evm::BloomBits>& marks) {
        return std::any_of(marks.begin(), marks.end(),
                           [&](const evm::BloomBits& bits) { return bloom.may_contain(bits); });
    };
    return bloom.may_contain(m_marks->topic) && has_any(m_marks->tokens) &&
           (options.recipients.empty() || has_any(m_marks->recipients));
}

void BlockReader::ask_blooms(Range& range, std::vector<evm::BlockNumber> numbers)
{
    while (!numbers.empty()) {
        const std::size_t count = std::min<std::size_t>(numbers.size(), m_node.calls.value());
        const std::vector<evm::BlockNumber> these(
            numbers.end() - static_cast<std::ptrdiff_t>(count), numbers.end());
        numbers.resize(numbers.size() - count);
        std::vector<Call> calls;
        for (const evm::BlockNumber number : these) {
            calls.push_back(call_block(number, Transactions::hashes));
        }
        send_more(range, calls,
                  [this, &range, these](std::string& body) { take_blooms(range, these, body); });
    }
}

void BlockReader::take_blooms(Range& range, const std::vector<evm::BlockNumber>& numbers,
                              std::string& body)
{
    const auto answers = m_parser.blooms(body, numbers.size());
    require_fits(answers);
    std::vector<BlockId> suspects;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (answers[i].error) {
            throw NodeFailure{NodeFault::broken, "refuses: " + answers[i].error->message};
        }
        if (!answers[i].result) {
            throw_without_logs(fmt::format("lags: it has no block {} yet", numbers[i]));
        }
        const BlockHeader& header = answers[i].result->header;
        if (header.number != numbers[i]) {
            throw BadReply{
                fmt::format("answered with block {} instead of {}", header.number, numbers[i])};
        }
        range.headers.push_back(header);
        if (answers[i].result->bloom && may_have_ours(*answers[i].result->bloom)) {
            suspects.push_back({header.number, header.hash});
        }
    }
    ask_logs_of(range, suspects, Logs::transfers);
}

/// By the block's hash, which is the index of that block alone and cannot be another block's.
void BlockReader::ask_logs_of(Range& range, const std::vector<BlockId>& blocks, Logs what)
{
    const std::size_t per_request = m_node.calls.value();
    for (std::size_t first = 0; first < blocks.size(); first += per_request) {
        const std::size_t count = std::min(per_request, blocks.size() - first);
        const auto begin = blocks.begin() + static_cast<std::ptrdiff_t>(first);
        const std::vector<BlockId> these(begin, begin + static_cast<std::ptrdiff_t>(count));
        std::vector<Call> calls;
        for (const BlockId& block : these) {
            calls.push_back(what == Logs::all
                                ? call_block_logs(block.hash)
                                : call_block_transfer_logs(block.hash, m_reading.options.tokens));
        }
        send_more(range, calls, [this, &range, these, what](std::string& body) {
            take_logs_of(range, these, what, body);
        });
    }
}

void BlockReader::take_logs_of(Range& range, const std::vector<BlockId>& blocks, Logs what,
                               std::string& body)
{
    const auto answers = m_parser.logs(body, blocks.size(), m_filter);
    require_fits(answers);
    std::vector<BlockId> still_empty;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const evm::BlockNumber number = blocks[i].number;
        if (answers[i].error && !is_unknown_block(*answers[i].error)) {
            throw NodeFailure{NodeFault::broken, "refuses: " + answers[i].error->message};
        }
        if (!answers[i].result) {
            throw_without_logs(fmt::format("does not know its own block {} by its hash", number));
        }
        const LogsOrHeader& logs = *answers[i].result;
        if (logs.header) {
            throw BadReply{"answered with something else than logs"};
        }
        if (std::any_of(logs.transfers.begin(), logs.transfers.end(),
                        [&](const Candidate& one) { return is_asked_for(one.transfer); })) {
            throw_without_logs(fmt::format("left out logs of block {} that it has", number));
        }
        if (logs.logs > 0) {
            continue; // It has the block's logs, and none of them is ours.
        }
        if (what == Logs::all) {
            throw_without_logs(fmt::format(
                "shows no logs of block {}, whose bloom says that it has some: it lags", number));
        }
        still_empty.push_back(blocks[i]);
    }
    ask_logs_of(range, still_empty, Logs::all);
}

bool BlockReader::is_asked_for(const evm::Transfer& transfer) const
{
    const auto& recipients = m_reading.options.recipients;
    return recipients.empty() || recipients.size() > kRecipientTopicsMax ||
           std::find(recipients.begin(), recipients.end(), transfer.to) != recipients.end();
}

} // namespace ctrip::rpc
