// SPDX-License-Identifier: MIT
#include "job/sweep.hpp"

#include "base/poll_pause.hpp"
#include "job/shared/finality.hpp"
#include "job/sweep/context.hpp"
#include "job/sweep/foreign_sweeps.hpp"
#include "job/sweep/planner.hpp"
#include "job/sweep/simulation.hpp"
#include "job/sweep/tracker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <thread>

namespace ctrip::job {

namespace {

using payment::Payment;
using store::Sweep;
using store::SweepKind;
using store::SweepState;
using store::SweepTxKind;

constexpr std::size_t kPaymentsPerPage = 500;
/// A deposit whose sweeps failed this often within so long waits instead of burning gas.
constexpr int kFailuresMax = 3;
constexpr base::UnixSeconds kFailuresWithin_s = 7 * 24 * 3600;
/// A deposit that has waited this long for the same is asked about less and less often: after half
/// of the time that it has waited, and every hour at the least.
constexpr base::UnixSeconds kPatience_s = 600;
constexpr base::UnixSeconds kAskAgainMax_s = 3600;
/// When everything is to be looked at, whatever waits.
constexpr base::UnixSeconds kEndOfTime = std::numeric_limits<base::UnixSeconds>::max();

class SweepRun
{
public:
    SweepRun(const ChainJob& job, const SweepKeys& keys, const SweepOptions& options)
        : m_context(job, keys), m_options(options), m_sender(m_context),
          m_tracker(m_context, m_sender)
    {
    }

    SweepReport run();

private:
    void look_at_head();
    void work_until(std::chrono::steady_clock::time_point deadline);
    /// How many transactions it sent.
    std::size_t start_new();
    [[nodiscard]] DepositKeys deposit_keys() const;
    void plan(const std::function<void(SweepPlanPage&)>& act);
    void keep_startable(std::vector<Payment>& payments);
    void remember(const SweepPlanEntry& entry);
    void store_plans(const SweepPlanPage& page);
    [[nodiscard]] store::SweepPlan plan_of(const SweepPlanEntry& entry, bool is_missing,
                                           const store::SweepPlan* known) const;
    void book_missing(SweepPlanPage& page);
    void start(const SweepPlanPage& page, const PlannedTx& planned);
    [[nodiscard]] Sweep sweep_of(const SweepPlanPage& page, std::size_t place,
                                 const TxDraft& draft) const;
    void write_out(const SweepPlanPage& page, const PlannedTx& planned);
    void take_in(const OfflineSweep& signed_sweep);

