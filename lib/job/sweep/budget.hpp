// SPDX-License-Identifier: MIT
// What the transactions of a plan cost, and what the sponsor has left to pay for them.
#pragma once

#include "job/sweep/context.hpp"
#include "job/sweep/sender.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::job {

/// Each value is read from the node once, when it is first needed.
class SweepBudget
{
public:
    explicit SweepBudget(SweepContext& context) : m_context(context) {}

    /// Reads the price of gas and the sponsor's balance. To be called first.
    void prepare();

    [[nodiscard]] const PriceNow& price() const noexcept { return m_price; }
    /// The most wei that the chain may charge beside its gas; zero on most chains.
    [[nodiscard]] evm::Amount beside_gas(const TxDraft& draft);
    /// Gas of a top-up: estimated for this deposit, and the same for all. There has to be a
    /// sponsor.
    [[nodiscard]] std::uint64_t top_up_gas(const evm::Address& deposit);
    /// Deducts `needed` wei from the sponsor's remaining balance. Returns an empty text, or why the
    /// balance does not suffice; then nothing is deducted.
    [[nodiscard]] std::string spend(const evm::Amount& needed);

private:
    void refuse_sweeper_as_treasury();
    [[nodiscard]] evm::Amount promised() const;

    SweepContext& m_context;
    bool m_is_prepared = false;
    PriceNow m_price;
    evm::Amount m_sponsor_balance; ///< Less what this plan spends.
    std::optional<std::uint64_t> m_top_up_gas;
};

} // namespace ctrip::job
