// SPDX-License-Identifier: MIT
// Reorganisations: how far back the chain still is what was read, what that takes away from the
// books, and which blocks are remembered to tell it by.
#pragma once

#include "job/shared/chain_job.hpp"
#include "store/archive/archive_index.hpp"
#include "store/chain_store.hpp"
#include "store/payment_deadlines.hpp"
#include "store/payment_store.hpp"
#include "store/reorganisation_store.hpp"
#include "store/status_writer.hpp"
#include "store/transfer_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ctrip::job {

/// How many blocks below the cursor hashes are kept of: at least the depth at which the chain's
/// money is final, by its configuration or, where a tag says it, as it was last seen.
[[nodiscard]] std::uint64_t remembered_depth(const config::Chain& chain,
                                             const store::ChainState& state) noexcept;

/// Where what was read and the chain part.
struct Fork
{
    store::Checkpoint ancestor; ///< The newest remembered block that is still on the chain.
    /// The lowest block that is known to have left it. What was booked from here on went with it;
    /// what was booked between the two stays, each of its blocks having been seen on the chain.
    evm::BlockNumber first_gone = 0;
};

class Reorganisation
{
public:
    explicit Reorganisation(const ChainJob& job);

    /// For a node whose head lies below the cursor: true where the newest blocks that are known
    /// below that head are others there, so that it is a shorter branch and not a node that lags.
    [[nodiscard]] bool is_other_branch(const rpc::BlockHeader& head);

    /// A block left the chain where the node has another one at its height, and then all above it
    /// did; that the node does not have it proves nothing. None: nothing is proven to have left.
    /// Error{unavailable} where no remembered block is on the node's chain, or where the node
    /// contradicts itself.
    [[nodiscard]] std::optional<Fork> find();

    /// Takes cursor and books back, in one database transaction; how many payments that touched.
    /// Error{locked} where the cursor is no longer `cursor`. `head`: for the messages to the shop.
    [[nodiscard]] std::size_t follow(const Fork& fork, const store::Cursor& cursor,
                                     evm::BlockNumber head);

    /// Asks for blocks at growing distances below the cursor, where none is remembered there.
    void remember_below(const store::Cursor& cursor, std::uint64_t depth);

private:
    struct Taken;

    /// What the remembered blocks say.
    struct Bounds
    {
        std::optional<store::Checkpoint> ancestor;
        std::optional<store::BookedBlock> gone; ///< The lowest that is known to have left.
    };

    [[nodiscard]] Bounds search_checkpoints();
    [[nodiscard]] std::optional<evm::BlockNumber> lowest_gone(const Bounds& bounds);
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
};

} // namespace ctrip::job
