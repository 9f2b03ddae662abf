// SPDX-License-Identifier: MIT
#include "job/sweep/reclaim.hpp"

#include "job/sweep/currencies.hpp"
#include "store/ledger_store.hpp"

#include <map>
#include <span>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Amount;
using payment::Deposit;

constexpr std::size_t kReclaimPage = 500;

/// Native money by the ledger: what came, less what left and what the deposits' own transactions
/// cost. By payment; in wei.
std::map<std::string, Amount> native_left(SweepContext& context,
                                          std::span<const std::string> payment_ids)
{
    std::map<std::string, Amount> came;
    std::map<std::string, Amount> left;
    for (const auto& sum : store::LedgerStore{context.job.database}.final_inflows(payment_ids)) {
        if (!sum.token) {
            came[sum.payment_id] += sum.amount;
        }
    }
    for (const store::Sweep& sweep : context.sweeps.of_payments(payment_ids)) {
        if (sweep.fee && store::is_paid_by_deposit(sweep.kind)) {
            left[sweep.payment_id] += *sweep.fee;
        }
        if (sweep.state == store::SweepState::final && !sweep.token) {
            (sweep.kind == store::SweepKind::topup ? came : left)[sweep.payment_id] += sweep.amount;
        }
    }
    for (auto& [payment_id, amount] : came) {
        amount = evm::saturating_sub(amount, left[payment_id]);
    }
    return came;
}

} // namespace

ReclaimPages::ReclaimPages(SweepContext& context, const Amount& fee_min)
    : m_context(context), m_fee_min(fee_min)
{
    m_context.report.not_worth_it = 0;
}

std::optional<std::vector<Deposit>> ReclaimPages::next()
{
    const std::vector<std::string> ids =
        m_context.queue.topped_up(m_context.job.chain.chain_id, m_after, kReclaimPage);
    if (ids.empty()) {
        return std::nullopt;
    }
    m_after = ids.back();
    const std::map<std::string, Amount> amounts = native_left(m_context, ids);
    std::vector<Deposit> deposits;
    for (const Deposit& payment : m_context.queue.without_need(ids)) {
        const auto found = amounts.find(payment.id);
        if (found == amounts.end() || found->second.is_zero()) {
            continue;
        }
        if (found->second <= m_fee_min) {
            ++*m_context.report.not_worth_it;
            continue;
        }
        Deposit deposit = in_currency(m_context.job.chain, payment, std::nullopt);
        deposit.swept = true; // What is left after what it was for: not worth it means done.
        deposits.push_back(std::move(deposit));
    }
    return deposits;
}

} // namespace ctrip::job
