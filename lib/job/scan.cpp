// SPDX-License-Identifier: MIT
#include "job/scan.hpp"

#include "base/error.hpp"
#include "job/scan/balance_check.hpp"
#include "job/scan/block_time.hpp"
#include "job/scan/cursor_place.hpp"
#include "job/scan/doubt_look.hpp"
#include "job/scan/native_logs.hpp"
#include "job/scan/oddity_report.hpp"
#include "job/scan/reorg.hpp"
#include "job/scan/scan_meter.hpp"
#include "job/scan/second_look.hpp"
#include "job/scan/second_reading.hpp"
#include "job/scan/token_check.hpp"
#include "job/scan/traced_transfers.hpp"
#include "job/scan/transfer_booker.hpp"
#include "job/scan/unissued_watch.hpp"
#include "job/scan/verified_amount.hpp"
#include "job/scan/watched.hpp"
#include "job/shared/one_currency.hpp"
#include "job/shared/quorum.hpp"
#include "job/shared/reverted.hpp"
#include "job/shared/status_log.hpp"
#include "payment/ledger.hpp"
#include "store/chain_store.hpp"
#include "store/doubt_store.hpp"
#include "store/payment_store.hpp"
#include "store/status_writer.hpp"
#include "store/transfer_store.hpp"

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
/// Blocks without anything to watch that the cursor skips by a head that the node need not show.
constexpr std::uint64_t kUnreadMax = 100;
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
          m_statuses(job.database, job.clock, log_changes(job.log, job.chain.name)),
          m_chains(job.database, job.clock), m_reorganisation(job),
          m_quorum(job.client, job.chain, job.log), m_native_logs(job),
          m_unissued(job, options.find_account), m_tokens(job),
          m_booker(job, m_statuses, m_tokens, m_unissued), m_oddities(job),
          m_transfers(job.database), m_doubts(job.database, job.clock),
          m_doubt_look(job, m_statuses, m_tokens, m_unissued, m_booker),
          m_second_reading(job, m_statuses, m_booker), m_meter(job.database, job.chain.name)
    {
    }

    ScanReport run();
    [[nodiscard]] const ScanReport& report() const noexcept { return m_report; }

private:
    enum class Step
    {
        at_head,     ///< Nothing is left to read.
        advanced,    ///< The cursor moved up to the head that was seen.
        reorganised, ///< The cursor's block left the chain.
    };

    [[nodiscard]] Step follow_head();
    [[nodiscard]] evm::BlockNumber first_block(const rpc::BlockHeader& head);
    [[nodiscard]] base::UnixSeconds watched_since(const store::ChainState& state);
    [[nodiscard]] rpc::ReadOptions read_options(base::UnixSeconds time_s);
    void look_again(const store::ChainState& state, evm::BlockNumber head,
                    rpc::ReadOptions& options);
    void doubt_unchecked(const rpc::BlockHeader& head, evm::BlockNumber from,
                         const std::optional<Cursor>& before);
    [[nodiscard]] Step skip_to(const rpc::BlockHeader& head, evm::BlockNumber from);
    [[nodiscard]] bool is_shown(const rpc::BlockHeader& head);
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
    QuorumCheck m_quorum;
    NativeLogs m_native_logs;
    UnissuedWatch m_unissued;
    TokenCheck m_tokens;
    TransferBooker m_booker;
    OddityReport m_oddities;
    store::TransferStore m_transfers;
    store::DoubtStore m_doubts;
    DoubtLook m_doubt_look;
    SecondReading m_second_reading;
    ScanMeter m_meter;
    std::optional<Cursor> m_first_cursor; ///< As the run found it.
    std::optional<Cursor> m_cursor;
    evm::BlockNumber m_head = 0;
    std::uint64_t m_depth = 0; ///< Blocks below the cursor whose hashes are kept.
    /// Stored with the next range: the second look is done up to this block.
    std::optional<evm::BlockNumber> m_second;
    struct AtEnd
    {
        SecondLook look;
        rpc::ReadOptions options;
    };
    std::optional<AtEnd> m_at_end; ///< What is read a second time when the run is done else.
    bool m_is_left_out = false;    ///< A node left out events in the reading under way.
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
            m_at_end.reset();
            follow_reorganisation();
        }
    }
    m_oddities.finish();
    if (m_cursor && m_report.from) {
        m_reorganisation.remember_below(*m_cursor, m_depth);
    }
    if (m_cursor && m_head >= m_cursor->block) { // A lagging node has no balances at the cursor.
        m_report.transfers += check_balances(m_job, m_head, m_quorum).transfers;
        if (is_time_to_look()) {
            m_unissued.prepare();
            m_unissued.look(*m_cursor);
        }
        // Last, because a node that fails here is not asked again in this run.
        if (m_at_end) {
            m_report.transfers +=
                m_second_reading.read(m_at_end->look, m_at_end->options, *m_cursor, m_head);
        }
        m_report.transfers += m_doubt_look.run(*m_cursor, m_head);
    }
    m_report.to = m_cursor ? m_cursor->block : 0;
    m_quorum.finish();
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
    m_meter.head(head);
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
    rpc::ReadOptions options = read_options(watched_since(state));
    if (!options.native && options.tokens.empty()) {
        return skip_to(head, from);
    }
    m_second = state.second_block.value_or(from == 0 ? 0 : from - 1);
    look_again(state, head.number, options);
    return read_to(head, from, options);
}

