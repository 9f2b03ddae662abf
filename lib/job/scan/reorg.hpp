// SPDX-License-Identifier: MIT
// Reorgs: finds the common ancestor, orphans the transfers above it, and keeps the checkpoints by
// which it is found.
#pragma once

#include "job/shared/chain_job.hpp"
#include "store/archive/archive_index.hpp"
#include "store/chain_store.hpp"
#include "store/doubt_store.hpp"
#include "store/payment_deadlines.hpp"
#include "store/payment_store.hpp"
#include "store/reorganisation_store.hpp"
#include "store/status_writer.hpp"
#include "store/transfer_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ctrip::job {

/// The number of blocks below the cursor whose hashes are kept: at least the depth at which a
/// transfer is final, by the chain's configuration or, with a tag, as it was last seen.
[[nodiscard]] std::uint64_t remembered_depth(const config::Chain& chain,
                                             const store::ChainState& state) noexcept;

/// Where the scanned blocks and the chain diverge.
struct Fork
{
    store::Checkpoint ancestor; ///< The newest checkpoint on the chain.
    /// The lowest block that is known to have left the chain. Transfers booked from here on are
    /// orphaned. Those booked between the two stay: each of their blocks was found on the chain.
    evm::BlockNumber first_gone = 0;
    evm::BlockHash gone_hash; ///< Of that block, as it was read.
};

class Reorganisation
{
public:
    explicit Reorganisation(const ChainJob& job);

    /// For a node whose head is below the cursor: true where the newest known blocks up to that
    /// head have other hashes there, so that the node is on a shorter branch; false where it lags.
    [[nodiscard]] bool is_other_branch(const rpc::BlockHeader& head);

    /// Finds the common ancestor. A block left the chain where the node has another one at its
    /// height, and then all above it did; a block that the node does not have proves nothing. None:
    /// no block is proven to have left. Error{unavailable} where no checkpoint is on the node's
    /// chain, or where the node contradicts itself.
    [[nodiscard]] std::optional<Fork> find();

    /// Whether the reorg may be followed: with a quorum of more than one, that many nodes have to
    /// show the ancestor and another block where the first one is gone. False where some node shows
    /// the block that was read: nodes with another one are passed over for the rest of the run.
    /// Where no node shows it and fewer than the quorum can tell, only transfers that are not
    /// confirmed are orphaned by what one node shows; else Error{unavailable}.
    [[nodiscard]] bool is_agreed(const Fork& fork);

    /// Rewinds the cursor to the ancestor and orphans transfers, in one database transaction.
    /// Returns the number of payments that had some. Error{locked} where the stored cursor is no
    /// longer `cursor`. `head`: for the confirmations in messages.
    [[nodiscard]] std::size_t follow(const Fork& fork, const store::Cursor& cursor,
                                     evm::BlockNumber head);

    /// Adds checkpoints at growing distances below the cursor, down to `depth` blocks, where there
    /// are none.
    void remember_below(const store::Cursor& cursor, std::uint64_t depth);

private:
    struct Taken;

    /// What the checkpoints prove.
    struct Bounds
    {
        std::optional<store::Checkpoint> ancestor;
        std::optional<store::BookedBlock> gone; ///< The lowest that is known to have left the
                                                ///< chain.
    };

    [[nodiscard]] Bounds search_checkpoints();
    [[nodiscard]] std::optional<store::BookedBlock> lowest_gone(const Bounds& bounds);
    [[nodiscard]] std::vector<evm::BlockNumber> not_remembered(const store::Cursor& cursor,
                                                               std::uint64_t depth);
    void report_reverted(const Taken& taken);
    [[noreturn]] void throw_beyond(const store::Checkpoint& oldest, const evm::BlockHash& seen,
                                   std::size_t count) const;
    [[noreturn]] void throw_unstable(evm::BlockNumber block) const;

    const ChainJob& m_job;
    store::PaymentStore m_payments;
    store::TransferStore m_transfers;
    store::PaymentDeadlines m_deadlines;
    store::StatusWriter m_statuses;
    store::ChainStore m_chains;
    store::ArchiveIndex m_archive;
    store::ReorganisationStore m_reorg_store;
    store::DoubtStore m_doubts;
};

} // namespace ctrip::job
