// SPDX-License-Identifier: MIT
// Reads ranges of blocks from one node with several requests under way, and hands the transfers on
// in order. The hot path.
#pragma once

#include "http/client.hpp"
#include "rpc/chain_client.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/parse/parser.hpp"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// What is to be read, and how far reading has come: it outlives the readers of single nodes.
struct BlockReading
{
    evm::BlockNumber next = 0; ///< The first block that was not handed on yet.
    evm::BlockNumber to = 0;
    std::uint64_t blocks_per_range = 1;
    const ReadOptions& options;
    const std::function<bool(const BlockRange&)>& sink;
    std::optional<BlockHeader> head; ///< That a node said last, and which.
    const Node* head_node = nullptr;
    bool stopped = false; ///< By the sink, or since the node that goes on does not have the rest.
};

/// One reading from one node. NodeFailure leaves `reading` where it was, so that another reader
/// goes on there.
class BlockReader
{
public:
    BlockReader(Node& node, const JsonRpcOptions& options, BlockReading& reading);

    void run();

private:
    /// A range under way. All parts of it are asked for at once, and what they reveal (`follow_up`)
    /// after that.
    struct Range
    {
        evm::BlockNumber from = 0;
        evm::BlockNumber to = 0;
        std::vector<BlockHeader> blocks; ///< Of full blocks, one each in order; else empty.
        std::vector<BlockHeader>
            headers; ///< Of the ends of the logs that were asked for, and of blocks with hits.
        std::map<evm::BlockNumber, evm::LogsBloom> blooms; ///< Of the newest full blocks.
        std::vector<Candidate> natives;
        std::vector<Candidate> tokens;
        std::size_t awaited = 0; ///< Requests without an answer yet.
        bool followed_up = false;
    };
    enum class Part : std::uint8_t
    {
        blocks,
        logs, ///< And the header of the last block asked for; for the range's first part, of its
              ///< first block too.
    };
    struct Piece
    {
        Range* range = nullptr;
        Part part = Part::blocks;
        evm::BlockNumber from = 0;
        evm::BlockNumber to = 0;
    };
    using OnReply = std::function<void(std::string& body)>;
    /// False: it cannot be made smaller.
    using OnTooLarge = std::function<bool()>;
    struct BlockId
    {
        evm::BlockNumber number = 0;
        evm::BlockHash hash;
    };
    enum class Logs : std::uint8_t
    {
        transfers, ///< Of the tokens, to anybody.
        all,
    };

    void top_up();
    void open_range();
    void submit(const Piece& piece);
    void send(Range& range, std::span<const Call> calls, OnReply on_reply, OnTooLarge on_too_large);
    /// Calls of which any number may go in one request.
    void send_more(Range& range, std::span<const Call> calls, OnReply on_reply);
    /// Errors of a request that held too many calls are not their own.
    template <typename T>
    void require_fits(const std::vector<Answer<T>>& answers)
    {
        for (const Answer<T>& answer : answers) {
            if (answer.error) {
                require_no_limit(m_node, *answer.error, answers.size());
            }
        }
        m_node.calls.took(answers.size());
    }

    void take_blocks(const Piece& piece, std::string& body);
    void take_logs(const Piece& piece, std::vector<Answer<LogsOrHeader>>&& answers);
    void take_header(const Piece& piece, evm::BlockNumber number,
                     const Answer<LogsOrHeader>& answer);
    void take_receipts(Range& range, std::size_t first, std::size_t count, std::string& body);
    void take_headers(Range& range, std::size_t count, std::string& body);
    void ask_for_less(const Piece& piece, const std::string& why,
                      std::optional<std::uint64_t> hint = std::nullopt);
    void refuse(const Piece& piece, const NodeError& error);
    void ask_block_receipts(const Piece& piece, const std::string& why);

    void follow_up(Range& range);
    void ask_receipts(Range& range);
    void ask_headers_of_hits(Range& range);

    // An answer without logs of a block is held against the block's bloom.
    [[nodiscard]] evm::BlockNumber first_doubted() const noexcept;
    void doubt_empty_blocks(Range& range);
    [[nodiscard]] bool may_have_ours(const evm::LogsBloom& bloom);
    void ask_blooms(Range& range, std::vector<evm::BlockNumber> numbers);
    void take_blooms(Range& range, const std::vector<evm::BlockNumber>& numbers, std::string& body);
    void ask_logs_of(Range& range, const std::vector<BlockId>& blocks, Logs what);
    void take_logs_of(Range& range, const std::vector<BlockId>& blocks, Logs what,
                      std::string& body);
    [[nodiscard]] bool is_asked_for(const evm::Transfer& transfer) const;

    void hand_on_finished();
    [[nodiscard]] BlockRange finish(Range& range) const;

    Node& m_node;
    const JsonRpcOptions& m_options;
    BlockReading& m_reading;
    TransferFilter m_filter;
    ReplyParser m_parser;
    http::Client m_client;
    evm::BlockNumber m_to;                       ///< The last that this node has of the reading.
    evm::BlockNumber m_opened_to;                ///< The first block of no range yet.
    std::deque<std::unique_ptr<Range>> m_ranges; ///< In order.
    std::deque<Piece> m_pieces;                  ///< Not asked for yet.
    std::size_t m_under_way = 0;
    /// Bloom bits of all that was asked for; made when they are wanted.
    struct Marks
    {
        evm::BloomBits topic{};
        std::vector<evm::BloomBits> tokens;
        std::vector<evm::BloomBits> recipients;
    };
    std::optional<Marks> m_marks;
};

} // namespace ctrip::rpc
