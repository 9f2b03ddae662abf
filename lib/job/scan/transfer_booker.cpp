// SPDX-License-Identifier: MIT
#include "job/scan/transfer_booker.hpp"

#include "job/scan/known_moves.hpp"
#include "job/scan/log_numbers.hpp"
#include "job/shared/own_money.hpp"
#include "payment/ledger.hpp"
#include "payment/payment.hpp"
#include "store/sweep_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace ctrip::job {

std::uint64_t TransferBooker::book(const std::vector<evm::Transfer>& transfers,
                                   evm::BlockNumber head)
{
    m_booked = 0;
    m_oddities.clear();
    for (auto& [id, payment] : add_all(transfers)) {
        static_cast<void>(m_statuses.reassess(std::move(payment), head));
    }
    return m_booked;
}

std::map<std::string, payment::Payment>
TransferBooker::add_all(const std::vector<evm::Transfer>& transfers)
{
    std::set<evm::Address> recipients;
    for (const evm::Transfer& transfer : transfers) {
        recipients.insert(transfer.to);
    }
    const std::vector<evm::Address> candidates(recipients.begin(), recipients.end());
    std::map<evm::Address, payment::Payment> payments;
    for (payment::Payment& payment : m_payments.at_addresses(m_job.chain.chain_id, candidates)) {
        const evm::Address address = payment.address;
        payments.emplace(address, std::move(payment));
    }
    std::vector<evm::Transfer> hits; // The others: archived payments', or the filter's errors.
    std::copy_if(transfers.begin(), transfers.end(), std::back_inserter(hits),
                 [&](const evm::Transfer& transfer) { return payments.contains(transfer.to); });
    number_events(hits);
    const OwnMoney own{m_job.database, hits.empty() ? OwnSources{} : own_sources(m_job), hits};
    const bool late_counts = m_job.config.payments.late == config::LatePolicy::accept;
    std::map<std::string, payment::Payment> touched;
    std::vector<evm::Transfer> booked;
    KnownMoves known{m_transfers};
    for (const evm::Transfer& transfer : hits) {
        const payment::Payment& payment = payments.at(transfer.to);
        const bool is_own = own.has(transfer);
        if ((is_own && is_gas_money(transfer)) || known.has(transfer, payment.id)) {
            continue;
        }
        const payment::Booking booking{
            .transfer = transfer,
            .payment_id = payment.id,
            .standing = payment::standing_of(payment, transfer,
                                             {.late_counts = late_counts,
                                              .is_own = is_own,
                                              .is_other_unit = m_tokens.contradicts(payment)})};
        if (m_transfers.book(booking, m_job.chain.chain_id)) {
            ++m_booked;
            log_uncounted(m_job, booking);
            if (payment.status == payment::Status::failed) {
                m_job.log.warning("a transfer arrived for a failed payment",
                                  {{"chain", m_job.chain.name},
                                   {"payment", payment.id},
                                   {"tx", transfer.tx_hash.to_hex()}});
            }
            touched.try_emplace(payment.id, payment);
            booked.push_back(transfer);
        }
    }
    // Nodes that contradicted each other may have left the same transaction booked in another
    // block, without a reorg that was noticed.
    for (const std::string& id : m_reorg_store.orphan_elsewhere(m_job.chain.chain_id, booked)) {
        if (auto payment = m_statuses.find_held(id)) {
            touched.try_emplace(id, std::move(*payment));
        }
    }
    keep_for_archived(transfers, payments);
    m_unissued.record(transfers);
    return touched;
}

/// Another node may have numbered the logs of a booked transaction differently.
void TransferBooker::number_events(std::vector<evm::Transfer>& hits)
{
    std::map<evm::TxHash, std::vector<evm::Transfer*>> by_tx;
    for (evm::Transfer& hit : hits) {
        if (hit.is_event()) {
            by_tx[hit.tx_hash].push_back(&hit);
        }
    }
    const auto is_partial = [this](const evm::Address& token) {
        const auto& tokens = m_job.chain.tokens;
        return std::any_of(tokens.begin(), tokens.end(), [&](const config::Token& one) {
            return one.verify_balance && one.address == token;
        });
    };
    for (auto& [hash, shown] : by_tx) {
        const auto booked = m_transfers.of_transaction(m_job.chain.chain_id, hash);
        if (number_as_booked(shown, booked, is_partial) > 0) {
            m_oddities.push_back(
                {.kind = rpc::OddityKind::log_numbers, .subject = "transaction " + hash.to_hex()});
        }
    }
}

/// Whether the transfer is a top-up for a token's sweep. A top-up is stored before it is sent, so
/// before any block has it.
bool TransferBooker::is_gas_money(const evm::Transfer& transfer)
{
    return !transfer.token && store::SweepStore{m_job.database, m_job.clock}.is_top_up(
                                  m_job.chain.chain_id, transfer.tx_hash);
}

/// Keeps transfers to archived payments until these are restored.
void TransferBooker::keep_for_archived(const std::vector<evm::Transfer>& transfers,
                                       const std::map<evm::Address, payment::Payment>& payments)
{
    std::set<evm::Address> recipients;
    for (const evm::Transfer& transfer : transfers) {
        if (!payments.contains(transfer.to)) {
            recipients.insert(transfer.to);
        }
    }
    const std::vector<evm::Address> candidates(recipients.begin(), recipients.end());
    for (const store::ArchivedPayment& archived :
         m_archive.at_addresses(m_job.chain.chain_id, candidates)) {
        for (const evm::Transfer& transfer : transfers) {
            if (transfer.to == archived.address && m_archive.keep(transfer, archived)) {
                m_job.log.warning(fmt::format("a transfer arrived for payment '{}', which {}",
                                              archived.id, store::where_archived(archived)),
                                  {{"chain", m_job.chain.name},
                                   {"payment", archived.id},
                                   {"tx", transfer.tx_hash.to_hex()}});
            }
        }
    }
}

} // namespace ctrip::job
