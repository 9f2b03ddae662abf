// SPDX-License-Identifier: MIT
#include "job/confirm.hpp"

#include "job/confirm/canonical.hpp"
#include "job/confirm/depth.hpp"
#include "job/confirm/expiry.hpp"
#include "job/confirm/proof.hpp"
#include "job/confirm/take_back.hpp"
#include "job/shared/finality.hpp"
#include "job/shared/quorum.hpp"
#include "job/shared/reverted.hpp"
#include "job/shared/status_log.hpp"
#include "store/chain_store.hpp"
#include "store/payment_store.hpp"
#include "store/reorganisation_store.hpp"
#include "store/status_writer.hpp"
#include "store/sweep_queue.hpp"
#include "store/transfer_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ctrip::job {

namespace {

using payment::Depth;
using store::NonfinalTransfer;

constexpr std::size_t kTransfersPage = 2'000;
constexpr std::size_t kPaymentsPerWork = 200;
constexpr int kPagesMax = 100'000;

rpc::KnownBlock known_block(const evm::Transfer& transfer)
{
    return {.number = transfer.block_number,
            .hash = transfer.block_hash,
            .time_s =
                transfer.block_time_s == 0 ? std::nullopt : std::optional{transfer.block_time_s}};
}

/// A transfer whose depth is now above the one in its booking.
struct Promotion
{
    NonfinalTransfer young;
    Depth depth = Depth::seen;
};

/// Transfers that were only seen before.
std::vector<evm::Transfer> first_promotions(const std::vector<Promotion>& promotions)
{
    std::vector<evm::Transfer> transfers;
    for (const Promotion& promotion : promotions) {
        if (promotion.young.booking.depth == Depth::seen) {
            transfers.push_back(promotion.young.booking.transfer);
        }
    }
    return transfers;
}

class Confirm
{
public:
    explicit Confirm(const ChainJob& job)
        : m_job(job), m_transfers(job.database),
          m_statuses(job.database, job.clock, log_changes(job.log, job.chain.name)),
          m_sweep_queue(job.database), m_chains(job.database, job.clock),
          m_reorg_store(job.database), m_proof(job), m_quorum(job.client, job.chain, job.log)
    {
    }

    ConfirmReport run();

private:
    void look_at_head();
    void deepen();
    [[nodiscard]] std::vector<Promotion> deeper(const std::vector<NonfinalTransfer>& page);
    void drop_uncanonical(std::vector<Promotion>& promotions);
    [[nodiscard]] CanonicalBlocks canonical_blocks(const std::set<evm::BlockNumber>& numbers);
    void warn_uncanonical(const evm::Transfer& transfer) const;
    void drop_unproved(std::vector<Promotion>& promotions);
    void drop_disputed(std::vector<Promotion>& promotions);
    [[nodiscard]] bool is_one_too_many(const Promotion& promotion, std::size_t copies);
    void take_back();
    void drop_not_ours(std::vector<Promotion>& promotions);
    void promote(const std::vector<Promotion>& promotions);
    void reassess(const std::string& payment_id);
    void count(payment::Event event);

