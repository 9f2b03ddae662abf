// SPDX-License-Identifier: MIT
#include "job/sweep.hpp"

#include "job/sweep/block_pause.hpp"
#include "job/sweep/context.hpp"
#include "job/sweep/currencies.hpp"
#include "job/sweep/delegation/undelegation.hpp"
#include "job/sweep/due.hpp"
#include "job/sweep/foreign_sweeps.hpp"
#include "job/sweep/plan_writer.hpp"
#include "job/sweep/planner.hpp"
#include "job/sweep/reclaim.hpp"
#include "job/sweep/records.hpp"
#include "job/sweep/simulation.hpp"
#include "job/sweep/sweep_levels.hpp"
#include "job/sweep/tracker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <thread>

namespace ctrip::job {

namespace {

using payment::Deposit;
using store::Sweep;
using store::SweepTxKind;

constexpr std::size_t kPaymentsPerPage = 500;
/// Plans of one run that follow from refusals; after them the next run goes on.
constexpr unsigned kPlansMax = 20;
/// A time at which all deposits are due, also those that back off.
constexpr base::UnixSeconds kEndOfTime = std::numeric_limits<base::UnixSeconds>::max();

class SweepRun
{
public:
    SweepRun(const ChainJob& job, const SweepKeys& keys, const SweepOptions& options)
        : m_context(job, keys), m_options(options), m_sender(m_context),
          m_tracker(m_context, m_sender), m_plan_writer(m_context)
    {
        m_context.reclaim_max_cost = options.reclaim_max_cost;
    }

    SweepReport run();

private:
    void count_open();
    void work_until(std::chrono::steady_clock::time_point deadline);
    bool wait_for_block(std::chrono::steady_clock::time_point deadline);
    /// Returns the number of transactions sent.
    std::size_t start_new();
    [[nodiscard]] DepositKeys deposit_keys() const;
    void plan(const std::function<void(SweepPlanPage&)>& act);
    void keep_startable(std::vector<Deposit>& payments);
    void book_missing(SweepPlanPage& page);
    [[nodiscard]] TxToSign to_sign(const SweepPlanPage& page, PlannedTx&& planned);
    [[nodiscard]] SweepRoute route() const
    {
        return {.chain = m_context.job.chain, .treasury = m_context.keys.treasury};
    }
    void export_unsigned(const SweepPlanPage& page, const PlannedTx& planned);
    void import_signed(const OfflineSweep& signed_sweep);

