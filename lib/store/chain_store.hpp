// SPDX-License-Identifier: MIT
// How far each chain was read: its cursor, its checkpoints (to find a common ancestor after a
// reorg), and its newest known head and final block.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace ctrip::store {

/// The last block that was read.
struct Cursor
{
    evm::BlockNumber block = 0;
    evm::BlockHash hash;
    base::UnixSeconds time_s = 0;
};

struct ChainState
{
    evm::ChainId chain_id = 0;
    std::string name;
    std::optional<Cursor> cursor;
    std::optional<evm::BlockNumber> head;
    std::optional<evm::BlockNumber> final_block;
    /// The events of the blocks up to this one were read a second time. None: of none.
    std::optional<evm::BlockNumber> second_block;
    base::UnixSeconds updated_at_s = 0;
    std::string light_verification; ///< See set_light_verification().
};

/// What a chain has shown of logs of its native transfers (EIP-7708).
struct NativeLogsShown
{
    std::uint64_t in_row = 0; ///< Transfers in a row that came with their log.
    /// All blocks after this one have them, as far as it is known; none: not shown yet.
    std::optional<evm::BlockNumber> after;
    bool refuted = false; ///< Money came without its log afterwards.
};

struct Checkpoint
{
    evm::BlockNumber block = 0;
    evm::BlockHash hash;
    base::UnixSeconds time_s = 0;
};

/// The number of newest checkpoints that are always kept.
inline constexpr std::size_t kCheckpointsKept = 512;

class ChainStore
{
public:
    ChainStore(Database& database, const base::Clock& clock);

    [[nodiscard]] std::optional<ChainState> find(evm::ChainId chain_id);
    /// The same, and nobody changes the row until the DbTransaction ends.
    [[nodiscard]] std::optional<ChainState> find_shared(evm::ChainId chain_id);
    /// The chain's newest known block, for "confirmations" in the output.
    [[nodiscard]] std::optional<evm::BlockNumber> head(evm::ChainId chain_id);
    [[nodiscard]] std::vector<ChainState> all();
    /// Within a DbTransaction: locks the chain's row, so that no other run moves the cursor until
    /// it ends.
    void hold(evm::ChainId chain_id);
    /// The same for several chains, in the order of their ids, so that two runs can't deadlock.
    void hold_all(const std::set<evm::ChainId>& chain_ids);
    /// Inserts the chain, or renames it.
    void ensure(evm::ChainId chain_id, std::string_view name);

    /// Moves the cursor and stores its block as a checkpoint. Within the DbTransaction that booked
    /// the transfers of these blocks. Throws Error{locked} if another run moved the cursor from
    /// `expected`. `second_block`: to store beside it; none: unchanged.
    void advance(evm::ChainId chain_id, const std::optional<Cursor>& expected, const Cursor& to,
                 std::optional<evm::BlockNumber> second_block = std::nullopt);
    /// Moves the cursor back to a checkpoint and deletes the later ones; no later block counts as
    /// read a second time. Within a DbTransaction.
    /// Throws Error{locked} if another run moved the cursor from `expected`.
    void rewind(evm::ChainId chain_id, const Cursor& expected, const Checkpoint& to);
    /// Checkpoints below block `below` (none: all), newest first; at most `max`.
    [[nodiscard]] std::vector<Checkpoint>
    checkpoints(evm::ChainId chain_id, std::size_t max = kCheckpointsKept,
                std::optional<evm::BlockNumber> below = std::nullopt);
    /// Stores further checkpoints; a block that has one keeps it unchanged.
    void remember(evm::ChainId chain_id, std::span<const Checkpoint> checkpoints);
    /// Deletes checkpoints below a block, except the newest kCheckpointsKept.
    void forget_before(evm::ChainId chain_id, evm::BlockNumber block);

    [[nodiscard]] NativeLogsShown native_logs(evm::ChainId chain_id);
    void set_native_logs(evm::ChainId chain_id, const NativeLogsShown& shown);

    void set_head(evm::ChainId chain_id, evm::BlockNumber head);
    void set_second_block(evm::ChainId chain_id, evm::BlockNumber second_block);
    void set_final_block(evm::ChainId chain_id, evm::BlockNumber final_block);
    /// What headers of this chain were seen to prove, as words that rpc::Provable knows.
    void set_light_verification(evm::ChainId chain_id, std::string_view words);

private:
    Database& m_database;
    const base::Clock& m_clock;
};

} // namespace ctrip::store