/// The time from which payments are watched in this reading: that of the first block that is read.
base::UnixSeconds Scan::watched_since(const store::ChainState& state)
{
    if (!m_cursor) {
        return 0;
    }
    const evm::BlockNumber first = state.second_block.value_or(m_cursor->block) + 1;
    if (first > m_cursor->block) {
        return m_cursor->time_s;
    }
    const auto before = m_chains.checkpoints(m_job.chain.chain_id, 1, first);
    return before.empty() ? 0 : std::min(before.front().time_s, m_cursor->time_s);
}

/// Has the events of blocks that are due read a second time, see second_look.hpp.
void Scan::look_again(const store::ChainState& state, evm::BlockNumber head,
                      rpc::ReadOptions& options)
{
    const auto& contract = m_job.chain.native.contract;
    options.is_known = [this, &contract](const evm::Transfer& transfer) {
        const bool is_own = contract && transfer.token == contract->address;
        return is_own || m_transfers.has(m_job.chain.chain_id, transfer);
    };
    if (!m_cursor) {
        return;
    }
    if (options.tokens.empty()) {
        m_second = m_cursor->block;
        return;
    }
    const SecondLook look =
        plan_second_look({.cursor = m_cursor->block, .second = state.second_block}, head,
                         second_look_depth(m_job.chain), !options.recipients.empty());
    switch (look.how) {
    case SecondLook::How::none:
        break;
    case SecondLook::How::same_call:
        options.again = rpc::BlockSpan{.from = look.from, .to = look.to};
        m_second = look.to;
        break;
    case SecondLook::How::own_call:
        m_report.transfers += m_second_reading.read(look, options, *m_cursor, m_head);
        m_second = look.to;
        break;
    case SecondLook::How::at_end:
        m_at_end = AtEnd{look, options};
        break;
    }
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
    m_native_logs.add_to(options);
    return options;
}

/// No address is watched: only the cursor advances.
Scan::Step Scan::skip_to(const rpc::BlockHeader& head, evm::BlockNumber from)
{
    if (m_cursor) {
        const std::optional<rpc::BlockHeader> next =
            first_header_from(m_job.client, from, head.number);
        if (!next) {
            return Step::at_head; // The node no longer shows that head; a later run goes on.
        }
        if (next->parent_hash != m_cursor->hash) {
            return Step::reorganised;
        }
        if (head.number - from > kUnreadMax && !is_shown(head)) {
            return Step::at_head;
        }
    }
    m_second = head.number;
    store::DbTransaction transaction{m_job.database};
    advance(head);
    transaction.commit();
    count(head, from);
    m_meter.skipped(head.number - from + 1);
    return Step::advanced;
}

