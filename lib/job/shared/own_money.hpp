// SPDX-License-Identifier: MIT
// Which transfers are ctrip's own: nobody pays a payment with them.
#pragma once

#include "evm/transfer.hpp"
#include "payment/booking.hpp"
#include "store/database.hpp"

#include <set>
#include <span>

namespace ctrip::job {

struct ChainJob;

/// From where ctrip itself sends money on one chain.
struct OwnSources
{
    evm::ChainId chain_id = 0;
    /// Treasury, sponsor and Sweeper, as far as this host knows them.
    std::span<const evm::Address> addresses;
    /// Whether each account that ever sent a stored transaction is one of ours. Not in development,
    /// where the sponsor is often an account of the local node that pays as well.
    bool every_sender = false;
};

[[nodiscard]] OwnSources own_sources(const ChainJob& job);

/// Logs a transfer that is no payer's though it is in the right currency: `early` or `own`.
void log_uncounted(const ChainJob& job, const payment::Booking& booking);

class OwnMoney
{
public:
    /// Reads what the database knows of these transfers' senders and transactions: two queries, or
    /// three.
    OwnMoney(store::Database& database, const OwnSources& sources,
             std::span<const evm::Transfer> transfers);

    /// Whether one of these transfers came from an own address, a deposit, or a transaction of
    /// ours.
    [[nodiscard]] bool has(const evm::Transfer& transfer) const;

private:
    std::set<evm::Address> m_senders;
    std::set<evm::TxHash> m_txs;
};

} // namespace ctrip::job
