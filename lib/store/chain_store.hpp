// SPDX-License-Identifier: MIT
// How far each chain was read: the cursor, checkpoints to find a common ancestor by, and what is
// known of its head.
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
    base::UnixSeconds updated_at_s = 0;
};

struct Checkpoint
{
    evm::BlockNumber block = 0;
    evm::BlockHash hash;
    base::UnixSeconds time_s = 0;
};

/// So many of the newest checkpoints stay, however near to each other they are.
inline constexpr std::size_t kCheckpointsKept = 512;

class ChainStore
{
public:
    ChainStore(Database& database, const base::Clock& clock);

    [[nodiscard]] std::optional<ChainState> find(evm::ChainId chain_id);
    /// The chain's newest known block, for "confirmations" in what is printed.
    [[nodiscard]] std::optional<evm::BlockNumber> head(evm::ChainId chain_id);
    [[nodiscard]] std::vector<ChainState> all();
    /// Within a Work: the cursor stays where it is until the DbTransaction ends.
    void hold(evm::ChainId chain_id);
    /// The same of several, in the order of their ids.
    void hold_all(const std::set<evm::ChainId>& chain_ids);
    /// Makes the chain known, or renames it.
    void ensure(evm::ChainId chain_id, std::string_view name);

    /// Moves the cursor and remembers the block as a checkpoint. Within the DbTransaction that
    /// booked what was read. Throws Error{locked} where another run moved the cursor away from
    /// `expected`.
    void advance(evm::ChainId chain_id, const std::optional<Cursor>& expected, const Cursor& to);
    /// Moves the cursor back to a checkpoint and forgets the later ones. Within a DbTransaction.
    /// Throws Error{locked} where another run moved the cursor away from `expected`.
    void rewind(evm::ChainId chain_id, const Cursor& expected, const Checkpoint& to);
    /// Those below `below`, newest first; at most `max`.
    [[nodiscard]] std::vector<Checkpoint>
    checkpoints(evm::ChainId chain_id, std::size_t max = kCheckpointsKept,
                std::optional<evm::BlockNumber> below = std::nullopt);
    /// Remembers further blocks; those that are known already stay as they are.
    void remember(evm::ChainId chain_id, std::span<const Checkpoint> checkpoints);
    /// Forgets checkpoints before a block, but for the newest kCheckpointsKept.
    void forget_before(evm::ChainId chain_id, evm::BlockNumber block);

    void set_head(evm::ChainId chain_id, evm::BlockNumber head);
    void set_final_block(evm::ChainId chain_id, evm::BlockNumber final_block);

private:
    Database& m_database;
    const base::Clock& m_clock;
};

} // namespace ctrip::store
