// SPDX-License-Identifier: MIT
// What is on the chain: blocks, transactions, receipts and events.
#pragma once

#include "evm/address.hpp"
#include "evm/hash.hpp"
#include "evm/transfer.hpp"
#include "rpc/block_header.hpp"
#include "rpc/receipt.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

/// What read_blocks reads of each block.
struct ReadOptions
{
    bool native = false; ///< Read full blocks and match each transaction's recipient.
    /// Contracts whose Transfer events count; empty: no logs are requested.
    std::vector<evm::Address> tokens;
    /// Only events to these addresses are requested; empty: to any address.
    std::vector<evm::Address> recipients;
    /// True where an address may be ours. Called for every recipient, so it must be quick; false
    /// positives are fine.
    std::function<bool(const evm::Address&)> may_be_ours;
};

/// Consecutive blocks, all read from one node.
struct BlockRange
{
    BlockHeader first;
    BlockHeader last;
    /// Transfers that may be ours, by block and position, with block hash and time. Those of
    /// reverted transactions and of value zero are left out.
    std::vector<evm::Transfer> transfers;
};

/// Every call throws Error{unavailable} if no node gives a usable answer; no default is returned
/// instead. A node is used only after its eth_chainId matched the configuration.
class BlockSource
{
public:
    BlockSource() = default;
    BlockSource(const BlockSource&) = delete;
    BlockSource& operator=(const BlockSource&) = delete;
    virtual ~BlockSource() = default;

    /// Error{config} if the node is on another chain.
    virtual void check_chain_id() = 0;
    [[nodiscard]] virtual BlockHeader head() = 0;
    /// None: the node does not have the block (yet), or does not support the tag.
    [[nodiscard]] virtual std::optional<BlockHeader> header(evm::BlockNumber number) = 0;
    [[nodiscard]] virtual std::optional<BlockHeader> header(BlockTag tag) = 0;
    /// One result for each number, in order, in batches.
    [[nodiscard]] virtual std::vector<std::optional<BlockHeader>>
    headers(std::span<const evm::BlockNumber> numbers) = 0;

    /// Reads the blocks [from, to] in ranges of `blocks_per_range` and calls `sink` with each
    /// range, in order, while later ranges are already requested. Each range comes from one node
    /// and is checked to be consistent: parent hashes link up where full blocks are read, events
    /// carry the hash that this node gives for their block, and the node has the last block (so a
    /// lagging node fails instead of returning no events). `sink` returns false to stop. Ends
    /// before `to` if the node that reported a head of `to` fails and the next one has not reached
    /// that block: call head() again.
    virtual void read_blocks(evm::BlockNumber from, evm::BlockNumber to,
                             std::uint64_t blocks_per_range, const ReadOptions& options,
                             const std::function<bool(const BlockRange&)>& sink) = 0;

    /// One for each hash, in order. None: the node does not show it as mined.
    [[nodiscard]] virtual std::vector<std::optional<Receipt>>
    receipts(std::span<const evm::TxHash> hashes) = 0;
    /// None: the node has it neither in a block nor in its pool.
    [[nodiscard]] virtual std::optional<Transaction> transaction(const evm::TxHash& hash) = 0;

    /// The Transfer events of a token in the blocks [from, to] whose sender is one of `owners`, by
    /// block and position, without block time.
    [[nodiscard]] virtual std::vector<evm::Transfer>
    sent_tokens(const evm::Address& token, std::span<const evm::Address> owners,
                evm::BlockNumber from, evm::BlockNumber to) = 0;
    /// The NativeSwept events in the blocks [from, to] that were logged by one of `owners`, as
    /// transfers without recipient.
    [[nodiscard]] virtual std::vector<evm::Transfer>
    native_sweeps(std::span<const evm::Address> owners, evm::BlockNumber from,
                  evm::BlockNumber to) = 0;
};

} // namespace ctrip::rpc
