// SPDX-License-Identifier: MIT
#include "rpc/client/json_rpc_block_source.hpp"

#include "base/check.hpp"
#include "rpc/client/answer_text.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/parse/receipt.hpp"
#include "rpc/parse/transaction.hpp"
#include "rpc/read/block_reader.hpp"
#include "rpc/read/sent_logs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ctrip::rpc {

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
                if (answers[i].error) {
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
                         .head_node = m_head_node};
    while (reading.next <= to && !reading.stopped) {
        m_connection.pool().ask([&](Node& node) {
            BlockReader{node, m_connection.options(), reading}.run();
            return true;
        });
    }
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
                results.push_back(std::move(answers[i].result));
            }
            return results;
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
