// SPDX-License-Identifier: MIT
// Batched sweeping (EIP-7702): deposits that run the Sweeper's code are swept by one transaction of
// the sponsor. Finds out by calls to the node which deposits can be, and what a batch costs.
#pragma once

#include "job/sweep/batching/batch_builder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ctrip::job {

/// Whether one batch may have deposits that delegate now and deposits that did so before.
enum class BatchMix : std::uint8_t
{
    together, ///< As few transactions as possible.
    apart,    ///< So that each kind can be compared with another way.
};

class SweepBatcher
{
public:
    SweepBatcher(SweepContext& context, const GasPrice& price, DepositKeys deposit_keys,
                 Sweepers sweepers);

    /// Why no deposit of this chain can be swept in a batch; empty where they can.
    [[nodiscard]] const std::string& why_not() const noexcept { return m_why_not; }

    /// The candidates are of one token. Each of them is in a batch or left out. A batch has
    /// deposits of one version of the Sweeper.
    [[nodiscard]] Batches make(std::vector<BatchCandidate>&& candidates, BatchMix mix);

private:
    using Authorizations = std::vector<store::SweepPlanStore::Authorization>;

    void check_chain();
    /// `stored`: the imported authorizations of each known Sweeper.
    [[nodiscard]] std::string authorize(BatchCandidate& candidate, const rpc::Account& account,
                                        const std::vector<Authorizations>& stored) const;
    [[nodiscard]] std::string use_imported(BatchCandidate& candidate, std::uint64_t nonce,
                                           const std::vector<Authorizations>& stored) const;
    void keep_authorized(std::vector<BatchCandidate>& candidates, Batches& result);
    void keep_moving(std::vector<BatchCandidate>& candidates, Batches& result);
    [[nodiscard]] std::vector<rpc::CallOutcome>
    try_to_run(const std::vector<BatchCandidate>& candidates,
               const std::vector<std::size_t>& places) const;
    [[nodiscard]] BatchDraft draft_of(const KnownSweeper& sweeper,
                                      std::span<const BatchCandidate> members) const;

    SweepContext& m_context;
    GasPrice m_price;
    DepositKeys m_deposit_keys;
    Sweepers m_sweepers;
    std::string m_why_not;
};

} // namespace ctrip::job