    const ChainJob& m_job;
    store::TransferStore m_transfers;
    store::StatusWriter m_statuses;
    store::SweepQueue m_sweep_queue;
    store::ChainStore m_chains;
    store::ReorganisationStore m_reorg_store;
    ProofCheck m_proof;
    QuorumCheck m_quorum;
    rpc::BlockHeader m_head;
    /// The head by which depths count. None: nothing becomes deeper in this run.
    std::optional<rpc::BlockHeader> m_quorum_head;
    std::optional<evm::BlockNumber> m_final;
    std::vector<evm::Transfer> m_uncanonical; ///< Deep enough, and not in the node's blocks.
    std::vector<RefutedTransfer> m_refuted;
    ConfirmReport m_report;
};

ConfirmReport Confirm::run()
{
    m_job.client.check_chain_id();
    m_chains.ensure(m_job.chain.chain_id, m_job.chain.name);
    look_at_head();
    deepen();
    take_back();
    for (const payment::Event event : expire_overdue(m_job, m_quorum, m_statuses, m_head.number)) {
        count(event);
    }
    log_reverted(m_job, m_statuses);
    m_proof.finish();
    m_quorum.finish();
    return m_report;
}

/// One head for the whole run, so that all depths of the run are computed from the same block.
void Confirm::look_at_head()
{
    m_head = m_job.client.head();
    m_quorum_head = m_quorum.head(m_head);
    if (m_quorum_head && !m_quorum.tried([&] { m_final = final_block(m_job, *m_quorum_head); })) {
        m_quorum_head.reset();
    }
    store::DbTransaction transaction{m_job.database};
    m_chains.set_head(m_job.chain.chain_id, m_head.number);
    if (m_final) {
        m_chains.set_final_block(m_job.chain.chain_id, *m_final);
    }
    transaction.commit();
}

void Confirm::deepen()
{
    evm::BlockNumber from = 0;
    std::size_t page_max = kTransfersPage;
    for (int i = 0; i < kPagesMax; ++i) {
        std::vector<NonfinalTransfer> page =
            m_transfers.young(m_job.chain.chain_id, from, page_max);
        const bool last = page.size() < page_max;
        const evm::BlockNumber end =
            page.empty() ? from : page.back().booking.transfer.block_number;
        if (!last && page.front().booking.transfer.block_number == end) {
            page_max *= 2; // A block with more transfers than a page: take it whole.
            continue;
        }
        if (!last) { // The page may end within its last block: the next page begins with it.
            std::erase_if(page, [end](const NonfinalTransfer& y) {
                return y.booking.transfer.block_number == end;
            });
        }
        std::vector<Promotion> promotions = deeper(page);
        drop_not_ours(promotions);
        m_proof.expect(first_promotions(promotions));
        drop_uncanonical(promotions);
        drop_unproved(promotions);
        drop_disputed(promotions);
        promote(promotions);
        if (last) {
            return;
        }
        from = end;
        page_max = kTransfersPage;
    }
}

std::vector<Promotion> Confirm::deeper(const std::vector<NonfinalTransfer>& page)
{
    const SeenHeads seen{.head = m_quorum_head ? m_quorum_head->number : 0,
                         .final_head =
                             m_quorum_head ? std::optional{m_quorum_head->number} : std::nullopt,
                         .final_block = m_final};
    std::vector<Promotion> promotions;
    for (const NonfinalTransfer& young : page) {
        const Depth depth = depth_at(young, seen, m_job.chain.final_at.kind);
        if (depth != Depth::final) {
            ++m_report.waiting;
        }
        if (depth > young.booking.depth) {
            promotions.push_back({young, depth});
        }
    }
    return promotions;
}

/// Keeps promotions of transfers whose block is on the chain by its hash. Drops all of a payment
/// that has another transfer in a replaced block, or a confirmed one in a block that the node does
/// not show.
void Confirm::drop_uncanonical(std::vector<Promotion>& promotions)
{
    if (promotions.empty()) {
        return;
    }
    std::set<std::string> payments;
    for (const Promotion& promotion : promotions) {
        payments.insert(promotion.young.booking.payment_id);
    }
    const std::vector<payment::Booking> others =
        m_reorg_store.nonfinal_transfers_of(std::vector(payments.begin(), payments.end()));
    std::set<evm::BlockNumber> numbers;
    for (const Promotion& promotion : promotions) {
        numbers.insert(promotion.young.booking.transfer.block_number);
    }
    for (const payment::Booking& booking : others) {
        numbers.insert(booking.transfer.block_number);
    }
    const CanonicalBlocks canonical = canonical_blocks(numbers);
    std::set<std::string> doubtful;
    for (const payment::Booking& booking : others) {
        if (casts_doubt(booking, canonical)) {
            doubtful.insert(booking.payment_id);
            warn_uncanonical(booking.transfer);
        }
    }
    std::erase_if(promotions, [&](const Promotion& promotion) {
        const payment::Booking& booking = promotion.young.booking;
        const bool held_back = doubtful.contains(booking.payment_id);
        const bool kept = canonical.has(booking.transfer).value_or(false) && !held_back;
        if (!kept) {
            ++m_report.waiting;
        }
        if (!kept && !held_back) {
            warn_uncanonical(booking.transfer);
        }
        // A single node that shows another block may be about to follow a reorg, or to come back.
        const bool may_go = m_quorum.is_needed() || canonical.has_hash(booking.transfer);
        if (canonical.has(booking.transfer) == false && may_go) {
            m_uncanonical.push_back(booking.transfer);
        }
        return !kept;
    });
}

/// Those of these blocks that the node has.
CanonicalBlocks Confirm::canonical_blocks(const std::set<evm::BlockNumber>& numbers)
{
    return CanonicalBlocks{m_proof.headers(std::vector(numbers.begin(), numbers.end()))};
}

void Confirm::warn_uncanonical(const evm::Transfer& transfer) const
{
    m_job.log.warning(
        "a transfer's block is not on the node's chain; the next scan follows the reorg",
        {{"chain", m_job.chain.name},
         {"tx", transfer.tx_hash.to_hex()},
         {"block", fmt::to_string(transfer.block_number)}});
}

/// Drops first promotions of transfers that their blocks' headers do not prove, where these can.
/// What is deeper was held against the same header then. What the nodes do not show either is taken
/// back.
void Confirm::drop_unproved(std::vector<Promotion>& promotions)
{
    const std::vector<evm::Transfer> first = first_promotions(promotions);
    const std::vector<bool> allowed = m_proof.may_deepen(first);
    std::vector<evm::Transfer> held;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (!allowed[i]) {
            held.push_back(first[i]);
        }
    }
    const std::vector<rpc::Agreement> results = m_quorum.check(held, QuorumCheck::Asked::all);
    for (std::size_t i = 0; i < held.size(); ++i) {
        if (results[i].refuted) { // The nodes themselves do not show it any more.
            m_refuted.push_back({held[i], results[i]});
            m_proof.release(held[i]);
        }
    }
    std::size_t next = 0;
    std::erase_if(promotions, [&](const Promotion& promotion) {
        const bool dropped = promotion.young.booking.depth == Depth::seen && !allowed[next++];
        m_report.waiting += dropped && promotion.depth == Depth::final ? 1 : 0;
        return dropped;
    });
}

