// SPDX-License-Identifier: MIT
#include "job/confirm.hpp"

#include "job/finality.hpp"
#include "job/vanished.hpp"
#include "store/chain_store.hpp"
#include "store/payment_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

namespace ctrip::job {

namespace {

using payment::Depth;
using store::YoungTransfer;

constexpr std::size_t kPage = 2'000;
constexpr std::size_t kPaymentsPerWork = 200;
constexpr int kPagesMax = 100'000;

class Confirm
{
public:
    explicit Confirm(const ChainJob& job)
        : m_job(job), m_payments(job.database, job.clock), m_chains(job.database, job.clock)
    {
    }

    ConfirmReport run();

private:
    /// A transfer that lies deeper than its booking says.
    struct Promotion
    {
        YoungTransfer young;
        Depth depth = Depth::seen;
    };

    void look_at_head();
    void deepen();
    [[nodiscard]] std::vector<Promotion> deeper(const std::vector<YoungTransfer>& page);
    [[nodiscard]] Depth depth_by_now(const YoungTransfer& young) const;
    void drop_uncanonical(std::vector<Promotion>& promotions);
    void promote(const std::vector<Promotion>& promotions);
    void reassess(const std::string& payment_id);
    void expire();
    [[nodiscard]] bool expire_some();

    const ChainJob& m_job;
    store::PaymentStore m_payments;
    store::ChainStore m_chains;
    rpc::BlockHeader m_head;
    std::optional<evm::BlockNumber> m_final;
    ConfirmReport m_report;
};

ConfirmReport Confirm::run()
{
    m_job.client.check_chain_id();
    m_chains.ensure(m_job.chain.chain_id, m_job.chain.name);
    look_at_head();
    deepen();
    expire();
    log_vanished(m_job, m_payments);
    return m_report;
}

/// One head for the whole run, so that every payment is judged by the same measure.
void Confirm::look_at_head()
{
    m_head = m_job.client.head();
    m_final = final_block(m_job, m_head);
    store::Work work{m_job.database};
    m_chains.set_head(m_job.chain.chain_id, m_head.number);
    if (m_final) {
        m_chains.set_final_block(m_job.chain.chain_id, *m_final);
    }
    work.commit();
}

void Confirm::deepen()
{
    evm::BlockNumber from = 0;
    std::size_t page_max = kPage;
    for (int i = 0; i < kPagesMax; ++i) {
        std::vector<YoungTransfer> page =
            m_payments.young_transfers(m_job.chain.chain_id, from, page_max);
        const bool last = page.size() < page_max;
        const evm::BlockNumber end =
            page.empty() ? from : page.back().booking.transfer.block_number;
        if (!last && page.front().booking.transfer.block_number == end) {
            page_max *= 2; // A block with more transfers than a page: take it whole.
            continue;
        }
        if (!last) { // The last block may go on behind the page's end: the next page begins with
                     // it.
            std::erase_if(page, [end](const YoungTransfer& y) {
                return y.booking.transfer.block_number == end;
            });
        }
        std::vector<Promotion> promotions = deeper(page);
        drop_uncanonical(promotions);
        promote(promotions);
        if (last) {
            return;
        }
        from = end;
        page_max = kPage;
    }
}

Depth Confirm::depth_by_now(const YoungTransfer& young) const
{
    const evm::BlockNumber block = young.booking.transfer.block_number;
    const std::uint64_t depth = depth_of(block, m_head.number);
    if (depth < young.confirmations_required) {
        return Depth::seen;
    }
    // Without a rule of its own, a chain's money is final where it is confirmed.
    const bool final = m_job.chain.final_at.kind == config::FinalKind::same_as_confirmations ||
                       (m_final && block <= *m_final);
    return final ? Depth::final : Depth::confirmed;
}

std::vector<Confirm::Promotion> Confirm::deeper(const std::vector<YoungTransfer>& page)
{
    std::vector<Promotion> promotions;
    for (const YoungTransfer& young : page) {
        const Depth depth = depth_by_now(young);
        if (depth != Depth::final) {
            ++m_report.waiting;
        }
        if (depth > young.booking.depth) {
            promotions.push_back({young, depth});
        }
    }
    return promotions;
}

/// Leaves only transfers whose block is still on the chain, by its hash.
void Confirm::drop_uncanonical(std::vector<Promotion>& promotions)
{
    std::vector<evm::BlockNumber> numbers;
    for (const Promotion& promotion : promotions) {
        numbers.push_back(promotion.young.booking.transfer.block_number);
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    if (numbers.empty()) {
        return;
    }
    std::map<evm::BlockNumber, evm::BlockHash> canonical;
    const auto headers = m_job.client.headers(numbers);
    for (const auto& header : headers) {
        if (header) { // This node lags where it has none; absence proves nothing, so a later run
                      // asks again.
            canonical[header->number] = header->hash;
        }
    }
    std::erase_if(promotions, [&](const Promotion& promotion) {
        const evm::Transfer& transfer = promotion.young.booking.transfer;
        const auto found = canonical.find(transfer.block_number);
        const bool kept = found != canonical.end() && found->second == transfer.block_hash;
        if (!kept) {
            ++m_report.waiting;
            m_job.log.warning(
                "a transfer's block is not on the node's chain; the next scan follows it",
                {{"chain", m_job.chain.name},
                 {"tx", transfer.tx_hash.to_hex()},
                 {"block", fmt::to_string(transfer.block_number)}});
        }
        return !kept;
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
            store::Work work{m_job.database};
            auto next = begin;
            for (std::size_t i = 0; i < kPaymentsPerWork && next != by_payment.end(); ++i, ++next) {
                m_payments.hold(next->first);
                for (const Promotion* promotion : next->second) {
                    m_payments.set_depth(m_job.chain.chain_id, promotion->young.booking.transfer,
                                         promotion->depth);
                }
                reassess(next->first);
            }
            work.commit();
            return next;
        });
    }
}

void Confirm::reassess(const std::string& payment_id)
{
    for (const payment::Event event : m_payments.reassess(payment_id, m_head.number)) {
        m_report.confirmed += event == payment::Event::confirmed ? 1 : 0;
        m_report.paid += event == payment::Event::paid ? 1 : 0;
        m_report.expired += event == payment::Event::expired ? 1 : 0;
    }
    m_payments.mark_sweep_due(payment_id);
}

void Confirm::expire()
{
    for (int i = 0; i < kPagesMax && expire_some(); ++i) {
    }
}

/// False where nothing is left to expire.
bool Confirm::expire_some()
{
    const ConfirmReport before = m_report;
    return store::retry_conflicts([&] {
        m_report = before;
        store::Work work{m_job.database};
        // Held within the work: a scan that follows a reorganisation may take the cursor back at
        // any time.
        m_chains.hold(m_job.chain.chain_id);
        const std::optional<store::Cursor> cursor = m_chains.find(m_job.chain.chain_id)->cursor;
        if (!cursor) {
            return false;
        }
        const auto overdue =
            m_payments.overdue(m_job.chain.chain_id, cursor->time_s, kPaymentsPerWork);
        for (const payment::Payment& payment : overdue) {
            m_payments.set_deadline_read(payment.id);
            reassess(payment.id);
        }
        work.commit();
        return overdue.size() == kPaymentsPerWork;
    });
}

} // namespace

ConfirmReport confirm(const ChainJob& job)
{
    return Confirm{job}.run();
}

} // namespace ctrip::job
