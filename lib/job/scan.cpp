// SPDX-License-Identifier: MIT
#include "job/scan.hpp"

#include "base/error.hpp"
#include "job/scan/balance_check.hpp"
#include "job/scan/block_time.hpp"
#include "job/scan/cursor_place.hpp"
#include "job/scan/reorg.hpp"
#include "job/scan/token_check.hpp"
#include "job/scan/traced_transfers.hpp"
#include "job/scan/transfer_booker.hpp"
#include "job/scan/unissued_watch.hpp"
#include "job/scan/verified_amount.hpp"
#include "job/scan/watched.hpp"
#include "job/shared/one_currency.hpp"
#include "job/shared/reverted.hpp"
#include "payment/ledger.hpp"
#include "store/chain_store.hpp"
#include "store/payment_store.hpp"
#include "store/status_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace ctrip::job {

namespace {

using store::Cursor;

constexpr std::uint64_t kBlocksPerRangeFull = 100;
constexpr std::uint64_t kBlocksPerRangeLogs = 1'000;
/// Heads that one run follows: it ends even on a chain that grows faster than it can be read.
constexpr int kHeadsMax = 1'000;
/// Bounds a run to which the nodes show another branch every time.
constexpr int kReorganisationsMax = 4;
/// Chain time between two runs after which the addresses that were never given out are looked at.
constexpr base::UnixSeconds kGap_s = 600;
constexpr base::UnixSeconds kDay_s = base::UnixSeconds{24} * 3600;

class Scan
{
public:
    Scan(const ChainJob& job, const ScanOptions& options)
        : m_job(job), m_options(options), m_payments(job.database),
          m_statuses(job.database, job.clock), m_chains(job.database, job.clock),
          m_reorganisation(job), m_unissued(job, options.find_account), m_tokens(job),
          m_booker(job, m_statuses, m_tokens, m_unissued)
    {
    }

    ScanReport run();

private:
    enum class Step
    {
        at_head,     ///< Nothing is left to read.
        advanced,    ///< The cursor moved up to the head that was seen.
        reorganised, ///< The cursor's block left the chain.
    };

    [[nodiscard]] Step follow_head();
    [[nodiscard]] evm::BlockNumber first_block(const rpc::BlockHeader& head);
    [[nodiscard]] rpc::ReadOptions read_options(base::UnixSeconds time_s);
    [[nodiscard]] Step skip_to(const rpc::BlockHeader& head, evm::BlockNumber from);
    [[nodiscard]] Step read_to(const rpc::BlockHeader& head, evm::BlockNumber from,
                               const rpc::ReadOptions& options);
    void apply(const rpc::BlockRange& range);
    void advance(const rpc::BlockHeader& to);
    void follow_reorganisation();
    [[nodiscard]] bool is_time_to_look() const;
    void count(const rpc::BlockHeader& last, evm::BlockNumber first);