/// Drops promotions of transfers that the quorum of nodes does not show. With a quorum of one an
/// event that its block's header does not prove is compared with its receipt once, at its first
/// promotion.
void Confirm::drop_disputed(std::vector<Promotion>& promotions)
{
    const auto is_asked = [this](const Promotion& promotion) {
        return m_quorum.is_needed() || (promotion.young.booking.depth == Depth::seen &&
                                        !m_proof.is_proved(promotion.young.booking.transfer));
    };
    std::vector<evm::Transfer> transfers;
    for (const Promotion& promotion : promotions) {
        if (is_asked(promotion)) {
            transfers.push_back(promotion.young.booking.transfer);
        }
    }
    const std::vector<rpc::Agreement> results = m_quorum.check(transfers);
    std::size_t next = 0;
    std::erase_if(promotions, [&](const Promotion& promotion) {
        if (!is_asked(promotion)) {
            return false;
        }
        const rpc::Agreement& result = results[next++];
        if (result.refuted) {
            m_refuted.push_back({promotion.young.booking.transfer, result});
        }
        if (result.agreed && result.copies && is_one_too_many(promotion, *result.copies)) {
            return true;
        }
        m_report.waiting += !result.agreed && promotion.depth == Depth::final ? 1 : 0;
        return !result.agreed;
    });
}

/// A node shows the event under another log index. An event counts once, whatever it is numbered.
bool Confirm::is_one_too_many(const Promotion& promotion, std::size_t copies)
{
    const evm::Transfer& transfer = promotion.young.booking.transfer;
    const auto booked = m_transfers.of_transaction(m_job.chain.chain_id, transfer.tx_hash);
    const auto alike = std::count_if(booked.begin(), booked.end(), [&](const auto& one) {
        const evm::Transfer& other = one.transfer;
        return !one.orphaned && other.is_event() && other.token == transfer.token &&
               other.from == transfer.from && other.to == transfer.to &&
               other.amount == transfer.amount;
    });
    if (static_cast<std::size_t>(alike) <= copies) {
        return false;
    }
    ++m_report.waiting;
    m_quorum.hold_back(
        "a transfer goes no further: its transaction has fewer such events than are "
        "booked",
        {{"tx", transfer.tx_hash.to_hex()}, {"block", fmt::to_string(transfer.block_number)}});
    return true;
}

