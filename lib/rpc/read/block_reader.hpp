// SPDX-License-Identifier: MIT
// Reads ranges of blocks from one node with several requests under way, and hands the transfers on
// in order. The hot path.
#pragma once

#include "rpc/block_source.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/read/hit_reader.hpp"
#include "rpc/read/missing_logs_check.hpp"
#include "rpc/read/pending_range.hpp"
#include "rpc/read/piece_reader.hpp"
#include "rpc/read/range_requests.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>

namespace ctrip::rpc {

/// The blocks to read and the progress. Outlives the readers, each of which reads from one node.
struct BlockReading
{
    evm::BlockNumber next = 0; ///< The first block not yet passed to `sink`.
    evm::BlockNumber to = 0;
    std::uint64_t blocks_per_range = 1;
    const ReadOptions& options;
    const std::function<bool(const BlockRange&)>& sink;
    std::optional<BlockHeader> head; ///< The last head that was reported, and the node.
    const Node* head_node = nullptr;
    std::set<evm::BlockNumber> gaps{}; ///< Heights at which the chain has no block.
    std::optional<BlockSpan> again{};  ///< See ReadOptions, until the first range is done.
    bool stopped = false; ///< By `sink`, or because the next node does not have the rest.
};

/// Reads from one node. MissingBlock for a height without a block that is not in `gaps`.
/// NodeFailure leaves `reading` at its progress, so that another reader goes
/// on there.
class BlockReader
{
public:
    BlockReader(Node& node, const JsonRpcOptions& options, BlockReading& reading);

    void run();

private:
    void top_up();
    void open_range();
    void cut_logs(PendingRange& range);
    void cut(PendingRange& range, Piece::Part part, const BlockSpan& span,
             std::uint64_t blocks_max);
    void follow_up(PendingRange& range);
    void hand_on_finished();

    Node& m_node;
    BlockReading& m_reading;
    evm::BlockNumber m_to; ///< The last block to read from this node.
    RangeRequests m_requests;
    PieceReader m_pieces;
    HitReader m_hits;
    MissingLogsCheck m_missing_logs;
    evm::BlockNumber m_opened_to; ///< The first block that is in no range yet.
    std::deque<std::unique_ptr<PendingRange>> m_ranges; ///< In order.
    std::deque<Piece> m_waiting;                        ///< Not requested yet.
};

} // namespace ctrip::rpc
