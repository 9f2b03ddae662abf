// SPDX-License-Identifier: MIT
// Reads nodes' replies with simdjson on-demand. All fields are checked; what is not asked for is
// stepped over unread.
#pragma once

#include "evm/logs_bloom.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/parse/call_tree.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// A reply that is not what was asked for. Its text goes on a sentence that begins with the node:
/// "answered with …".
class BadReply : public std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// No header with a larger number is taken, so that block numbers can be added to.
inline constexpr evm::BlockNumber kBlockNumberMax = (1ULL << 62U);

/// Neither result nor error: the node said null.
template <typename T>
struct Answer
{
    std::optional<T> result;
    std::optional<NodeError> error;
};

/// A transfer and the place of its transaction in the block, which orders them.
struct Candidate
{
    evm::Transfer transfer;
    std::uint64_t tx_index = 0;
};

struct FullBlock
{
    BlockHeader header;
    std::optional<evm::LogsBloom> bloom; ///< Only where the filter wants it and the node gives it.
    std::vector<Candidate>
        transfers; ///< Native money to somebody who may be ours; not known to have succeeded.
};

/// One place of a batch that asks for logs and for headers: whichever came.
struct LogsOrHeader
{
    std::optional<BlockHeader> header;
    std::vector<Candidate> transfers; ///< Without block time, which logs do not carry.
    std::size_t logs = 0;             ///< How many there were, wanted or not.
};

struct HeaderAndBloom
{
    BlockHeader header;
    std::optional<evm::LogsBloom> bloom;
};

/// A header, or the text of another call's result: whichever came.
struct HeaderOrText
{
    std::optional<BlockHeader> header;
    std::string text;
};

/// What a block's transactions did, in their order.
struct Traces
{
    std::optional<evm::BlockHash> block_hash; ///< Where the node tells.
    std::vector<TracedTransaction> transactions;
};

/// A block with its transactions' hashes, or the traces of one: whichever came.
struct BlockOrTraces
{
    std::optional<BlockHeader> header;
    std::vector<evm::TxHash> transactions; ///< Of the block.
    Traces traces;
};

/// A header, or what logs say that their owners sent: whichever came.
struct HeaderOrSent
{
    std::optional<BlockHeader> header;
    std::vector<evm::Transfer> transfers;
};

/// Which transfers are kept.
struct TransferFilter
{
    std::vector<evm::Address> tokens;
    std::function<bool(const evm::Address&)> may_be_ours; ///< Empty: everybody.
    bool blooms = false; ///< Read the blooms of full blocks, which costs some of a reading's speed.

    [[nodiscard]] bool wants(const evm::Address& to) const
    {
        return !may_be_ours || may_be_ours(to);
    }
};

/// Each reader takes the reply to `calls` calls with the ids 0 … calls-1 in whatever order, and
/// returns answers in the calls' order; it throws BadReply where one is missing, doubled or
/// malformed. An error without an id, or one alone
/// where several calls were asked, is every call's error. The body gets spare capacity behind its
/// end where it has none. Keeps buffers between uses; not thread-safe.
class ReplyParser
{
public:
    ReplyParser();
    ~ReplyParser();
    ReplyParser(const ReplyParser&) = delete;
    ReplyParser& operator=(const ReplyParser&) = delete;

    [[nodiscard]] std::vector<Answer<std::string>> strings(std::string& body, std::size_t calls);
    [[nodiscard]] std::vector<Answer<BlockHeader>> headers(std::string& body, std::size_t calls);
    [[nodiscard]] std::vector<Answer<Receipt>> receipts(std::string& body, std::size_t calls);
    [[nodiscard]] std::vector<Answer<Transaction>> transactions(std::string& body,
                                                                std::size_t calls);
    [[nodiscard]] std::vector<Answer<FullBlock>> blocks(std::string& body, std::size_t calls,
                                                        const TransferFilter& filter);
    [[nodiscard]] std::vector<Answer<LogsOrHeader>> logs(std::string& body, std::size_t calls,
                                                         const TransferFilter& filter);
    /// The same of eth_getBlockReceipts: the logs of all receipts.
    [[nodiscard]] std::vector<Answer<LogsOrHeader>>
    block_receipts(std::string& body, std::size_t calls, const TransferFilter& filter);
    [[nodiscard]] std::vector<Answer<HeaderAndBloom>> blooms(std::string& body, std::size_t calls);
    [[nodiscard]] std::vector<Answer<HeaderOrText>> texts(std::string& body, std::size_t calls);
    /// Of call_block and call_sent_logs.
    [[nodiscard]] std::vector<Answer<HeaderOrSent>> sent_logs(std::string& body, std::size_t calls);
    /// Of call_fee_history; the block is the oldest that the answer tells of.
    [[nodiscard]] std::vector<Answer<PastFee>> fee_histories(std::string& body, std::size_t calls);
    /// Of call_simulation: of one block.
    [[nodiscard]] std::vector<Answer<std::vector<SimulatedCall>>> simulations(std::string& body,
                                                                              std::size_t calls);
    [[nodiscard]] std::vector<Answer<BlockOrTraces>> traces(std::string& body, std::size_t calls);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ctrip::rpc