/// A cursor on a block that does not exist would have to wait for the chain to get there.
bool Scan::is_shown(const rpc::BlockHeader& head)
{
    const std::optional<rpc::BlockHeader> shown = m_job.client.header(head.number);
    const bool is_it = shown && shown->hash == head.hash;
    if (!is_it) {
        m_job.log.warning("the node does not show the block that it calls its newest; waiting",
                          {{"chain", m_job.chain.name}, {"block", fmt::to_string(head.number)}});
    }
    return is_it;
}

Scan::Step Scan::read_to(const rpc::BlockHeader& head, evm::BlockNumber from,
                         const rpc::ReadOptions& options)
{
    const std::uint64_t per_range = options.native ? kBlocksPerRangeFull : kBlocksPerRangeLogs;
    const std::uint64_t done_before = m_report.blocks;
    const std::uint64_t total = head.number - from + 1;
    const std::optional<Cursor> before = m_cursor;
    Step step = Step::advanced;
    m_is_left_out = false;
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
            whole.transfers =
                without_own_contract(m_job.chain, std::move(whole.transfers), range.first.number);
            whole.transfers = in_one_currency(m_job.chain, std::move(whole.transfers));
            m_is_left_out = m_is_left_out || range.is_left_out;
            apply(whole);
            if (m_options.on_progress) {
                m_options.on_progress(
                    {.blocks_done = m_report.blocks - done_before, .blocks_total = total});
            }
            return true;
        });
    if (step == Step::advanced) {
        m_meter.read(total, options);
        if (m_is_left_out) {
            doubt_unchecked(head, from, before);
        }
    }
    return step;
}

/// The node's answers lack events that it has: the blocks of this reading whose blooms were not
/// compared are looked at again, some of them in each run.
void Scan::doubt_unchecked(const rpc::BlockHeader& head, evm::BlockNumber from,
                           const std::optional<Cursor>& before)
{
    if (head.number < from + rpc::kCheckedBlocks) {
        return;
    }
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_job.database};
        m_chains.hold(m_job.chain.chain_id);
        m_doubts.add(m_job.chain.chain_id,
                     {.from = from,
                      .to = head.number - rpc::kCheckedBlocks,
                      .from_time_s = before ? before->time_s : 0,
                      .to_time_s = head.timestamp_s,
                      .reason = "a node left out events of later blocks, which it showed by the "
                                "block's hash"});
        transaction.commit();
    });
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
        m_doubts.add(m_job.chain.chain_id, to_doubted(range.withheld));
        m_native_logs.learn(range.native_logs, range.last.number);
        transaction.commit();
    });
    m_oddities.add(range.oddities);
    m_oddities.add(m_booker.oddities());
    log_reverted(m_job, m_statuses);
    count(range.last, range.first.number);
}

void Scan::advance(const rpc::BlockHeader& to)
{
    const Cursor next{.block = to.number, .hash = to.hash, .time_s = to.timestamp_s};
    m_chains.advance(m_job.chain.chain_id, m_cursor, next, m_second);
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
    if (!m_reorganisation.is_agreed(*fork)) {
        return; // Goes on with a node that shows the blocks that were read.
    }
    const evm::BlockNumber old_head = m_cursor->block;
    m_report.orphaned_payments += m_reorganisation.follow(*fork, *m_cursor, m_head);
    m_meter.reorganised(old_head - fork->ancestor.block);
}

} // namespace

ScanReport scan(const ChainJob& job, const ScanOptions& options)
{
    Scan scan{job, options};
    const ScanMeter meter{job.database, job.chain.name};
    try {
        ScanReport report = scan.run();
        meter.finished(report);
        return report;
    } catch (...) {
        meter.finished(scan.report());
        throw;
    }
}

} // namespace ctrip::job
