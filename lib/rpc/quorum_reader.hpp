// SPDX-License-Identifier: MIT
// Quorum reads: the same request to several nodes, which have to agree.
#pragma once

#include "evm/address.hpp"
#include "evm/transfer.hpp"
#include "rpc/block_header.hpp"
#include "rpc/receipt.hpp"
#include "rpc/state_source.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

struct QuorumOptions
{
    std::uint64_t quorum = 1; ///< Nodes that have to agree.
    /// Fee-on-transfer tokens: the booked amount may be below the event's.
    std::vector<evm::Address> partial_tokens;
    /// False: receipts alone are requested, for events whose blocks were compared before.
    bool compares_blocks = true;
    /// Internal transfers are compared with the rise of their recipients' balances in their block.
    bool compares_balances = false;
    /// Balance changes are compared in the same way; one that a node does not show is refuted.
    bool compares_changes = false;
};

/// What the nodes of a quorum say about one fact.
struct Agreement
{
    bool agreed = false; ///< `quorum` nodes show it.
    /// `quorum` nodes prove that it is not on the chain, and none shows it: there is another block
    /// or time, its block does not have the transaction, or that has something else. What is merely
    /// not shown, or shown in one answer and not in another, is not refuted.
    bool refuted = false;
    /// What the first node that does not show it shows instead; may be set where others agreed.
    std::string difference;
    /// Where a node shows the event under another log index: how many such events the receipt has.
    std::optional<std::size_t> copies{};
};

/// A block as it was read.
struct KnownBlock
{
    evm::BlockNumber number = 0;
    evm::BlockHash hash;
    std::optional<std::int64_t> time_s; ///< None: the time is not compared.
};

/// Numbers of nodes, by what they show at a block's height.
struct BlockVotes
{
    std::size_t same = 0;
    std::size_t other = 0;  ///< Another block, or another time.
    std::size_t none = 0;   ///< No block: such a node may lag.
    std::string difference; ///< What the first of the others shows.
};

/// The balances that one node shows, in the order of the queries; none where it has no such state.
struct NodeBalances
{
    std::string node; ///< Its URL without secrets.
    std::vector<std::optional<evm::Amount>> balances;
};

/// Every call throws Error{unavailable} if fewer than `quorum` nodes give a usable answer. Where
/// the first nodes do not agree, further ones that are not paused are asked.
class QuorumReader
{
public:
    QuorumReader() = default;
    QuorumReader(const QuorumReader&) = delete;
    QuorumReader& operator=(const QuorumReader&) = delete;
    virtual ~QuorumReader() = default;

    /// The lowest of the blocks that `quorum` nodes return for a tag; none if one of them returns
    /// none.
    [[nodiscard]] virtual std::optional<BlockHeader> lowest_header(BlockTag tag,
                                                                   std::uint64_t quorum) = 0;
    /// One result for each transfer, in order: whether `quorum` nodes show the same block (hash
    /// and, where booked, time), a receipt of success in that block, and in it the event, or for
    /// native currency the transaction's recipient and value. Internal transfers and balance
    /// changes are compared by their block, and by balances where the options say so. What a node
    /// does not show is a difference of that transfer alone. With a quorum of 1 the first answer
    /// decides.
    [[nodiscard]] virtual std::vector<Agreement>
    check_transfers(std::span<const evm::Transfer> transfers, const QuorumOptions& options) = 0;
    /// One result for each receipt of our own transactions: whether `quorum` nodes show its block
    /// and the same receipt.
    [[nodiscard]] virtual std::vector<Agreement> check_receipts(std::span<const Receipt> receipts,
                                                                std::uint64_t quorum) = 0;
    /// What at least `quorum` nodes, and all others that are not paused, show at these heights.
    [[nodiscard]] virtual std::vector<BlockVotes> votes(std::span<const KnownBlock> blocks,
                                                        std::uint64_t quorum) = 0;
    /// The balances by each of `quorum` nodes that have the block `seen`, which must not be earlier
    /// than those of the queries.
    [[nodiscard]] virtual std::vector<NodeBalances>
    balances_by_node(const BlockRef& seen, std::span<const StateSource::PastBalanceQuery> queries,
                     std::uint64_t quorum) = 0;
    /// Passes over the nodes that show another block at this height, for the rest of the run.
    /// False, and passes over none, where no node shows this one.
    virtual bool keep_to(const KnownBlock& block) = 0;
};

} // namespace ctrip::rpc
