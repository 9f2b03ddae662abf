// SPDX-License-Identifier: MIT
// Watches addresses of the wallet that this database never gave out. Money on one of them proves
// that the database is older than its customers: a backup was restored, or another database uses
// the same wallet.
#pragma once

#include "job/shared/chain_job.hpp"
#include "store/address_filter.hpp"
#include "store/chain_store.hpp"
#include "store/unissued_store.hpp"
#include "wallet/deposit_addresses.hpp"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::job {

/// The account of the deposit addresses; null where this host can't read it, or its keys are
/// public, so that anybody may use its addresses.
using FindAccount = std::function<const wallet::AccountXpub*()>;

class UnissuedWatch
{
public:
    UnissuedWatch(const ChainJob& job, FindAccount find_account)
        : m_job(job), m_find_account(std::move(find_account)), m_store(job.database)
    {
    }

    /// Reads the windows, and moves the window of the next addresses on where fewer than 1,000 are
    /// left. Derives addresses once in 200 payments.
    void prepare();

    void add_to(store::AddressFilter& filter) const;
    /// The next few addresses, for questions that name each recipient.
    [[nodiscard]] std::vector<evm::Address> nearest() const;

    /// Records and logs the transfers that went to an address which is still not given out.
    void record(std::span<const evm::Transfer> transfers);

    /// On a database that has no payments yet: passes over the addresses that have a history on
    /// this chain, and a thousand more. Else: records those that have a balance. To be called at
    /// the first scan of a chain, and after a gap, in which nobody looked.
    void look(const store::Cursor& at);

private:
    void pass_over_used(const store::Cursor& at);
    void record_balances(const store::Cursor& at);
    void record_balances(const store::AddressWindow& window,
                         const std::optional<evm::Address>& token,
                         std::span<const evm::Amount> balances, const store::Cursor& at);
    void report(const store::UnissuedMoney& money, bool is_lost);

    const ChainJob& m_job;
    FindAccount m_find_account;
    store::UnissuedStore m_store;
    std::vector<store::AddressWindow> m_windows;
};

} // namespace ctrip::job