    const ChainJob& m_job;
    const ScanOptions& m_options;
    store::PaymentStore m_payments;
    store::StatusWriter m_statuses;
    store::ChainStore m_chains;
    Reorganisation m_reorganisation;
    UnissuedWatch m_unissued;
    TokenCheck m_tokens;
    TransferBooker m_booker;
    std::optional<Cursor> m_first_cursor; ///< As the run found it.
    std::optional<Cursor> m_cursor;
    evm::BlockNumber m_head = 0;
    std::uint64_t m_depth = 0; ///< Blocks below the cursor whose hashes are kept.
    int m_reorganisations = 0;
    ScanReport m_report;
};

ScanReport Scan::run()
{
    m_job.client.check_chain_id();
    m_chains.ensure(m_job.chain.chain_id, m_job.chain.name);
    m_first_cursor = m_chains.find(m_job.chain.chain_id)->cursor;
    m_tokens.prepare();
    m_report.token_differences = m_tokens.differences();
    for (int i = 0; i < kHeadsMax; ++i) {
        const Step step = follow_head();
        if (step == Step::at_head) {
            break;
        }
        if (step == Step::reorganised) {
            follow_reorganisation();
        }
    }
    if (m_cursor && m_report.from) {
        m_reorganisation.remember_below(*m_cursor, m_depth);
    }
    if (m_cursor && m_head >= m_cursor->block) { // A lagging node has no balances at the cursor.
        m_report.transfers += check_balances(m_job, m_head).transfers;
        if (is_time_to_look()) {
            m_unissued.prepare();
            m_unissued.look(*m_cursor);
        }
    }
    m_report.to = m_cursor ? m_cursor->block : 0;
    return m_report;
}

/// At the first scan, after a gap, and once a day by chain time.
bool Scan::is_time_to_look() const
{
    if (!m_first_cursor) {
        return true;
    }
    const base::UnixSeconds before_s = m_first_cursor->time_s;
    return m_cursor->time_s - before_s > kGap_s || m_cursor->time_s / kDay_s != before_s / kDay_s;
}

Scan::Step Scan::follow_head()
{
    // The head first, then what is watched: a payment that is made after this moment can't be paid
    // in a block up to this head.
    const rpc::BlockHeader head = m_job.client.head();
    m_head = head.number;
    const store::ChainState state = *m_chains.find(m_job.chain.chain_id);
    m_cursor = state.cursor;
    m_depth = remembered_depth(m_job.chain, state);
    switch (m_cursor ? place_of(*m_cursor, head) : CursorPlace::below_head) {
    case CursorPlace::above_head:
        if (m_reorganisation.is_other_branch(head)) {
            return Step::reorganised;
        }
        m_job.log.warning("the node's head is below the cursor; waiting",
                          {{"chain", m_job.chain.name},
                           {"head", fmt::to_string(head.number)},
                           {"cursor", fmt::to_string(m_cursor->block)}});
        return Step::at_head;
    case CursorPlace::at_head:
        return Step::at_head;
    case CursorPlace::other_branch:
        return Step::reorganised;
    case CursorPlace::below_head:
        break;
    }
    const evm::BlockNumber from = m_cursor ? m_cursor->block + 1 : first_block(head);
    if (from > head.number) {
        return Step::at_head; // start_block is above the head.
    }
    const rpc::ReadOptions options = read_options(m_cursor ? m_cursor->time_s : 0);
    return options.native || !options.tokens.empty() ? read_to(head, from, options)
                                                     : skip_to(head, from);
}

/// The first block to read of a chain that was never scanned.
evm::BlockNumber Scan::first_block(const rpc::BlockHeader& head)
{
    if (m_job.chain.start_block) {
        return *m_job.chain.start_block;
    }
    // Payments that were made before the first scan may have been paid already: begin where the
    // oldest of them was made, less what clocks may differ by.
    const auto oldest_s = m_payments.oldest_s(m_job.chain.chain_id);
    return oldest_s
               ? first_block_since(m_job.client, *oldest_s - payment::kClockSkew_s, head.number)
               : head.number;
}

rpc::ReadOptions Scan::read_options(base::UnixSeconds time_s)
{
    const evm::ChainId chain_id = m_job.chain.chain_id;
    if (m_payments.watched(chain_id, time_s, 1).empty()) {
        return {};
    }
    rpc::ReadOptions options = watched_at(m_job, m_tokens, m_unissued, time_s);
    options.native = m_payments.watches_native(chain_id, time_s);
    return options;
}

/// No address is watched: only the cursor advances.
Scan::Step Scan::skip_to(const rpc::BlockHeader& head, evm::BlockNumber from)
{
    if (m_cursor) {
        const std::optional<rpc::BlockHeader> next = m_job.client.header(from);
        if (!next) {
            return Step::at_head; // The node no longer shows that head; a later run goes on.
        }
        if (next->parent_hash != m_cursor->hash) {
            return Step::reorganised;
        }
    }
    store::DbTransaction transaction{m_job.database};
    advance(head);
    transaction.commit();
    count(head, from);
    return Step::advanced;
}

Scan::Step Scan::read_to(const rpc::BlockHeader& head, evm::BlockNumber from,
                         const rpc::ReadOptions& options)
{
    const std::uint64_t per_range = options.native ? kBlocksPerRangeFull : kBlocksPerRangeLogs;
    const std::uint64_t done_before = m_report.blocks;
    const std::uint64_t total = head.number - from + 1;
    Step step = Step::advanced;
    m_job.client.read_blocks(
        from, head.number, per_range, options, [&](const rpc::BlockRange& range) {
            if (m_cursor && range.first.parent_hash != m_cursor->hash) {
                step = Step::reorganised;
                return false;
            }
            const rpc::BlockRange verified = with_verified_balances(m_job, range);
            rpc::BlockRange whole =
                options.native ? with_traced_transfers(m_job, verified, options.may_be_ours)
                               : verified;
            whole.transfers = in_one_currency(m_job.chain, std::move(whole.transfers));
            apply(whole);
            if (m_options.on_progress) {
                m_options.on_progress(
                    {.blocks_done = m_report.blocks - done_before, .blocks_total = total});
            }
            return true;
        });
    return step;
}

/// Books a range's transfers, reassesses their payments and advances the cursor, in one
/// DbTransaction.
void Scan::apply(const rpc::BlockRange& range)
{
    const std::optional<Cursor> cursor_before = m_cursor;
    const std::uint64_t transfers_before = m_report.transfers;
    store::retry_conflicts([&] {
        m_cursor = cursor_before;
        m_report.transfers = transfers_before;
        static_cast<void>(m_statuses.take_reverted());
        store::DbTransaction transaction{m_job.database};
        advance(range.last); // First: locks the chain's row until the commit.
        m_report.transfers += m_booker.book(range.transfers, m_head);
        transaction.commit();
    });
    log_reverted(m_job, m_statuses);
    count(range.last, range.first.number);
}

void Scan::advance(const rpc::BlockHeader& to)
{
    const Cursor next{.block = to.number, .hash = to.hash, .time_s = to.timestamp_s};
    m_chains.advance(m_job.chain.chain_id, m_cursor, next);
    m_chains.forget_before(m_job.chain.chain_id, next.block - std::min(next.block, m_depth));
    m_chains.set_head(m_job.chain.chain_id, std::max(m_head, to.number));
    m_cursor = next;
}

void Scan::count(const rpc::BlockHeader& last, evm::BlockNumber first)
{
    m_report.blocks += last.number - first + 1;
    if (!m_report.from) {
        m_report.from = first;
    }
}

void Scan::follow_reorganisation()
{
    const std::optional<Fork> fork = m_reorganisation.find();
    if (!fork || m_reorganisations == kReorganisationsMax) {
        throw Error{
            ErrorKind::unavailable,
            fmt::format("chain '{}': the nodes do not agree on what follows block {}; run again",
                        m_job.chain.name, fork ? fork->ancestor.block : m_cursor->block)};
    }
    ++m_reorganisations;
    m_report.orphaned_payments += m_reorganisation.follow(*fork, *m_cursor, m_head);
}

} // namespace

ScanReport scan(const ChainJob& job, const ScanOptions& options)
{
    return Scan{job, options}.run();
}

} // namespace ctrip::job
