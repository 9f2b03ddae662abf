// SPDX-License-Identifier: MIT
#include "job/sweep/limits/daily_gas.hpp"

#include "job/shared/stored_tx.hpp"

#include <fmt/format.h>

#include <variant>

namespace ctrip::job {

namespace {

/// Wei that the transaction leaves on a deposit to pay for gas.
evm::Amount topped_up_by(const evm::AnyTx& tx, store::SweepTxKind kind)
{
    return kind == store::SweepTxKind::topup
               ? std::visit([](const auto& one) { return one.value; }, tx)
               : evm::Amount{};
}

/// The most wei that it can take for gas. A deposit pays for its token's transfer with a top-up,
/// which is counted already.
evm::Amount most_spent_by(const evm::AnyTx& tx, store::SweepTxKind kind)
{
    if (kind == store::SweepTxKind::token) {
        return {};
    }
    return evm::Amount{evm::gas_of(tx)} * evm::max_fee_of(tx) + topped_up_by(tx, kind);
}

} // namespace

std::string DailyGas::why_over(const evm::AnyTx& tx, store::SweepTxKind kind)
{
    constexpr base::UnixSeconds day_s = base::UnixSeconds{24} * 3600;
    const std::optional<evm::Amount>& max = m_context.job.config.sweeping.daily_gas_max_wei;
    if (!max) {
        return {};
    }
    if (!m_spent) {
        m_spent = evm::Amount{};
        for (const store::SweepTx& past : m_context.sweeps.signed_since(
                 m_context.job.chain.chain_id, m_context.job.clock.now_s() - day_s)) {
            const std::optional<evm::AnyTx> decoded = stored_tx(past);
            if (past.fee && past.kind != store::SweepTxKind::token) {
                *m_spent += *past.fee;
            }
            if (decoded) {
                *m_spent += past.fee ? topped_up_by(*decoded, past.kind)
                                     : most_spent_by(*decoded, past.kind);
            }
        }
    }
    const evm::Amount cost = most_spent_by(tx, kind);
    if (*m_spent + cost <= *max) {
        return {};
    }
    return fmt::format(
        "it may cost {} wei, and {} of the {} wei that sweeping.daily_gas_max allows "
        "were spent within 24 hours",
        cost.to_decimal(), m_spent->to_decimal(), max->to_decimal());
}

void DailyGas::spend(const evm::AnyTx& tx, store::SweepTxKind kind)
{
    if (m_spent) {
        *m_spent += most_spent_by(tx, kind);
    }
}

} // namespace ctrip::job
