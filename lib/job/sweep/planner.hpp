// SPDX-License-Identifier: MIT
// Decides what a sweep does with each deposit: its fee, whether it is worth it, by which strategy,
// and the transactions that would move it.
#pragma once

#include "job/sweep/batching/batch.hpp"
#include "job/sweep/budget.hpp"
#include "job/sweep/context.hpp"
#include "job/sweep/plan_page.hpp"
#include "job/sweep/token_planner.hpp"
#include "payment/deposit.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace ctrip::job {

class SweepPlanner
{
public:
    SweepPlanner(SweepContext& context, DepositKeys deposit_keys);
    SweepPlanner(const SweepPlanner&) = delete; // m_tokens refers to m_budget.
    SweepPlanner& operator=(const SweepPlanner&) = delete;

    /// Balances, accounts and estimates are read in batches. Further calls keep the price of gas
    /// and the sponsor's remaining balance.
    [[nodiscard]] SweepPlanPage plan(std::vector<payment::Deposit>&& payments);

    /// The least that moving native money can cost now, in wei.
    [[nodiscard]] evm::Amount native_fee_min();

private:
    [[nodiscard]] std::string why_not_ours(const payment::Deposit& payment) const;
    void plan_tokens(SweepPlanPage& page, std::vector<BatchCandidate>&& tokens,
                     std::set<std::string>& busy);
    void plan_natives(SweepPlanPage& page, const std::vector<BatchCandidate>& natives);
    [[nodiscard]] std::vector<rpc::EstimateOutcome>
    estimates_of(const std::vector<BatchCandidate>& natives);
    void plan_native(SweepPlanPage& page, const BatchCandidate& one, std::uint64_t gas);

    SweepContext& m_context;
    DepositKeys m_deposit_keys;
    std::string m_wallet_id;
    SweepBudget m_budget;
    TokenPlanner m_tokens;
};

} // namespace ctrip::job
