// SPDX-License-Identifier: MIT
// Makes transactions of the sponsor that sweep many deposits each, as large as configuration, chain
// and node allow.
#pragma once

#include "job/sweep/batching/batch.hpp"
#include "job/sweep/context.hpp"
#include "job/sweep/sender.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ctrip::job {

/// Where the deposits' transactions are signed.
enum class DepositKeys : std::uint8_t
{
    here,      ///< On this host.
    elsewhere, ///< Later, on a host without network: transactions are exported for it.
    none,      ///< Nowhere: only authorizations that were signed before can be used.
};

struct Batch
{
    TxDraft draft;
    std::vector<BatchCandidate> members;
    std::uint64_t gas_spent = 0; ///< Expected gas used, by the node's estimate.
};

/// A deposit that can't be in a batch, and why.
struct LeftOut
{
    BatchCandidate candidate;
    std::string reason;
    bool is_its_own = true; ///< The reason is this deposit's, and not one of all of them.
};

struct Batches
{
    std::vector<Batch> batches;
    std::vector<LeftOut> left_out;
};

/// Moves the candidates for which `reason_of` gives a reason to `result.left_out`.
template <typename ReasonOf>
void leave_out(std::vector<BatchCandidate>& candidates, Batches& result, const ReasonOf& reason_of)
{
    std::vector<BatchCandidate> kept;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        std::string reason = reason_of(candidates[i], i);
        if (reason.empty()) {
            kept.push_back(std::move(candidates[i]));
        } else {
            result.left_out.push_back({std::move(candidates[i]), std::move(reason)});
        }
    }
    candidates = std::move(kept);
}

struct BatchDraft
{
    TxDraft draft;             ///< Without a gas limit.
    std::uint64_t reserve = 0; ///< Gas that has to be left before its last call, and is returned.
};
using DraftOf = std::function<BatchDraft(std::span<const BatchCandidate>)>;

/// Adds transactions that sweep at most sweeping.batch_max candidates each. One that needs too much
/// gas for a transaction, or that the node refuses, is split in halves until the deposits that
/// cause it are alone; these are left out.
void build_batches(SweepContext& context, std::vector<BatchCandidate>&& candidates,
                   const DraftOf& draft_of, Batches& result);

/// The Sweepers of the treasury on this chain.
struct Sweepers
{
    std::vector<KnownSweeper> known; ///< All versions, newest first.
    std::uint64_t margin = 0;        ///< Gas beside each call, see evm/sweeper.hpp.
};

[[nodiscard]] Sweepers read_sweepers(SweepContext& context);

} // namespace ctrip::job
