// SPDX-License-Identifier: MIT
#include "job/confirm/take_back.hpp"

#include "base/error.hpp"
#include "store/chain_store.hpp"
#include "store/payment_deadlines.hpp"
#include "store/reorganisation_store.hpp"
#include "store/sweep_queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace ctrip::job {

namespace {

constexpr std::size_t kAncestorsAsked = 16;

/// From where the scan reads again.
struct Rewinding
{
    store::Cursor cursor;
    store::Checkpoint ancestor;
};

rpc::KnownBlock known(evm::BlockNumber number, const evm::BlockHash& hash,
                      std::optional<std::int64_t> time_s)
{
    return {.number = number, .hash = hash, .time_s = time_s};
}

/// The newest checkpoint below `block` that the quorum shows; none where it does not show the
/// cursor's block.
std::optional<Rewinding> rewinding_below(const ChainJob& job, QuorumCheck& quorum,
                                         evm::BlockNumber block)
{
    store::ChainStore chains{job.database, job.clock};
    const auto state = chains.find(job.chain.chain_id);
    if (!state || !state->cursor) {
        return std::nullopt;
    }
    const store::Cursor& cursor = *state->cursor;
    std::vector<rpc::KnownBlock> blocks{known(cursor.block, cursor.hash, cursor.time_s)};
    const auto checkpoints = chains.checkpoints(job.chain.chain_id, kAncestorsAsked, block);
    for (const store::Checkpoint& checkpoint : checkpoints) {
        blocks.push_back(known(checkpoint.block, checkpoint.hash, checkpoint.time_s));
    }
    const auto votes = quorum.votes(blocks);
    if (votes.empty() || votes.front().same < job.chain.quorum) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < checkpoints.size(); ++i) {
        if (votes[i + 1].same >= job.chain.quorum) {
            return Rewinding{.cursor = cursor, .ancestor = checkpoints[i]};
        }
    }
    return std::nullopt;
}

std::vector<evm::Transfer> transfers_of(const std::vector<RefutedTransfer>& refuted)
{
    std::vector<evm::Transfer> transfers;
    transfers.reserve(refuted.size());
    std::transform(refuted.begin(), refuted.end(), std::back_inserter(transfers),
                   [](const RefutedTransfer& one) { return one.transfer; });
    return transfers;
}

void orphan(const ChainJob& job, store::StatusWriter& statuses, const Rewinding& rewinding,
            std::span<const evm::Transfer> transfers, evm::BlockNumber head)
{
    static_cast<void>(statuses.take_reverted());
    store::DbTransaction transaction{job.database};
    store::ReorganisationStore reorgs{job.database};
    const evm::ChainId chain_id = job.chain.chain_id;
    const store::Checkpoint& ancestor = rewinding.ancestor;
    // First: locks the chain's row until the commit.
    store::ChainStore{job.database, job.clock}.rewind(chain_id, rewinding.cursor, ancestor);
    reorgs.forget_asked_above(chain_id, ancestor.block, ancestor.time_s);
    for (const std::string& id : reorgs.orphan(chain_id, transfers)) {
        store::PaymentDeadlines{job.database}.forget_read(id, ancestor.time_s);
        statuses.reassess(id, head);
        store::SweepQueue{job.database}.mark(id);
    }
    transaction.commit();
}

} // namespace

void take_back(const ChainJob& job, QuorumCheck& quorum, store::StatusWriter& statuses,
               const std::vector<RefutedTransfer>& refuted, evm::BlockNumber head)
{
    const std::vector<evm::Transfer> transfers = transfers_of(refuted);
    const auto lowest = std::min_element(transfers.begin(), transfers.end(),
                                         [](const evm::Transfer& a, const evm::Transfer& b) {
                                             return a.block_number < b.block_number;
                                         });
    const auto rewinding = lowest == transfers.end()
                               ? std::nullopt
                               : rewinding_below(job, quorum, lowest->block_number);
    if (!rewinding) {
        if (!refuted.empty()) {
            job.log.warning(
                "transfers that are not on the chain wait until the nodes show the "
                "blocks that were read around them, or a scan follows a reorg",
                {{"chain", job.chain.name}, {"transfers", fmt::to_string(refuted.size())}});
        }
        return;
    }
    try {
        store::retry_conflicts([&] { orphan(job, statuses, *rewinding, transfers, head); });
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::locked) {
            throw;
        }
        return; // A scan moved the cursor meanwhile; the next run asks again.
    }
    for (const RefutedTransfer& one : refuted) {
        job.log.warning("a transfer is not on the chain and was taken back: " + one.why.difference,
                        {{"chain", job.chain.name},
                         {"tx", one.transfer.tx_hash.to_hex()},
                         {"block", fmt::to_string(one.transfer.block_number)}});
    }
}

} // namespace ctrip::job
