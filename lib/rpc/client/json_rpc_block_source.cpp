// SPDX-License-Identifier: MIT
#include "rpc/client/json_rpc_block_source.hpp"

#include "base/check.hpp"
#include "rpc/client/answer_text.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/parse/receipt.hpp"
#include "rpc/parse/transaction.hpp"
#include "rpc/read/block_reader.hpp"
#include "rpc/read/gap_search.hpp"
#include "rpc/read/sent_logs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace ctrip::rpc {

namespace {

/// What one node shows of doubted blocks.
class DoubtedBlocks
{
public:
    void add(const BlockRange& range)
    {
        m_transfers.insert(m_transfers.end(), range.transfers.begin(), range.transfers.end());
        m_shown.insert(range.shown.begin(), range.shown.end());
        for (const evm::Transfer& transfer : range.transfers) {
            if (transfer.token) {
                m_shown.insert(transfer.block_number);
            }
        }
        for (const WithheldBlock& block : range.withheld) {
            const auto [known, is_new] = m_withheld.try_emplace(block.number, block);
            if (!is_new && block.is_claimed) { // Its logs and its transactions.
                known->second = block;
            }
        }
    }

    /// Takes the blocks that it shows from `left`, and their transfers to `result`. Where another
    /// node's header says that there may be events, only logs are an answer.
    void settle(std::map<evm::BlockNumber, WithheldBlock>& left, BlockRange& result) const
    {
        std::set<evm::BlockNumber> shown;
        for (auto& [number, block] : left) {
            const auto withheld = m_withheld.find(number);
            if (withheld == m_withheld.end() && (!block.is_claimed || m_shown.contains(number))) {
                shown.insert(number);
            } else if (withheld != m_withheld.end() && !block.is_claimed) {
                block = withheld->second;
            }
        }
        for (const evm::Transfer& transfer : m_transfers) {
            if (shown.contains(transfer.block_number)) {
                result.transfers.push_back(transfer);
            }
        }
        std::erase_if(left, [&](const auto& one) { return shown.contains(one.first); });
    }

private:
    std::vector<evm::Transfer> m_transfers;
    std::set<evm::BlockNumber> m_shown;
    std::map<evm::BlockNumber, WithheldBlock> m_withheld;
};

} // namespace

void JsonRpcBlockSource::check_chain_id()
{
    m_connection.pool().ask([](const Node& node) { return node.checked; });
}

BlockHeader JsonRpcBlockSource::head()
{
    const bool compared = m_connection.heads().compare();
    // The head of the node that is asked next, not the highest of all: that node has the blocks up
    // to its own head.
    return m_connection.pool().ask([&](Node& node) {
        if (!compared || !node.head) {
            node.head = latest_of(node);
        }
        m_connection.heads().saw(node, *node.head);
        m_head = node.head;
        m_head_node = &node;
        return *node.head;
    });
}

BlockHeader JsonRpcBlockSource::latest_of(Node& node)
{
    const std::array calls{call_block(BlockTag::latest)};
    const auto answers = m_connection.exchange().ask<BlockHeader>(node, calls, &parse_headers);
    if (answers[0].error) {
        throw_refused(*answers[0].error);
    }
    if (!answers[0].result) {
        throw NodeFailure{NodeFault::broken, "has no latest block"};
    }
    return *answers[0].result;
}

std::optional<BlockHeader> JsonRpcBlockSource::header(evm::BlockNumber number)
{
    return headers({&number, 1}).front();
}

std::optional<BlockHeader> JsonRpcBlockSource::header(BlockTag tag)
{
    if (tag == BlockTag::latest) {
        return head();
    }
    const std::array calls{call_block(tag)};
    return m_connection.ask<BlockHeader>(
        calls, &parse_headers, [](std::vector<Answer<BlockHeader>>&& answers) {
            if (answers[0].error && !is_unknown_block(*answers[0].error)) {
                throw_refused(*answers[0].error);
            }
            return std::move(answers[0].result);
        });
}