    SweepContext m_context;
    const SweepOptions& m_options;
    SweepSender m_sender;
    SweepTracker m_tracker;
    SweepPlanWriter m_plan_writer;
    bool m_has_sent = false; ///< Since the last pause.
    std::optional<BlockPause> m_pause;
    unsigned m_plans = 0;
    std::map<evm::Address, evm::TxHash> m_undelegated; ///< Whose delegation is being taken back.
};

SweepReport SweepRun::run()
{
    m_context.job.client.check_chain_id();
    m_tracker.look_at_head();
    if (m_options.dry_run) {
        m_context.report.gas =
            gas_outlook(m_context.job.client, m_context.head, m_context.rules().max_fee_wei);
        plan([this](SweepPlanPage& page) {
            for (const SweepPlanEntry& entry : page.entries) {
                m_plan_writer.report(entry);
            }
        });
    } else {
        for (const OfflineSweep& one :
             m_options.signed_sweeps ? *m_options.signed_sweeps : std::vector<OfflineSweep>{}) {
            if (one.chain_id == m_context.job.chain.chain_id) {
                import_signed(one);
            }
        }
        work_until(std::chrono::steady_clock::now() + m_options.wait);
        m_plan_writer.log_blocked();
        set_levels(m_context);
    }
    count_open();
    m_context.quorum.finish();
    return std::move(m_context.report);
}

void SweepRun::count_open()
{
    SweepReport& report = m_context.report;
    std::optional<base::UnixSeconds> oldest_s; // The first of a nonce that was replaced counts.
    bool has_unmined = false;
    for (const store::SweepTxCount& one :
         m_context.sweeps.open_by_state(m_context.job.chain.chain_id)) {
        report.open += one.state == store::SweepTxState::replaced ? 0 : one.count;
        has_unmined = has_unmined || one.state == store::SweepTxState::signed_ ||
                      one.state == store::SweepTxState::broadcast;
        if (one.state != store::SweepTxState::mined) {
            oldest_s = std::min(oldest_s.value_or(one.oldest_s), one.oldest_s);
        }
    }
    report.unmined_since_s = has_unmined ? oldest_s : std::nullopt;
}

void SweepRun::work_until(std::chrono::steady_clock::time_point deadline)
{
    bool planned = false;
    while (true) {
        std::size_t waiting = m_tracker.poll();
        // Planning makes requests for every deposit that is due, so it is repeated only when a
        // top-up may have been mined, or a batch has to be built again.
        const bool mined = m_tracker.take_mined();
        const bool again = std::exchange(m_context.plan_again, false) && m_plans < kPlansMax;
        if (mined || !planned || again) {
            waiting += start_new();
            planned = true;
            ++m_plans;
            m_has_sent = true;
        }
        if (waiting == 0 || !wait_for_block(deadline)) {
            return;
        }
    }
}

/// Nothing is mined before there is a new block. False: the time is over. Also after a plan that
/// has to be made again, it is time to go on.
bool SweepRun::wait_for_block(std::chrono::steady_clock::time_point deadline)
{
    if (!m_pause) {
        m_pause.emplace(block_time(m_context.job.client, m_context.head));
    }
    if (std::exchange(m_has_sent, false)) {
        m_pause->restart();
    }
    const evm::BlockHash before = m_context.head.hash;
    while (std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(m_pause->next(std::chrono::steady_clock::now()));
        m_tracker.look_at_head();
        if (m_context.head.hash != before) {
            m_pause->has_new_block(std::chrono::steady_clock::now());
            return true;
        }
        if (m_context.plan_again) {
            return true;
        }
    }
    return false;
}

DepositKeys SweepRun::deposit_keys() const
{
    if (m_options.export_unsigned) {
        return DepositKeys::elsewhere;
    }
    return m_context.keys.deposits != nullptr ? DepositKeys::here : DepositKeys::none;
}

/// Plans all due deposits, page by page, so that waiting deposits never block those after them.
void SweepRun::plan(const std::function<void(SweepPlanPage&)>& act)
{
    SweepPlanner planner{m_context, deposit_keys()};
    m_undelegated = being_undelegated(m_context);
    const auto plan_page = [&](std::vector<Deposit> payments) {
        keep_startable(payments);
        SweepPlanPage page = planner.plan(std::move(payments));
        if (m_options.simulate) {
            simulate(m_context, page);
        }
        act(page);
    };
    m_plan_writer.begin();
    if (m_options.reclaim_max_cost) {
        ReclaimPages pages{m_context, planner.native_fee_min()};
        while (auto payments = pages.next()) {
            plan_page(std::move(*payments));
        }
        return;
    }
    // A dry run and an export have all deposits, also those that back off.
    const bool is_for_a_person = m_options.dry_run || m_options.export_unsigned;
    const base::UnixSeconds now_s = is_for_a_person ? kEndOfTime : m_context.job.clock.now_s();
    std::uint64_t next_index = 0;
    while (true) {
        const std::vector<store::DueDeposit> due =
            m_context.queue.due(m_context.job.chain.chain_id, next_index, kPaymentsPerPage, now_s);
        if (due.empty()) {
            return;
        }
        next_index = std::uint64_t{due.back().derivation_index} + 1;
        plan_page(by_currency(m_context, due));
    }
}

/// Removes payments with a transaction under way, a mined top-up aside, and currencies whose sweeps
/// failed too often.
void SweepRun::keep_startable(std::vector<Deposit>& payments)
{
    std::vector<std::string> ids;
    ids.reserve(payments.size());
    for (const Deposit& payment : payments) {
        ids.push_back(payment.id);
    }
    std::map<std::string, std::vector<Sweep>> sweeps;
    for (Sweep& sweep : m_context.sweeps.of_payments(ids)) {
        sweeps[sweep.payment_id].push_back(std::move(sweep));
    }
    std::erase_if(payments, [&](const Deposit& payment) {
        PastSweeps of_payment; // The next nonce is of the address, whatever the currency.
        PastSweeps of_currency;
        for (const Sweep& sweep : sweeps[payment.id]) {
            of_payment.add(sweep, m_context.job.clock.now_s());
            if (sweep.token == payment.token || sweep.kind == store::SweepKind::topup) {
                of_currency.add(sweep, m_context.job.clock.now_s());
            }
        }
        if (!of_payment.is_under_way() && of_currency.has_failed_too_often()) {
            const std::string reason =
                fmt::format("{} sweeps of it moved nothing within a week; look at it with 'ctrip "
                            "show'",
                            of_currency.failures());
            SweepPlanPage page{.payments = {},
                               .entries = {{.payment_id = payment.id,
                                            .address = payment.address,
                                            .token = payment.token,
                                            .symbol = payment.symbol,
                                            .decimals = payment.decimals,
                                            .decision = SweepDecision::wait,
                                            .reason = reason,
                                            .backs_off = true}},
                               .txs = {},
                               .missing = {}};
            m_plan_writer.report(page.entries.front());
            if (!m_options.dry_run && !m_options.reclaim_max_cost) {
                m_plan_writer.write(page);
            }
        }
        // Its account's nonce and code are about to change.
        return of_payment.is_under_way() || of_currency.has_failed_too_often() ||
               m_undelegated.contains(payment.address);
    });
}

std::size_t SweepRun::start_new()
{
    std::size_t started = 0;
    m_context.report.exported.clear();
    plan([&](SweepPlanPage& page) {
        book_missing(page);
        if (!m_options.reclaim_max_cost) { // Nothing of what is left waits for anything.
            m_plan_writer.write(page);
        }
        for (const SweepPlanEntry& entry : page.entries) {
            m_plan_writer.report(entry);
        }
        std::vector<TxToSign> txs;
        for (PlannedTx& planned : page.txs) {
            const bool is_deposits = planned.draft.kind == SweepTxKind::native ||
                                     planned.draft.kind == SweepTxKind::token;
            if (m_options.export_unsigned && is_deposits) {
                export_unsigned(page, planned);
            } else {
                txs.push_back(to_sign(page, std::move(planned)));
            }
        }
        started += m_sender.start(std::move(txs));
    });
    return started;
}

/// Money that is missing on an address may have been moved by a foreign sweep: books those.
void SweepRun::book_missing(SweepPlanPage& page)
{
    std::vector<Deposit> payments;
    for (const std::size_t place : page.missing) {
        payments.push_back(page.payments[place]);
    }
    const std::vector<ForeignSearch> searches = book_foreign_sweeps(m_context, payments);
    for (std::size_t i = 0; i < searches.size(); ++i) {
        SweepPlanEntry& entry = page.entries[page.missing[i]];
        entry.searched_to = searches[i].searched_to;
        if (searches[i].is_booked) {
            entry.reason = "a transaction that ctrip did not send moved it; 'ctrip show' tells "
                           "where to";
        } else if (entry.is_gone && entry.token && entry.decision == SweepDecision::wait) {
            entry.reason = fmt::format(
                "the ledger has {} here and the token's contract nothing, though no transfer left "
                "the address: the issuer took it back or burnt it, or the token was rebased; ask "
                "the issuer of {}",
                entry.symbol, entry.symbol);
        }
    }
}

TxToSign SweepRun::to_sign(const SweepPlanPage& page, PlannedTx&& planned)
{
    std::vector<Sweep> sweeps;
    for (const std::size_t place : planned.places) {
        sweeps.push_back(
            planned_sweep(route(), page.payments[place], page.entries[place].value, planned.draft));
    }
    const bool by_sponsor =
        planned.draft.kind == SweepTxKind::topup || planned.draft.kind == SweepTxKind::batch;
    wallet::Signer signer = by_sponsor
                                ? m_context.keys.sponsor->clone()
                                : m_sender.deposit_signer(page.payments[planned.places.front()]);
    return {.draft = std::move(planned.draft),
            .signer = std::move(signer),
            .sweeps = std::move(sweeps)};
}

/// Nothing is stored: an export that is never imported leaves no trace, and of two exports with one
/// nonce the chain accepts one.
void SweepRun::export_unsigned(const SweepPlanPage& page, const PlannedTx& planned)
{
    const std::size_t place = planned.places.front();
    OfflineSweep line =
        exported_sweep(route(), page.payments[place], page.entries[place].value, planned.draft);
    line.nonce = m_sender.next_nonce(line.from);
    m_context.report.exported.push_back(std::move(line));
}

/// Stores and sends a transaction that was signed elsewhere. One that does not match the ledger is
/// logged and skipped.
void SweepRun::import_signed(const OfflineSweep& signed_sweep)
{
    const ChainJob& job = m_context.job;
    const auto refuse = [&](const std::string& why) {
        ++m_context.report.refused;
        job.log.error(
            "a signed sweep was refused",
            {{"chain", job.chain.name}, {"payment", signed_sweep.payment_id}, {"why", why}});
    };
    auto payment = m_context.queue.find(signed_sweep.payment_id);
    if (!payment || payment->chain_id != signed_sweep.chain_id ||
        payment->address != signed_sweep.from) {
        refuse("the database has no such payment with this address");
        return;
    }
    if (payment->token != signed_sweep.token) {
        payment = in_currency(job.chain, *payment, signed_sweep.token);
    }
    std::vector<Deposit> startable{*payment};
    keep_startable(startable);
    if (startable.empty()) {
        refuse("a sweep of this payment is under way, or has failed too often");
        return;
    }
    if (m_sender.next_nonce(signed_sweep.from) != signed_sweep.nonce) {
        refuse(fmt::format("it has the nonce {}, and its address is at another; write it out anew",
                           signed_sweep.nonce));
        return;
    }
    std::array sweeps{imported_sweep(route(), *payment, signed_sweep)};
    const SweepTxKind kind = signed_sweep.token ? SweepTxKind::token : SweepTxKind::native;
    if (const std::string why = m_sender.why_not_signed(signed_sweep.tx(), kind, sweeps);
        !why.empty()) {
        refuse(why);
        return;
    }
    m_sender.start(kind, payment->address, signed_sweep.nonce,
                   {.raw = signed_sweep.raw, .hash = evm::tx_hash(signed_sweep.raw)}, sweeps);
}

} // namespace

bool has_work_without_key(const config::Config& config, store::Database& database,
                          const base::Clock& clock)
{
    store::SweepStore sweeps{database, clock};
    return std::any_of(
               config.chains.begin(), config.chains.end(),
               [&](const config::Chain& chain) { return sweeps.has_open(chain.chain_id); }) ||
           store::SweepPlanStore{database}.has_authorizations();
}

SweepReport sweep(const ChainJob& job, const SweepKeys& keys, const SweepOptions& options)
{
    return SweepRun{job, keys, options}.run();
}

} // namespace ctrip::job
