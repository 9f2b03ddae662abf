// SPDX-License-Identifier: MIT
// Requests pieces of a range: full blocks, or the event logs of some blocks.
#pragma once

#include "rpc/block_source.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/logs.hpp"
#include "rpc/parse/transfer_filter.hpp"
#include "rpc/read/pending_range.hpp"
#include "rpc/read/range_requests.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// Blocks of a range that one request is for.
struct Piece
{
    enum class Part : std::uint8_t
    {
        blocks,
        /// Logs, and the header of the last block; for the range's first piece, of its first block
        /// too.
        logs,
    };

    PendingRange* range = nullptr;
    Part part = Part::blocks;
    evm::BlockNumber from = 0;
    evm::BlockNumber to = 0;

    [[nodiscard]] std::uint64_t size() const noexcept { return to - from + 1; }
};

/// Logs that a node refuses even for a single block are read from the block's receipts.
class PieceReader
{
public:
    /// Keeps the blooms of full blocks from `first_bloom` on. The arguments must outlive it.
    PieceReader(RangeRequests& requests, const ReadOptions& options, evm::BlockNumber first_bloom);

    /// Sends the piece's request; its answer goes into its range. NodeFault::too_much after the
    /// number of blocks for one request was lowered.
    void request(const Piece& piece);

private:
    void request_blocks(const Piece& piece);
    void request_logs(const Piece& piece);
    void request_block_receipts(const Piece& piece, const std::string& why);
    void take_blocks(const Piece& piece, const std::vector<evm::BlockNumber>& numbers,
                     std::string& body);
    void withhold_transactions(PendingRange& range, const BlockHeader& block);
    void take_logs(const Piece& piece, std::vector<Answer<LogsOrHeader>>&& answers);
    static void take_events(const Piece& piece, const Answer<LogsOrHeader>& logs);
    void refuse(const Piece& piece, const NodeError& error, std::size_t calls);
    [[nodiscard]] bool request_fewer_blocks(const Piece& piece, const SizeDoubt& doubt);
    [[nodiscard]] bool request_less_logs(const Piece& piece, const SizeDoubt& doubt,
                                         std::size_t calls, const NodeError* error = nullptr);
    void split_topics(const SizeDoubt& doubt, bool says_so);
    [[nodiscard]] bool names_recipients() const noexcept;

    RangeRequests& m_requests;
    const ReadOptions& m_options;
    evm::BlockNumber m_first_bloom;
    TransferFilter m_filter;
};

} // namespace ctrip::rpc