std::vector<std::optional<BlockHeader>>
JsonRpcBlockSource::headers(std::span<const evm::BlockNumber> numbers)
{
    std::vector<Call> calls;
    for (const evm::BlockNumber number : numbers) {
        calls.push_back(call_block(number, Transactions::hashes));
    }
    return m_connection.ask<BlockHeader>(
        calls, &parse_headers, [&](std::vector<Answer<BlockHeader>>&& answers) {
            std::vector<std::optional<BlockHeader>> results;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                // What a node has pruned is as absent as what it never had.
                if (answers[i].error && !is_missing_state(*answers[i].error)) {
                    throw_refused(*answers[i].error);
                }
                if (answers[i].result && answers[i].result->number != numbers[i]) {
                    throw NodeFailure{NodeFault::broken,
                                      fmt::format("answered with block {} instead of {}",
                                                  answers[i].result->number, numbers[i])};
                }
                results.push_back(answers[i].result);
            }
            return results;
        });
}

void JsonRpcBlockSource::read_blocks(evm::BlockNumber from, evm::BlockNumber to,
                                     std::uint64_t blocks_per_range, const ReadOptions& options,
                                     const std::function<bool(const BlockRange&)>& sink)
{
    // The parser refuses larger block numbers, so sums of a few of them cannot wrap.
    CTRIP_CHECK(blocks_per_range > 0 && to <= kBlockNumberMax);
    BlockReading reading{.next = from,
                         .to = to,
                         .blocks_per_range = blocks_per_range,
                         .options = options,
                         .sink = sink,
                         .head = m_head,
                         .head_node = m_head_node,
                         .again = options.again};
    while (reading.next <= to && !reading.stopped) {
        m_connection.pool().ask([&](Node& node) {
            read_from(node, reading);
            return true;
        });
    }
}

/// Begins again after each height without a block.
void JsonRpcBlockSource::read_from(Node& node, BlockReading& reading)
{
    for (;;) { // Bounded: each turn adds a height to the gaps.
        try {
            BlockReader{node, m_connection.options(), reading}.run();
            return;
        } catch (const MissingBlock& missing) {
            if (!find_gaps(node, m_connection.exchange(), missing.number(), reading.to,
                           reading.gaps)) {
                throw;
            }
        }
    }
}

bool JsonRpcBlockSource::has_block(Node& node, const BlockRef& block)
{
    const std::array calls{call_block(block.number, Transactions::hashes)};
    const auto answers = m_connection.exchange().ask<BlockHeader>(node, calls, &parse_headers);
    return answers[0].result && answers[0].result->hash == block.hash;
}

BlockRange JsonRpcBlockSource::read_doubted(const BlockRef& at, evm::BlockNumber from,
                                            evm::BlockNumber to, const ReadOptions& options)
{
    CTRIP_CHECK(from <= to && to <= at.number && to - from < kDoubtedBlocksMax);
    std::map<evm::BlockNumber, WithheldBlock> left;
    for (evm::BlockNumber number = from; number <= to; ++number) {
        left[number] = {.number = number, .timestamp_s = 0, .is_claimed = false, .why = {}};
    }
    BlockRange result;
    const auto look = [&](Node& node) {
        if (!has_block(node, at)) {
            return false;
        }
        DoubtedBlocks seen;
        const std::function<bool(const BlockRange&)> sink = [&](const BlockRange& range) {
            seen.add(range);
            return true;
        };
        BlockReading reading{.next = left.begin()->first,
                             .to = left.rbegin()->first,
                             .blocks_per_range = kDoubtedBlocksMax,
                             .options = options,
                             .sink = sink,
                             .head = std::nullopt};
        read_from(node, reading);
        seen.settle(left, result);
        return left.empty();
    };
    static_cast<void>(m_connection.pool().ask_in_turn(look));
    for (auto& [number, block] : left) {
        result.withheld.push_back(std::move(block));
    }
    return result;
}

