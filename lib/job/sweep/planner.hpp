// SPDX-License-Identifier: MIT
// Decides what a sweep does with each deposit: its fee, whether it is worth it, by which strategy,
// and the transactions that would move it.
#pragma once

#include "job/sweep/batcher.hpp"
#include "job/sweep/context.hpp"
#include "job/sweep/holdings.hpp"
#include "job/sweep/l1_data_fee.hpp"
#include "job/sweep/sender.hpp"
#include "payment/payment.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::job {

/// A transaction of a plan, and whose money it moves.
struct PlannedTx
{
    TxDraft draft;
    std::vector<std::size_t> places; ///< Of the payments in the plan.
};

/// One decision for each payment, in order.
struct SweepPlanPage
{
    std::vector<payment::Payment> payments;
    std::vector<SweepPlanEntry> entries;
    std::vector<PlannedTx> txs;
    /// Payments whose money should be there by the books, and is not.
    std::vector<std::size_t> missing;
};

class SweepPlanner
{
public:
    SweepPlanner(SweepContext& context, DepositKeys deposit_keys);

    /// Balances, accounts and estimates are asked in batches. Called again, it goes on with the
    /// same price of gas and with what the sponsor has left.
    [[nodiscard]] SweepPlanPage plan(std::vector<payment::Payment>&& payments);

    [[nodiscard]] const PriceNow& price() const noexcept { return m_price; }

private:
    void prepare();
    [[nodiscard]] bool is_decided(SweepPlanPage& page, std::size_t place, const Holding& held);
    void plan_natives(SweepPlanPage& page, const std::vector<BatchCandidate>& natives);
    void plan_native(SweepPlanPage& page, const BatchCandidate& one, std::uint64_t gas);
    void plan_tokens(SweepPlanPage& page, std::vector<BatchCandidate>&& candidates);
    void plan_token(SweepPlanPage& page, std::vector<BatchCandidate>&& candidates);
    void direct_or_wait(SweepPlanPage& page, const BatchCandidate& candidate, bool may_be_direct,
                        const std::string& why_no_batch, bool is_its_own);
    void plan_direct(SweepPlanPage& page, const BatchCandidate& candidate);
    void plan_top_up(SweepPlanPage& page, std::size_t place, const evm::Amount& missing);
    void take_batch(SweepPlanPage& page, Batch&& batch);
    [[nodiscard]] std::uint64_t direct_gas(const std::vector<BatchCandidate>& members);
    [[nodiscard]] evm::Amount data_fee(const TxDraft& draft);
    [[nodiscard]] std::string sponsor_lacks(const evm::Amount& needed) const;

    SweepContext& m_context;
    DepositKeys m_deposit_keys;
    std::string m_wallet_id;
    bool m_prepared = false;
    PriceNow m_price;
    evm::Amount m_sponsor_balance; ///< Less what this plan gives out.
    std::optional<std::uint64_t> m_top_up_gas;
    std::optional<SweepBatcher> m_batcher;
    std::optional<DataFeeOracle> m_oracle;
};

} // namespace ctrip::job
