// SPDX-License-Identifier: MIT
// Plans how deposits of tokens are swept: in batches by the sponsor's transactions, or each by its
// own, with gas money from the sponsor where it lacks some.
#pragma once

#include "job/sweep/batching/batcher.hpp"
#include "job/sweep/batching/transfer_batcher.hpp"
#include "job/sweep/budget.hpp"
#include "job/sweep/context.hpp"
#include "job/sweep/plan_page.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::job {

class TokenPlanner
{
public:
    TokenPlanner(SweepContext& context, SweepBudget& budget, DepositKeys deposit_keys)
        : m_context(context), m_budget(budget), m_deposit_keys(deposit_keys)
    {
    }

    /// Decides on each of the candidates, whose entries are on the page, and adds the transactions.
    void plan(SweepPlanPage& page, std::vector<BatchCandidate>&& candidates);

private:
    void plan_token(SweepPlanPage& page, std::vector<BatchCandidate>&& candidates);
    [[nodiscard]] Batches batches_of(std::vector<BatchCandidate>&& candidates);
    void use_transfers(Batches& made);
    [[nodiscard]] evm::Amount cost_of(const Batch& batch);
    void direct_or_wait(SweepPlanPage& page, const BatchCandidate& candidate,
                        const std::string& why_no_batch, bool is_its_own);
    void plan_direct(SweepPlanPage& page, const BatchCandidate& candidate);
    void plan_top_up(SweepPlanPage& page, std::size_t place, const evm::Amount& missing);
    void plan_batch(SweepPlanPage& page, Batch&& batch);
    [[nodiscard]] bool direct_is_cheaper(const Batch& batch);

    SweepContext& m_context;
    SweepBudget& m_budget;
    DepositKeys m_deposit_keys;
    std::optional<SweepBatcher> m_batcher;      ///< By delegation (EIP-7702).
    std::optional<TransferBatcher> m_transfers; ///< By signed transfers (EIP-3009).
};

} // namespace ctrip::job