std::vector<std::optional<Receipt>>
JsonRpcBlockSource::receipts(std::span<const evm::TxHash> hashes)
{
    std::vector<Call> calls;
    for (const evm::TxHash& hash : hashes) {
        calls.push_back(call_receipt(hash));
    }
    return m_connection.ask<Receipt>(
        calls, &parse_receipts, [&](std::vector<Answer<Receipt>>&& answers) {
            std::vector<std::optional<Receipt>> results;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                if (answers[i].error) {
                    throw_refused(*answers[i].error);
                }
                if (answers[i].result && answers[i].result->tx_hash != hashes[i]) {
                    throw NodeFailure{NodeFault::broken,
                                      "answered with the receipt of another transaction"};
                }
                if (answers[i].result && !answers[i].result->missing.empty()) {
                    answers[i].result.reset(); // It does not tell what became of it.
                }
                results.push_back(std::move(answers[i].result));
            }
            return results;
        });
}

std::optional<std::vector<Receipt>> JsonRpcBlockSource::block_receipts(evm::BlockNumber block)
{
    const std::array calls{call_block_receipts(block)};
    using Receipts = std::optional<std::vector<Receipt>>;
    return m_connection.ask<std::vector<Receipt>>(
        calls, &parse_receipts_of_blocks,
        [&](std::vector<Answer<std::vector<Receipt>>>&& answers) -> Receipts {
            Receipts& receipts = answers.front().result;
            if (receipts) {
                std::erase_if(*receipts, [&](const Receipt& receipt) {
                    return receipt.block_number != block || !receipt.missing.empty();
                });
            }
            return std::move(receipts);
        });
}

std::optional<Transaction> JsonRpcBlockSource::transaction(const evm::TxHash& hash)
{
    const std::array calls{call_transaction(hash)};
    return m_connection.ask<Transaction>(
        calls, &parse_transactions, [&](std::vector<Answer<Transaction>>&& answers) {
            if (answers[0].error) {
                throw_refused(*answers[0].error);
            }
            if (answers[0].result && answers[0].result->hash != hash) {
                throw NodeFailure{NodeFault::broken, "answered with another transaction"};
            }
            return std::move(answers[0].result);
        });
}

/// One request after the other: this is called rarely, for a few addresses with a mismatch.
std::vector<evm::Transfer> JsonRpcBlockSource::sent_logs(std::span<const evm::Address> owners,
                                                         evm::BlockNumber from, evm::BlockNumber to,
                                                         const SentFilter& filter)
{
    std::vector<evm::Transfer> found;
    for (std::size_t first = 0; first < owners.size(); first += kRecipientTopicsMax) {
        const auto some =
            owners.subspan(first, std::min(kRecipientTopicsMax, owners.size() - first));
        for (evm::BlockNumber next = from; next <= to;) {
            const SentLogs logs = m_connection.pool().ask([&](Node& node) {
                return read_sent_logs(node, m_connection.exchange(),
                                      {.owners = some, .filter = filter, .from = next, .to = to});
            });
            found.insert(found.end(), logs.transfers.begin(), logs.transfers.end());
            next = logs.to + 1;
        }
    }
    return found;
}

std::vector<evm::Transfer> JsonRpcBlockSource::sent_tokens(const evm::Address& token,
                                                           std::span<const evm::Address> owners,
                                                           evm::BlockNumber from,
                                                           evm::BlockNumber to)
{
    return sent_logs(owners, from, to, {.token = token});
}

std::vector<evm::Transfer> JsonRpcBlockSource::native_sweeps(std::span<const evm::Address> owners,
                                                             evm::BlockNumber from,
                                                             evm::BlockNumber to)
{
    return sent_logs(owners, from, to, {.token = std::nullopt});
}

} // namespace ctrip::rpc
