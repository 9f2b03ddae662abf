// SPDX-License-Identifier: MIT
// What sweeps may spend on gas within 24 hours (sweeping.daily_gas_max).
#pragma once

#include "evm/amount.hpp"
#include "evm/signed_tx.hpp"
#include "job/sweep/context.hpp"

#include <optional>
#include <string>

namespace ctrip::job {

class DailyGas
{
public:
    explicit DailyGas(SweepContext& context) : m_context(context) {}

    /// Why it must not be signed now; empty where it may.
    [[nodiscard]] std::string why_over(const evm::AnyTx& tx, store::SweepTxKind kind);
    /// It was signed.
    void spend(const evm::AnyTx& tx, store::SweepTxKind kind);

private:
    SweepContext& m_context;
    /// Wei spent within 24 hours and by this run; none before it is needed.
    std::optional<evm::Amount> m_spent;
};

} // namespace ctrip::job
