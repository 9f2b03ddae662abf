// SPDX-License-Identifier: MIT
#include "job/sweep/budget.hpp"

#include "base/error.hpp"
#include "evm/sweeper.hpp"
#include "job/shared/stored_tx.hpp"

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
    refuse_sweeper_as_treasury();
    m_price = price_now(job.client, m_context.head, job.config.sweeping, job.chain.chain_id);
    if (m_context.keys.sponsor != nullptr) {
        const std::array sponsor{m_context.keys.sponsor->address()};
        m_sponsor_balance = job.client.balances(sponsor).front();
        m_context.sponsor_balance = m_sponsor_balance;
        m_sponsor_balance = evm::saturating_sub(m_sponsor_balance, promised());
    }
    m_is_prepared = true;
}

/// The contract keeps the tokens that it is sent.
void SweepBudget::refuse_sweeper_as_treasury()
{
    const std::array treasury{m_context.keys.treasury};
    if (evm::sweeper_version_of(m_context.job.client.accounts(treasury).front().code)) {
        throw Error{
            ErrorKind::config,
            fmt::format("chain '{}': treasury {} is a Sweeper contract, which is no wallet; "
                        "set treasury to an account whose key you have",
                        m_context.job.chain.name, m_context.keys.treasury.to_checksum())};
    }
}

Amount SweepBudget::beside_gas(const TxDraft& draft)
{
    return m_context.beside_gas.most(to_tx(draft, m_context.job.chain.chain_id, 0));
}

std::uint64_t SweepBudget::top_up_gas(const evm::Address& deposit)
{
    if (!m_top_up_gas) {
        m_top_up_gas = m_context.limits.needed_gas(m_context.job.client.estimate_gas(
            {.from = m_context.keys.sponsor->address(), .to = deposit, .value = 1}));
    }
    return *m_top_up_gas;
}

/// What the sponsor's transactions that are not mined yet may take of its balance.
Amount SweepBudget::promised() const
{
    constexpr std::size_t open_max = 4'000;
    Amount sum;
    for (const store::SweepTx& tx : m_context.sweeps.open(m_context.job.chain.chain_id, open_max)) {
        const bool is_pending =
            tx.state == store::SweepTxState::signed_ || tx.state == store::SweepTxState::broadcast;
        const auto decoded = is_pending && tx.sender == m_context.keys.sponsor->address()
                                 ? stored_tx(tx)
                                 : std::nullopt;
        if (decoded) {
            sum += cost_of(*decoded);
        }
    }
    return sum;
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