/// Transfers whose block is another one, and those that the nodes prove not to be in theirs.
void Confirm::take_back()
{
    std::map<evm::BlockHash, rpc::KnownBlock> blocks;
    for (const evm::Transfer& transfer : m_uncanonical) {
        blocks.try_emplace(transfer.block_hash, known_block(transfer));
    }
    std::vector<rpc::KnownBlock> asked;
    asked.reserve(blocks.size());
    for (const auto& [hash, block] : blocks) {
        asked.push_back(block);
    }
    const auto votes = asked.empty() ? std::vector<rpc::BlockVotes>{} : m_quorum.votes(asked);
    for (const evm::Transfer& transfer : m_uncanonical) {
        for (std::size_t i = 0; i < votes.size(); ++i) {
            if (asked[i].hash == transfer.block_hash && votes[i].same == 0 &&
                votes[i].other >= m_job.chain.quorum) {
                m_refuted.push_back(
                    {transfer,
                     {.agreed = false, .refuted = true, .difference = votes[i].difference}});
            }
        }
    }
    if (!m_refuted.empty()) {
        job::take_back(m_job, m_quorum, m_statuses, m_refuted, m_head.number);
    }
}

/// Drops promotions of payments whose address was not derived from the wallet.
void Confirm::drop_not_ours(std::vector<Promotion>& promotions)
{
    const OwnAddresses* const own =
        promotions.empty() || !m_job.own_addresses ? nullptr : m_job.own_addresses();
    if (own == nullptr) {
        return;
    }
    std::set<std::string> ids;
    for (const Promotion& promotion : promotions) {
        ids.insert(promotion.young.booking.payment_id);
    }
    store::PaymentStore payments{m_job.database};
    for (const store::StoredAddress& one :
         payments.addresses(std::vector(ids.begin(), ids.end()))) {
        const AddressOwner owner = own->owner_of(one.wallet_id, one.index, one.address);
        if (owner != AddressOwner::wallet && m_report.not_ours.insert(one.payment_id).second) {
            m_job.log.error("a payment is not confirmed",
                            {{"chain", m_job.chain.name},
                             {"payment", one.payment_id},
                             {"reason", why_not_own(owner, one.index)}});
        }
    }
    std::erase_if(promotions, [&](const Promotion& promotion) {
        const bool is_dropped = m_report.not_ours.contains(promotion.young.booking.payment_id);
        m_report.waiting += is_dropped && promotion.depth == Depth::final ? 1 : 0;
        return is_dropped;
    });
}

void Confirm::promote(const std::vector<Promotion>& promotions)
{
    std::map<std::string, std::vector<const Promotion*>> by_payment;
    for (const Promotion& promotion : promotions) {
        by_payment[promotion.young.booking.payment_id].push_back(&promotion);
    }
    auto begin = by_payment.begin();
    while (begin != by_payment.end()) {
        const ConfirmReport before = m_report;
        begin = store::retry_conflicts([&] {
            m_report = before;
            store::DbTransaction transaction{m_job.database};
            auto next = begin;
            for (std::size_t i = 0; i < kPaymentsPerWork && next != by_payment.end(); ++i, ++next) {
                m_statuses.hold(next->first);
                for (const Promotion* promotion : next->second) {
                    m_transfers.set_depth(m_job.chain.chain_id, promotion->young.booking.transfer,
                                          promotion->depth);
                }
                reassess(next->first);
            }
            transaction.commit();
            return next;
        });
    }
}

void Confirm::reassess(const std::string& payment_id)
{
    for (const payment::Event event : m_statuses.reassess(payment_id, m_head.number)) {
        count(event);
    }
    m_sweep_queue.mark(payment_id);
}

void Confirm::count(payment::Event event)
{
    m_report.confirmed += event == payment::Event::confirmed ? 1 : 0;
    m_report.paid += event == payment::Event::paid ? 1 : 0;
    m_report.expired += event == payment::Event::expired ? 1 : 0;
}

} // namespace

ConfirmReport confirm(const ChainJob& job)
{
    return Confirm{job}.run();
}

} // namespace ctrip::job