    SweepContext m_context;
    const SweepOptions& m_options;
    SweepSender m_sender;
    SweepTracker m_tracker;
    std::map<std::string, std::size_t> m_plan_places; ///< Of each payment in the report's plan.
};

SweepReport SweepRun::run()
{
    m_context.job.client.check_chain_id();
    look_at_head();
    if (m_options.dry_run) {
        m_context.report.gas = gas_outlook(m_context.job.client, m_context.head,
                                           m_context.job.config.sweeping.max_fee_wei);
        plan([this](SweepPlanPage& page) {
            for (const SweepPlanEntry& entry : page.entries) {
                remember(entry);
            }
        });
    } else {
        for (const OfflineSweep& one :
             m_options.signed_sweeps ? *m_options.signed_sweeps : std::vector<OfflineSweep>{}) {
            if (one.chain_id == m_context.job.chain.chain_id) {
                take_in(one);
            }
        }
        work_until(std::chrono::steady_clock::now() + m_options.wait);
    }
    m_context.report.open = m_context.sweeps.count_open(m_context.job.chain.chain_id);
    return std::move(m_context.report);
}

void SweepRun::work_until(std::chrono::steady_clock::time_point deadline)
{
    bool planned = false;
    base::PollPause pause;
    while (true) {
        std::size_t waiting = m_tracker.poll();
        // Planning asks the nodes about every deposit that is due, so again only when a top-up may
        // have arrived, or a batch has to be made anew.
        const bool mined = m_tracker.take_mined();
        if (mined || !planned || std::exchange(m_context.plan_again, false)) {
            waiting += start_new();
            planned = true;
        }
        if (waiting == 0 || std::chrono::steady_clock::now() >= deadline) {
            return;
        }
        if (mined) {
            pause.restart();
        }
        std::this_thread::sleep_for(pause.next());
        look_at_head();
    }
}

void SweepRun::look_at_head()
{
    m_context.head = m_context.job.client.head();
    m_context.final = final_block(m_context.job, m_context.head);
    if (m_context.tx_gas_max == 0) {
        m_context.tx_gas_max = m_context.head.gas_limit;
    }
}

DepositKeys SweepRun::deposit_keys() const
{
    if (m_options.export_unsigned) {
        return DepositKeys::elsewhere;
    }
    return m_context.keys.deposits != nullptr ? DepositKeys::here : DepositKeys::nobody;
}

/// Page by page through all that is due, so that deposits which wait never stand before those
/// behind them.
void SweepRun::plan(const std::function<void(SweepPlanPage&)>& act)
{
    SweepPlanner planner{m_context, deposit_keys()};
    // Who looks at the plan, or signs it elsewhere, wants all of it.
    const bool is_for_a_person = m_options.dry_run || m_options.export_unsigned;
    const base::UnixSeconds now_s = is_for_a_person ? kEndOfTime : m_context.job.clock.now_s();
    std::uint64_t next_index = 0;
    while (true) {
        std::vector<Payment> payments = m_context.payments.sweep_due(
            m_context.job.chain.chain_id, next_index, kPaymentsPerPage, now_s);
        if (payments.empty()) {
            return;
        }
        next_index = std::uint64_t{payments.back().derivation_index} + 1;
        keep_startable(payments);
        SweepPlanPage page = planner.plan(std::move(payments));
        if (m_options.simulate) {
            simulate(m_context, page);
        }
        act(page);
    }
}

/// Not while a transaction for the payment is under way; a top-up that is mined has done its work.
void SweepRun::keep_startable(std::vector<Payment>& payments)
{
    std::vector<std::string> ids;
    for (const Payment& payment : payments) {
        ids.push_back(payment.id);
    }
    std::map<std::string, int> failures;
    std::set<std::string> busy;
    for (const Sweep& sweep : m_context.sweeps.of_payments(ids)) {
        const bool topped_up = sweep.kind == SweepKind::topup && sweep.state == SweepState::mined;
        const bool ended = sweep.state == SweepState::final || sweep.state == SweepState::failed ||
                           sweep.state == SweepState::dropped;
        if (!topped_up && !ended) {
            busy.insert(sweep.payment_id);
        }
        const bool counts = sweep.state == SweepState::failed &&
                            sweep.created_at_s > m_context.job.clock.now_s() - kFailuresWithin_s;
        failures[sweep.payment_id] += counts ? 1 : 0;
    }
    std::erase_if(payments, [&](const Payment& payment) {
        const bool is_busy = busy.contains(payment.id);
        const bool is_hopeless = failures[payment.id] >= kFailuresMax;
        if (!is_busy && is_hopeless) {
            const std::string reason =
                fmt::format("{} sweeps of it moved nothing within a week; look at it with 'ctrip "
                            "show'",
                            failures[payment.id]);
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
            remember(page.entries.front());
            if (!m_options.dry_run) {
                store_plans(page);
            }
        }
        return is_busy || is_hopeless;
    });
}

/// The newest decision on each payment is what the report tells.
void SweepRun::remember(const SweepPlanEntry& entry)
{
    SweepReport& report = m_context.report;
    const auto [place, is_new] = m_plan_places.try_emplace(entry.payment_id, report.plan.size());
    if (is_new) {
        report.plan.push_back(entry);
    } else {
        report.plan[place->second] = entry;
    }
}

std::size_t SweepRun::start_new()
{
    std::size_t started = 0;
    m_context.report.exported.clear();
    plan([&](SweepPlanPage& page) {
        book_missing(page);
        store_plans(page);
        for (const SweepPlanEntry& entry : page.entries) {
            remember(entry);
        }
        for (const PlannedTx& planned : page.txs) {
            const bool is_deposits = planned.draft.kind == SweepTxKind::native ||
                                     planned.draft.kind == SweepTxKind::token;
            if (m_options.export_unsigned && is_deposits) {
                write_out(page, planned);
                continue;
            }
            start(page, planned);
            ++started;
        }
    });
    return started;
}

/// Where the money is not, somebody else may have brought it to the treasury.
void SweepRun::book_missing(SweepPlanPage& page)
{
    std::vector<Payment> payments;
    for (const std::size_t place : page.missing) {
        payments.push_back(page.payments[place]);
    }
    const std::set<std::string> booked = book_foreign_sweeps(m_context, payments);
    for (const std::size_t place : page.missing) {
        SweepPlanEntry& entry = page.entries[place];
        if (booked.contains(entry.payment_id)) {
            entry.reason = "somebody else's transaction took it; 'ctrip show' tells where it went";
        }
    }
}

/// What each deposit waits for, so that whoever looks later knows it too.
void SweepRun::store_plans(const SweepPlanPage& page)
{
    std::vector<std::string> ids;
    for (const SweepPlanEntry& entry : page.entries) {
        ids.push_back(entry.payment_id);
    }
    std::map<std::string, store::SweepPlan> stored;
    for (store::SweepPlan& plan : m_context.plans.of_payments(ids)) {
        stored.emplace(plan.payment_id, std::move(plan));
    }
    for (std::size_t i = 0; i < page.entries.size(); ++i) {
        const SweepPlanEntry& entry = page.entries[i];
        const auto found = stored.find(entry.payment_id);
        const store::SweepPlan* const known = found == stored.end() ? nullptr : &found->second;
        if (entry.decision == SweepDecision::done) {
            m_context.payments.clear_sweep_due(page.payments[i]);
            if (known != nullptr) {
                m_context.plans.remove(entry.payment_id, entry.token);
            }
            continue;
        }
        const bool is_missing =
            std::find(page.missing.begin(), page.missing.end(), i) != page.missing.end();
        const store::SweepPlan plan = plan_of(entry, is_missing, known);
        if (known == nullptr || plan != *known) {
            m_context.plans.put(plan);
        }
    }
}

store::SweepPlan SweepRun::plan_of(const SweepPlanEntry& entry, bool is_missing,
                                   const store::SweepPlan* known) const
{
    const base::UnixSeconds now_s = m_context.job.clock.now_s();
    store::SweepPlan plan{.payment_id = entry.payment_id,
                          .token = entry.token,
                          .state = store::SweepPlanState::planned,
                          .strategy = entry.strategy,
                          .reason = {},
                          .updated_at_s = now_s};
    if (entry.decision == SweepDecision::wait) {
        plan.state = store::SweepPlanState::blocked;
        plan.reason = entry.reason;
    } else if (entry.decision == SweepDecision::sweep && known != nullptr &&
               known->state == store::SweepPlanState::funded) {
        plan.state = known->state;
    }
    if (known != nullptr) {
        plan.searched_to_block = known->searched_to_block;
        plan.updated_at_s = known->says_the_same(plan) ? known->updated_at_s : now_s;
    }
    if (is_missing && m_context.final) {
        plan.searched_to_block = *m_context.final;
    }
    const base::UnixSeconds waited_s = now_s - plan.updated_at_s;
    if (entry.backs_off && waited_s >= kPatience_s) {
        plan.ask_at_s = now_s + std::min(waited_s / 2, kAskAgainMax_s);
    }
    return plan;
}

void SweepRun::start(const SweepPlanPage& page, const PlannedTx& planned)
{
    std::vector<Sweep> sweeps;
    for (const std::size_t place : planned.places) {
        sweeps.push_back(sweep_of(page, place, planned.draft));
    }
    const bool by_sponsor =
        planned.draft.kind == SweepTxKind::topup || planned.draft.kind == SweepTxKind::batch;
    if (by_sponsor) {
        m_sender.start(planned.draft, *m_context.keys.sponsor, sweeps);
    } else {
        m_sender.start(planned.draft,
                       m_sender.deposit_signer(page.payments[planned.places.front()]), sweeps);
    }
}

Sweep SweepRun::sweep_of(const SweepPlanPage& page, std::size_t place, const TxDraft& draft) const
{
    const Payment& payment = page.payments[place];
    const config::NativeCurrency& native = m_context.job.chain.native;
    Sweep sweep{.id = {},
                .chain_id = m_context.job.chain.chain_id,
                .payment_id = payment.id,
                .kind = SweepKind::native,
                .state = SweepState::signed_,
                .from = payment.address,
                .to = m_context.keys.treasury,
                .token = payment.token,
                .symbol = payment.symbol,
                .decimals = payment.decimals,
                .amount = page.entries[place].value,
                .tx_hash = {},
                .block_number = std::nullopt,
                .block_hash = std::nullopt,
                .fee = std::nullopt,
                .note = {},
                .created_at_s = 0};
    switch (draft.kind) {
    case SweepTxKind::native:
        sweep.amount = draft.value;
        break;
    case SweepTxKind::token:
        sweep.kind = SweepKind::token;
        break;
    case SweepTxKind::batch:
        sweep.kind = SweepKind::batch;
        break;
    case SweepTxKind::topup:
        sweep.kind = SweepKind::topup;
        sweep.from = draft.from;
        sweep.to = payment.address;
        sweep.token.reset();
        sweep.symbol = native.symbol;
        sweep.decimals = native.decimals;
        sweep.amount = draft.value;
        break;
    case SweepTxKind::deploy: // Moves nobody's money.
        break;
    }
    return sweep;
}

/// What it takes to sign it elsewhere. Nothing is stored: what is signed and never brought back
/// leaves no trace, and of two that were written out for one nonce the chain takes one.
void SweepRun::write_out(const SweepPlanPage& page, const PlannedTx& planned)
{
    const std::size_t place = planned.places.front();
    const Payment& payment = page.payments[place];
    const TxDraft& draft = planned.draft;
    m_context.report.exported.push_back(
        {.chain_id = m_context.job.chain.chain_id,
         .payment_id = payment.id,
         .index = payment.derivation_index,
         .from = draft.from,
         .treasury = m_context.keys.treasury,
         .token = payment.token,
         .symbol = payment.symbol,
         .decimals = payment.decimals,
         .amount = payment.token ? page.entries[place].value : draft.value,
         .nonce = m_sender.next_nonce(draft.from),
         .gas = draft.gas,
         .max_fee = draft.price.max_fee,
         .priority_fee =
             draft.price.base_fee ? std::optional{draft.price.priority_fee} : std::nullopt,
         .raw = {}});
}

/// One that was signed elsewhere: like any other from here on. What does not fit the books is left
/// out, and the others go on.
void SweepRun::take_in(const OfflineSweep& signed_sweep)
{
    const ChainJob& job = m_context.job;
    const auto refuse = [&](const std::string& why) {
        ++m_context.report.refused;
        job.log.error(
            "a signed sweep was not taken",
            {{"chain", job.chain.name}, {"payment", signed_sweep.payment_id}, {"why", why}});
    };
    const auto payment = m_context.payments.find(signed_sweep.payment_id);
    if (!payment || payment->chain_id != signed_sweep.chain_id ||
        payment->address != signed_sweep.from || payment->token != signed_sweep.token) {
        refuse("the database has no such payment with this address and currency");
        return;
    }
    if (signed_sweep.treasury != m_context.keys.treasury) {
        refuse(fmt::format("it pays {}, which is not the treasury",
                           signed_sweep.treasury.to_checksum()));
        return;
    }
    std::vector<Payment> startable{*payment};
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
    const bool is_token = signed_sweep.token.has_value();
    std::array sweeps{Sweep{.id = {},
                            .chain_id = signed_sweep.chain_id,
                            .payment_id = payment->id,
                            .kind = is_token ? SweepKind::token : SweepKind::native,
                            .state = SweepState::signed_,
                            .from = payment->address,
                            .to = m_context.keys.treasury,
                            .token = payment->token,
                            .symbol = payment->symbol,
                            .decimals = payment->decimals,
                            .amount = signed_sweep.amount,
                            .tx_hash = {},
                            .block_number = std::nullopt,
                            .block_hash = std::nullopt,
                            .fee = std::nullopt,
                            .note = {},
                            .created_at_s = 0}};
    m_sender.start(is_token ? SweepTxKind::token : SweepTxKind::native, payment->address,
                   signed_sweep.nonce,
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
