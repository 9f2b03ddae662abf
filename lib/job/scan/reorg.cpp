// SPDX-License-Identifier: MIT
#include "job/scan/reorg.hpp"

#include "base/error.hpp"
#include "job/scan/fork_search.hpp"
#include "job/shared/quorum.hpp"
#include "job/shared/status_log.hpp"
#include "payment/payment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace ctrip::job {

namespace {

using store::BookedBlock;
using store::Checkpoint;
using store::Cursor;

/// Reorgs down to this depth can be followed, whatever the rule for final is.
constexpr std::uint64_t kDepthMin = 256;
/// Most reorgs are a few blocks deep: the first request is small.
constexpr std::size_t kCheckpointsAskedMin = 16;
constexpr std::size_t kCheckpointsAskedMax = 1'024;
constexpr std::size_t kBlocksPerPage = 1'000;
constexpr std::size_t kRevertedLoggedMax = 1'000;

} // namespace

std::uint64_t remembered_depth(const config::Chain& chain, const store::ChainState& state) noexcept
{
    std::uint64_t depth = std::max(kDepthMin, chain.confirmations.steps.back().depth);
    if (chain.final_at.kind == config::FinalKind::depth) {
        depth = std::max(depth, chain.final_at.depth);
    }
    const bool by_tag = chain.final_at.kind == config::FinalKind::safe ||
                        chain.final_at.kind == config::FinalKind::finalized;
    if (by_tag && state.head && state.final_block && *state.final_block < *state.head) {
        depth = std::max(depth, *state.head - *state.final_block);
    }
    return depth;
}

/// What a reorg orphaned.
struct Reorganisation::Taken
{
    std::vector<std::string> payments;
    std::vector<payment::Booking> final; ///< Transfers that had been final.
    std::vector<std::string> failed;     ///< Payments that failed by that.
};

Reorganisation::Reorganisation(const ChainJob& job)
    : m_job(job), m_payments(job.database), m_transfers(job.database), m_deadlines(job.database),
      m_statuses(job.database, job.clock, log_changes(job.log, job.chain.name)),
      m_chains(job.database, job.clock), m_archive(job.database), m_reorg_store(job.database),
      m_doubts(job.database, job.clock)
{
}

bool Reorganisation::is_other_branch(const rpc::BlockHeader& head)
{
    const evm::ChainId chain_id = m_job.chain.chain_id;
    std::vector<BookedBlock> known;
    for (const Checkpoint& checkpoint : m_chains.checkpoints(chain_id, 1, head.number + 1)) {
        known.push_back({.number = checkpoint.block, .hash = checkpoint.hash});
    }
    if (const auto booked = m_reorg_store.newest_booked_block(chain_id, head.number)) {
        known.push_back(*booked);
    }
    std::vector<evm::BlockNumber> numbers;
    numbers.reserve(known.size());
    for (const BookedBlock& block : known) {
        numbers.push_back(block.number);
    }
    if (numbers.empty()) {
        return false;
    }
    const auto headers = m_job.client.headers(numbers);
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (headers[i] && headers[i]->hash != known[i].hash) {
            return true;
        }
    }
    return false;
}

std::optional<Fork> Reorganisation::find()
{
    const Bounds bounds = search_checkpoints();
    if (!bounds.ancestor) {
        return std::nullopt;
    }
    const auto gone = lowest_gone(bounds);
    return gone ? std::optional{Fork{.ancestor = *bounds.ancestor,
                                     .first_gone = gone->number,
                                     .gone_hash = gone->hash}}
                : std::nullopt;
}

bool Reorganisation::is_agreed(const Fork& fork)
{
    const std::uint64_t quorum = m_job.chain.quorum;
    if (quorum <= 1) {
        return true;
    }
    const rpc::KnownBlock gone{
        .number = fork.first_gone, .hash = fork.gone_hash, .time_s = std::nullopt};
    const std::array blocks{rpc::KnownBlock{.number = fork.ancestor.block,
                                            .hash = fork.ancestor.hash,
                                            .time_s = std::nullopt},
                            gone};
    QuorumCheck nodes{m_job.client, m_job.chain, m_job.log};
    const std::vector<rpc::BlockVotes> votes = nodes.votes(blocks);
    if (!votes.empty() && votes[0].same >= quorum && votes[1].other >= quorum) {
        return true;
    }
    if (!votes.empty() && votes[1].same > 0 && m_job.client.keep_to(gone)) {
        m_job.log.warning("the nodes differ on a reorg, and nothing was taken back: " +
                              votes[1].difference,
                          {{"chain", m_job.chain.name}, {"block", fmt::to_string(gone.number)}});
        return false;
    }
    if (!m_reorg_store.has_confirmed_from(m_job.chain.chain_id, fork.first_gone)) {
        return true;
    }
    nodes.finish();
    throw Error{ErrorKind::unavailable,
                fmt::format("chain '{}': fewer than {} nodes show the reorg from block {} on, and "
                            "confirmed money is taken back only on what that many show; nothing "
                            "was changed, run again",
                            m_job.chain.name, quorum, fork.first_gone)};
}

