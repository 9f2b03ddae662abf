// SPDX-License-Identifier: MIT
// Quorum reads: the same request to several nodes, which have to agree.
#pragma once

#include "evm/address.hpp"
#include "evm/transfer.hpp"
#include "rpc/block_header.hpp"

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
};

/// The result of the quorum check of one transfer.
struct TransferCheck
{
    /// What the first node that differs shows instead; empty: all agree.
    std::string difference;

    [[nodiscard]] bool agreed() const noexcept { return difference.empty(); }
};

/// Every call throws Error{unavailable} if fewer than `quorum` nodes give a usable answer.
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
    /// One check for each transfer, in order: whether each of `quorum` nodes that have its block
    /// shows the same block hash, a receipt of success in that block, and in it the event, or for
    /// native currency the transaction's recipient and value. Transfers that were found by traces
    /// or balances are checked by their block's hash alone.
    [[nodiscard]] virtual std::vector<TransferCheck>
    check_transfers(std::span<const evm::Transfer> transfers, const QuorumOptions& options) = 0;
};

} // namespace ctrip::rpc
