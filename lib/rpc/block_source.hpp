// SPDX-License-Identifier: MIT
// What is on the chain: blocks, transactions, receipts and events.
#pragma once

#include "evm/address.hpp"
#include "evm/hash.hpp"
#include "evm/transfer.hpp"
#include "rpc/block_header.hpp"
#include "rpc/oddity.hpp"
#include "rpc/receipt.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// Why blocks are read, which decides how an answer without events is checked.
enum class Look : std::uint8_t
{
    /// New blocks: those without events are compared with their blooms, see read_blocks().
    first,
    /// Blocks that were read before: only the events are requested once more.
    second,
    /// Blocks whose logs a node did not show: each has to be shown, by its logs or by its header.
    doubted,
};

/// Consecutive blocks, both ends included.
struct BlockSpan
{
    evm::BlockNumber from = 0;
    evm::BlockNumber to = 0;
};

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
    Look look = Look::first;
    /// With tokens: the events of these blocks, all before the first one, are requested once more
    /// together with those of the first range, which then has their transfers too: in the same call
    /// where the node takes so many blocks at once.
    std::optional<BlockSpan> again{};
    /// True for a transfer that is booked in the same block. Of a block that is read again, nothing
    /// is returned if all its transfers are known; so they cost no further request. May be empty.
    std::function<bool(const evm::Transfer&)> is_known{};
};

/// A block that may have events of ours, and whose logs a node showed neither by range, nor by the
/// block's hash, nor in its receipts; or one whose transactions it did not show.
struct WithheldBlock
{
    evm::BlockNumber number = 0;
    std::int64_t timestamp_s = 0;
    bool is_claimed = true;          ///< Its bloom says that it may have them.
    bool hides_transactions = false; ///< Though its header says that there are some.
    std::string why; ///< One line, with the node's name; empty: no node could be asked.
};

/// Native transfers in full blocks whose receipts have a log of them (EIP-7708), or none.
struct NativeLogsSeen
{
    std::uint64_t with_log = 0;
    std::uint64_t without = 0;
};

/// Consecutive blocks, all read from one node.
struct BlockRange
{
    BlockHeader first;
    BlockHeader last;
    /// Transfers that may be ours, by block and position, with block hash and time. Those of
    /// reverted transactions and of value zero are left out.
    std::vector<evm::Transfer> transfers;
    std::vector<Oddity> oddities{};        ///< What was passed over.
    std::vector<WithheldBlock> withheld{}; ///< In order. Their transfers may be missing.
    /// Of the blocks that were asked for by hash or receipts, those of which a log was shown.
    std::vector<evm::BlockNumber> shown{};
    bool is_left_out = false; ///< Events that such a question showed were missing before.
    NativeLogsSeen native_logs;
};

/// Newest blocks of a reading whose blooms are compared, where recipients are named.
inline constexpr std::uint64_t kCheckedBlocks = 5'000;
/// The same where they are not.
inline constexpr std::uint64_t kCheckedBlocksOfEverybody = 32;

/// Of one call of read_doubted().
inline constexpr std::uint64_t kDoubtedBlocksMax = 100;

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
    /// lagging node fails instead of returning no events). A block without events whose bloom says
    /// that it may have some is asked for by its hash and by its receipts, and is WithheldBlock if
    /// the node does not show its logs either way: of the newest kCheckedBlocks where recipients
    /// are named, else of the newest 32 and of those in an answer without any log. `sink` returns
    /// false to stop. Ends
    /// before `to` if the node that reported a head of `to` fails and the next one has not reached
    /// that block: call head() again.
    virtual void read_blocks(evm::BlockNumber from, evm::BlockNumber to,
                             std::uint64_t blocks_per_range, const ReadOptions& options,
                             const std::function<bool(const BlockRange&)>& sink) = 0;
    /// Asks one node after another until the logs of all these blocks, at most kDoubtedBlocksMax,
    /// were shown (with Look::doubted), but only nodes that have the block `at`, so that all are on
    /// its branch. Returns the transfers of the blocks that were shown, and the others as withheld.
    [[nodiscard]] virtual BlockRange read_doubted(const BlockRef& at, evm::BlockNumber from,
                                                  evm::BlockNumber to,
                                                  const ReadOptions& options) = 0;

    /// One for each hash, in order. None: the node does not show it as mined.
    [[nodiscard]] virtual std::vector<std::optional<Receipt>>
    receipts(std::span<const evm::TxHash> hashes) = 0;
    /// The complete receipts of a block, by one call. None: the node has no such call, or no such
    /// block.
    [[nodiscard]] virtual std::optional<std::vector<Receipt>>
    block_receipts(evm::BlockNumber block) = 0;
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