/// Compares the checkpoints, newest first, until one is on the chain.
Reorganisation::Bounds Reorganisation::search_checkpoints()
{
    Bounds bounds;
    std::size_t count = 0;
    std::size_t max = kCheckpointsAskedMin;
    std::optional<Checkpoint> oldest;
    evm::BlockHash seen;
    for (;;) { // Bounded: each turn reads some of few rows.
        const auto checkpoints = m_chains.checkpoints(
            m_job.chain.chain_id, max, oldest ? std::optional{oldest->block} : std::nullopt);
        if (checkpoints.empty()) {
            break;
        }
        std::vector<evm::BlockNumber> numbers;
        numbers.reserve(checkpoints.size());
        for (const Checkpoint& checkpoint : checkpoints) {
            numbers.push_back(checkpoint.block);
        }
        const auto headers = m_job.client.headers(numbers);
        const LookUp found = look_up(checkpoints, headers, bounds.gone.has_value());
        if (found.contradicted) {
            throw_unstable(checkpoints[*found.contradicted].block);
        }
        if (found.gone) {
            const Checkpoint& gone = checkpoints[*found.gone];
            seen = headers[*found.gone]->hash;
            bounds.gone = {.number = gone.block, .hash = gone.hash};
        }
        if (found.kept) {
            bounds.ancestor = checkpoints[*found.kept];
            return bounds;
        }
        count += checkpoints.size();
        oldest = checkpoints.back();
        max = std::min(2 * max, kCheckpointsAskedMax);
    }
    if (bounds.gone) {
        throw_beyond(*oldest, seen, count);
    }
    return bounds;
}

/// Checks each block between the bounds that has booked transfers. The bounds are read again in the
/// same batch, so that the conclusion rests on one answer.
std::optional<BookedBlock> Reorganisation::lowest_gone(const Bounds& bounds)
{
    const Checkpoint& ancestor = *bounds.ancestor;
    store::BlockSpan span{.above = ancestor.block, .below = std::nullopt};
    if (bounds.gone) {
        span.below = bounds.gone->number;
    }
    for (;;) { // Bounded: each turn begins above the one before.
        const auto page = m_reorg_store.booked_blocks(m_job.chain.chain_id, span, kBlocksPerPage);
        std::vector<evm::BlockNumber> numbers{ancestor.block};
        for (const BookedBlock& block : page) {
            numbers.push_back(block.number);
        }
        if (bounds.gone) {
            numbers.push_back(bounds.gone->number);
        }
        const auto headers = m_job.client.headers(numbers);
        if (!headers.front() || headers.front()->hash != ancestor.hash) {
            throw_unstable(ancestor.block);
        }
        if (bounds.gone && (!headers.back() || headers.back()->hash == bounds.gone->hash)) {
            throw_unstable(bounds.gone->number);
        }
        for (std::size_t i = 0; i < page.size(); ++i) {
            const auto& header = headers[i + 1];
            if (!header && bounds.gone) { // The node has a later one.
                throw_unstable(page[i].number);
            }
            if (!header) {
                return std::nullopt;
            }
            if (header->hash != page[i].hash) {
                return page[i];
            }
        }
        if (page.size() < kBlocksPerPage) {
            return bounds.gone;
        }
        // The page may end within its last block.
        span.above = std::max(page.back().number - 1, span.above + 1);
    }
}

std::size_t Reorganisation::follow(const Fork& fork, const Cursor& cursor, evm::BlockNumber head)
{
    const evm::ChainId chain_id = m_job.chain.chain_id;
    const Checkpoint& ancestor = fork.ancestor;
    // By this host's clock, which the chain's may be hours ahead of.
    const base::UnixSeconds mined_at_s =
        std::min(ancestor.time_s, m_job.clock.now_s() - (cursor.time_s - ancestor.time_s));
    Taken taken = store::retry_conflicts([&] {
        static_cast<void>(m_statuses.take_reverted());
        store::DbTransaction transaction{m_job.database};
        // First: locks the chain's row until the commit, so that others who hold it wait.
        m_chains.rewind(chain_id, cursor, ancestor);
        Taken result;
        result.final = m_reorg_store.final_from(chain_id, fork.first_gone, kRevertedLoggedMax);
        result.payments = m_transfers.orphan_above(chain_id, fork.first_gone - 1);
        m_archive.forget_above(chain_id, fork.first_gone - 1);
        m_doubts.forget_above(chain_id, ancestor.block);
        m_reorg_store.forget_asked_above(chain_id, ancestor.block, ancestor.time_s);
        m_reorg_store.lower_created_above(chain_id, ancestor.block, mined_at_s);
        for (const std::string& id : result.payments) {
            m_deadlines.forget_read(id, ancestor.time_s);
            m_statuses.reassess(id, head);
        }
        transaction.commit();
        return result;
    });
    taken.failed = m_statuses.take_reverted();
    m_job.log.warning("the chain had a reorg",
                      {{"event", "chain.reorg"},
                       {"chain", m_job.chain.name},
                       {"back_to_block", fmt::to_string(ancestor.block)},
                       {"gone_from_block", fmt::to_string(fork.first_gone)},
                       {"payments", fmt::to_string(taken.payments.size())}});
    report_reverted(taken);
    return taken.payments.size();
}

