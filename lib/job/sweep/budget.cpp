// SPDX-License-Identifier: MIT
#include "job/sweep/budget.hpp"

#include <fmt/format.h>

#include <array>

namespace ctrip::job {

using evm::Amount;

void SweepBudget::prepare()
{
    if (m_is_prepared) {
        return;
    }
    const ChainJob& job = m_context.job;
    m_price = price_now(job.client.fees(), job.config.sweeping.max_fee_wei);
    if (m_context.keys.sponsor != nullptr) {
        const std::array sponsor{m_context.keys.sponsor->address()};
        m_sponsor_balance = job.client.balances(sponsor).front();
    }
    m_is_prepared = true;
}

Amount SweepBudget::data_fee(const TxDraft& draft)
{
    if (!m_oracle) {
        m_oracle.emplace(m_context.job.client);
    }
    return m_oracle->fee_of(to_tx(draft, m_context.job.chain.chain_id, 0));
}

std::uint64_t SweepBudget::top_up_gas(const evm::Address& deposit)
{
    if (!m_top_up_gas) {
        m_top_up_gas = m_context.job.client.estimate_gas(
            {.from = m_context.keys.sponsor->address(), .to = deposit, .value = 1});
    }
    return *m_top_up_gas;
}

std::string SweepBudget::spend(const Amount& needed)
{
    if (m_sponsor_balance < needed) {
        const config::NativeCurrency& native = m_context.job.chain.native;
        return fmt::format("the sponsor {} has {} {} left, and {} are needed; send it gas money",
                           m_context.keys.sponsor->address().to_checksum(),
                           evm::format_units(m_sponsor_balance, native.decimals), native.symbol,
                           evm::format_units(needed, native.decimals));
    }
    m_sponsor_balance -= needed;
    return {};
}

} // namespace ctrip::job
