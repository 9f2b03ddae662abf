// SPDX-License-Identifier: MIT
#include "job/shared/own_money.hpp"

#include "job/shared/chain_job.hpp"
#include "store/own_source_store.hpp"

#include <string>
#include <vector>

namespace ctrip::job {

OwnSources own_sources(const ChainJob& job)
{
    return {.chain_id = job.chain.chain_id,
            .addresses = job.own_senders ? job.own_senders() : std::span<const evm::Address>{},
            .every_sender = job.config.environment == config::Environment::production};
}

void log_uncounted(const ChainJob& job, const payment::Booking& booking)
{
    const bool is_early = booking.standing == payment::Standing::early;
    if (!is_early && booking.standing != payment::Standing::own) {
        return;
    }
    job.log.warning(is_early
                        ? "a transfer from before its payment was made does not count; see who "
                          "used its address before"
                        : "a transfer from ctrip's own money does not count for a payment",
                    {{"chain", job.chain.name},
                     {"payment", booking.payment_id},
                     {"tx", booking.transfer.tx_hash.to_hex()},
                     {"from", booking.transfer.from.to_checksum()},
                     {"block", std::to_string(booking.transfer.block_number)}});
}

OwnMoney::OwnMoney(store::Database& database, const OwnSources& sources,
                   std::span<const evm::Transfer> transfers)
    : m_senders(sources.addresses.begin(), sources.addresses.end())
{
    std::set<evm::Address> from;
    std::set<evm::TxHash> txs;
    for (const evm::Transfer& transfer : transfers) {
        from.insert(transfer.from);
        txs.insert(transfer.tx_hash);
    }
    const std::vector<evm::Address> senders(from.begin(), from.end());
    const std::vector<evm::TxHash> hashes(txs.begin(), txs.end());
    store::OwnSourceStore store{database, sources.chain_id};
    m_senders.merge(store.deposits(senders));
    m_txs = store.txs(hashes);
    if (sources.every_sender) {
        m_senders.merge(store.senders(senders));
    }
}

bool OwnMoney::has(const evm::Transfer& transfer) const
{
    return m_senders.contains(transfer.from) || m_txs.contains(transfer.tx_hash);
}

} // namespace ctrip::job