/// A reverted final transfer needs an operator: log an error.
void Reorganisation::report_reverted(const Taken& taken)
{
    for (const payment::Booking& booking : taken.final) {
        const auto payment = m_payments.find(booking.payment_id);
        if (!payment || !payment::is_payers(booking.standing)) {
            continue;
        }
        const std::string amount =
            evm::format_units(booking.transfer.amount, payment->decimals) + " " + payment->symbol;
        m_job.log.error("a transfer was reverted after it was final",
                        {{"chain", m_job.chain.name},
                         {"payment", payment->id},
                         {"status", std::string{payment::to_string(payment->status)}},
                         {"amount", amount},
                         {"tx", booking.transfer.tx_hash.to_hex()},
                         {"block", fmt::to_string(booking.transfer.block_number)}});
    }
    for (const std::string& id : taken.failed) {
        const bool told =
            std::any_of(taken.final.begin(), taken.final.end(),
                        [&](const payment::Booking& booking) { return booking.payment_id == id; });
        if (!told) { // It became final while this run orphaned it.
            m_job.log.error("a transfer was reverted after it was final",
                            {{"chain", m_job.chain.name}, {"payment", id}});
        }
    }
}

std::vector<evm::BlockNumber> Reorganisation::not_remembered(const Cursor& cursor,
                                                             std::uint64_t depth)
{
    std::vector<evm::BlockNumber> known; // Newest first.
    const std::size_t rows_max = store::kCheckpointsKept + 2 * static_cast<std::size_t>(depth);
    for (const Checkpoint& checkpoint :
         m_chains.checkpoints(m_job.chain.chain_id, rows_max, cursor.block)) {
        known.push_back(checkpoint.block);
    }
    return blocks_to_remember(known, cursor.block, depth);
}

void Reorganisation::remember_below(const Cursor& cursor, std::uint64_t depth)
{
    std::vector<evm::BlockNumber> numbers = not_remembered(cursor, depth);
    if (numbers.empty()) {
        return;
    }
    numbers.push_back(cursor.block);
    const auto headers = m_job.client.headers(numbers);
    if (!headers.back() || headers.back()->hash != cursor.hash) {
        return; // The node is on another branch by now, or lags; the next run adds them.
    }
    std::vector<Checkpoint> checkpoints;
    for (std::size_t i = 0; i + 1 < headers.size(); ++i) {
        if (headers[i]) { // The node may have pruned old blocks.
            checkpoints.push_back({.block = headers[i]->number,
                                   .hash = headers[i]->hash,
                                   .time_s = headers[i]->timestamp_s});
        }
    }
    const evm::ChainId chain_id = m_job.chain.chain_id;
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_job.database};
        m_chains.hold(chain_id);
        const auto now = m_chains.find(chain_id)->cursor;
        if (now && now->block == cursor.block && now->hash == cursor.hash) {
            m_chains.remember(chain_id, checkpoints);
            transaction.commit();
        }
    });
}

void Reorganisation::throw_beyond(const Checkpoint& oldest, const evm::BlockHash& seen,
                                  std::size_t count) const
{
    throw Error{
        ErrorKind::unavailable,
        fmt::format(
            "chain '{}': none of the {} checkpoints is on the node's chain: block {}, the oldest, "
            "was {} and is {}; nothing was changed. Correct rpc_urls if they lead to another chain "
            "or a stale node; if the chain was started anew, use a new database for it",
            m_job.chain.name, count, oldest.block, oldest.hash.to_hex(), seen.to_hex())};
}

void Reorganisation::throw_unstable(evm::BlockNumber block) const
{
    throw Error{ErrorKind::unavailable,
                fmt::format("chain '{}': the nodes do not agree on block {} during a reorg; "
                            "nothing was changed, run again",
                            m_job.chain.name, block)};
}

} // namespace ctrip::job
