// SPDX-License-Identifier: MIT
// Books the transfers of blocks on the payments whose addresses they went to.
#pragma once

#include "job/scan/token_check.hpp"
#include "job/scan/unissued_watch.hpp"
#include "job/shared/chain_job.hpp"
#include "rpc/oddity.hpp"
#include "store/archive/archive_index.hpp"
#include "store/payment_store.hpp"
#include "store/reorganisation_store.hpp"
#include "store/status_writer.hpp"
#include "store/transfer_store.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ctrip::payment {
struct Payment;
}

namespace ctrip::job {

class TransferBooker
{
public:
    TransferBooker(const ChainJob& job, store::StatusWriter& statuses, const TokenCheck& tokens,
                   UnissuedWatch& unissued)
        : m_job(job), m_statuses(statuses), m_tokens(tokens), m_unissued(unissued),
          m_payments(job.database), m_transfers(job.database), m_archive(job.database),
          m_reorg_store(job.database)
    {
    }

    /// Books what is not booked yet and reassesses the payments. `head`: for the confirmations in
    /// messages. Returns the number of newly booked transfers. Within a DbTransaction that holds
    /// the chain's row.
    std::uint64_t book(const std::vector<evm::Transfer>& transfers, evm::BlockNumber head);
    /// What the last call of book() passed over.
    [[nodiscard]] const std::vector<rpc::Oddity>& oddities() const noexcept { return m_oddities; }

private:
    [[nodiscard]] std::map<std::string, payment::Payment>
    add_all(const std::vector<evm::Transfer>& transfers);
    void number_events(std::vector<evm::Transfer>& hits);
    [[nodiscard]] bool is_gas_money(const evm::Transfer& transfer);
    void keep_for_archived(const std::vector<evm::Transfer>& transfers,
                           const std::map<evm::Address, payment::Payment>& payments);

    const ChainJob& m_job;
    store::StatusWriter& m_statuses;
    const TokenCheck& m_tokens;
    UnissuedWatch& m_unissued;
    store::PaymentStore m_payments;
    store::TransferStore m_transfers;
    store::ArchiveIndex m_archive;
    store::ReorganisationStore m_reorg_store;
    std::uint64_t m_booked = 0; ///< Of the call under way.
    std::vector<rpc::Oddity> m_oddities;
};

} // namespace ctrip::job
