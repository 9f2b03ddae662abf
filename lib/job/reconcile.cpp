// SPDX-License-Identifier: MIT
#include "job/reconcile.hpp"

#include "base/error.hpp"
#include "job/reconcile/cause.hpp"
#include "job/shared/stored_tx.hpp"
#include "job/shared/sweep_receipt.hpp"
#include "payment/payment.hpp"
#include "store/chain_store.hpp"
#include "store/ledger_store.hpp"
#include "store/payment_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Address;
using evm::Amount;
using payment::Payment;
using store::Sweep;
using store::SweepKind;
using store::SweepState;

constexpr std::size_t kPaymentsPage = 500;
constexpr int kLooksMax = 3;

using Token = std::optional<Address>; ///< None: the native currency.

struct Flow
{
    Amount inflow;
    Amount outflow;
};
/// Inflow and outflow of one payment by the ledger, for each currency.
using Flows = std::map<Token, Flow>;

/// Of which of ctrip's own transactions receipts are read.
enum class Receipts : std::uint8_t
{
    of_open, ///< Only of those signed, broadcast or mined in the ledger.
    of_all,
};

/// The ids of payments with a mismatch, each once.
std::vector<std::string> different(const std::vector<ReconcileEntry>& entries)
{
    std::vector<std::string> ids;
    for (const ReconcileEntry& entry : entries) {
        const bool is_new = ids.empty() || ids.back() != entry.payment_id;
        if (!entry.difference().is_zero() && is_new) {
            ids.push_back(entry.payment_id);
        }
    }
    return ids;
}

class Reconcile
{
public:
    Reconcile(const ChainJob& job, const ReconcileSink& sink)
        : m_job(job), m_sink(sink), m_payments(job.database), m_ledger(job.database),
          m_sweeps(job.database, job.clock)
    {
    }

    ReconcileReport run();

private:
    [[nodiscard]] rpc::BlockHeader pinned_block();
    void require_canonical();
    void compare_page(const std::vector<Payment>& page);
    [[nodiscard]] std::vector<ReconcileEntry> entries_of(const std::vector<Payment>& payments,
                                                         Receipts receipts);
    [[nodiscard]] std::map<std::string, Flows> booked(const std::vector<Payment>& payments,
                                                      Receipts receipts);
    void add_sweeps(std::map<std::string, Flows>& flows, const std::vector<Sweep>& sweeps,
                    Receipts which);
    void add_replaced(std::map<const Sweep*, SweepOutcome>& outcomes,
                      const std::vector<const Sweep*>& unseen);
    void ask_chain(std::vector<ReconcileEntry>& entries);
    [[nodiscard]] Currency currency_of(const Token& token, const Payment& payment) const;
    [[nodiscard]] std::vector<Payment> look_again(std::vector<ReconcileEntry>& entries,
                                                  const std::vector<std::string>& mismatches);
    void tell(const ReconcileEntry& entry);
    [[nodiscard]] ReconcileTotal& total_of(const Currency& currency);

    const ChainJob& m_job;
    const ReconcileSink& m_sink;
    store::PaymentStore m_payments;
    store::LedgerStore m_ledger;
    store::SweepStore m_sweeps;
    ReconcileReport m_report;
};

ReconcileReport Reconcile::run()
{
    m_job.client.check_chain_id();
    m_report.block = pinned_block();
    m_report.totals.push_back({.currency = {.token = std::nullopt,
                                            .symbol = m_job.chain.native.symbol,
                                            .decimals = m_job.chain.native.decimals}});
    for (const config::Token& token : m_job.chain.tokens) {
        m_report.totals.push_back({.currency = {.token = token.address,
                                                .symbol = token.symbol,
                                                .decimals = token.decimals}});
    }
    std::optional<Address> after;
    while (true) {
        const std::vector<Payment> page =
            m_payments.page(m_job.chain.chain_id, after, kPaymentsPage);
        if (page.empty()) {
            return m_report;
        }
        after = page.back().address;
        compare_page(page);
        m_report.addresses += page.size();
    }
}

/// The cursor's block: the ledger has the transfers up to it, and none after it.
rpc::BlockHeader Reconcile::pinned_block()
{
    const std::string& chain = m_job.chain.name;
    const auto state = store::ChainStore{m_job.database, m_job.clock}.find(m_job.chain.chain_id);
    if (!state || !state->cursor) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': was never scanned, so there is nothing to compare; "
                                "run 'ctrip scan' first",
                                chain)};
    }
    const std::optional<rpc::BlockHeader> header = m_job.client.header(state->cursor->block);
    if (!header) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': the node does not show block {}, the cursor; run "
                                "again when it has caught up",
                                chain, state->cursor->block)};
    }
    if (header->hash != state->cursor->hash) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': had a reorg since the last scan (it replaced block "
                                "{}); run 'ctrip scan', then this again",
                                chain, header->number)};
    }
    return *header;
}

void Reconcile::require_canonical()
{
    const auto header = m_job.client.header(m_report.block.number);
    if (!header || header->hash != m_report.block.hash) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': had a reorg meanwhile (it replaced block {}, which "
                                "was compared); run 'ctrip scan', then this again",
                                m_job.chain.name, m_report.block.number)};
    }
}

void Reconcile::compare_page(const std::vector<Payment>& page)
{
    std::vector<ReconcileEntry> entries = entries_of(page, Receipts::of_open);
    std::vector<std::string> mismatches = different(entries);
    std::vector<Payment> payments;
    // Other runs write meanwhile: a mismatch may be half of a change of theirs.
    for (int look = 1; look < kLooksMax && !mismatches.empty(); ++look) {
        payments = look_again(entries, mismatches);
        mismatches = different(entries);
    }
    for (ReconcileEntry& entry : entries) {
        if (!entry.difference().is_zero()) {
            const auto payment =
                std::find_if(payments.begin(), payments.end(),
                             [&](const Payment& p) { return p.id == entry.payment_id; });
            find_cause(m_job, m_report.block, *payment, entry);
        }
        tell(entry);
    }
}

/// Compares these payments again, replaces their entries, and returns the payments.
std::vector<Payment> Reconcile::look_again(std::vector<ReconcileEntry>& entries,
                                           const std::vector<std::string>& mismatches)
{
    require_canonical();
    std::erase_if(entries, [&](const ReconcileEntry& entry) {
        return std::find(mismatches.begin(), mismatches.end(), entry.payment_id) !=
               mismatches.end();
    });
    // Read again: a payment that was archived meanwhile has no transfers any more.
    std::vector<Payment> payments = m_payments.of_ids(mismatches);
    std::vector<ReconcileEntry> anew = entries_of(payments, Receipts::of_all);
    require_canonical(); // So receipts and balances are of one branch.
    std::move(anew.begin(), anew.end(), std::back_inserter(entries));
    return payments;
}

std::vector<ReconcileEntry> Reconcile::entries_of(const std::vector<Payment>& payments,
                                                  Receipts receipts)
{
    std::map<std::string, Flows> flows = booked(payments, receipts);
    std::vector<ReconcileEntry> entries;
    for (const Payment& payment : payments) {
        Flows& of_payment = flows[payment.id];
        for (const ReconcileTotal& total : m_report.totals) {
            of_payment.try_emplace(total.currency.token); // Unbooked money is a mismatch too.
        }
        for (const auto& [token, flow] : of_payment) {
            entries.push_back({.payment_id = payment.id,
                               .address = payment.address,
                               .currency = currency_of(token, payment),
                               .inflow = flow.inflow,
                               .outflow = flow.outflow,
                               .on_chain = {},
                               .causes = {},
                               .explanation = {}});
        }
    }
    ask_chain(entries);
    return entries;
}

Currency Reconcile::currency_of(const Token& token, const Payment& payment) const
{
    const auto known =
        std::find_if(m_report.totals.begin(), m_report.totals.end(),
                     [&](const ReconcileTotal& total) { return total.currency.token == token; });
    if (known != m_report.totals.end()) {
        return known->currency;
    }
    const bool own = payment.token == token;
    return {.token = token,
            .symbol = own ? payment.symbol : std::string{},
            .decimals = own ? payment.decimals : 0};
}

std::map<std::string, Flows> Reconcile::booked(const std::vector<Payment>& payments,
                                               Receipts receipts)
{
    std::vector<std::string> ids;
    ids.reserve(payments.size());
    std::transform(payments.begin(), payments.end(), std::back_inserter(ids),
                   [](const Payment& payment) { return payment.id; });
    std::map<std::string, Flows> flows;
    for (const auto& sum : m_ledger.inflows(ids, m_report.block.number)) {
        flows[sum.payment_id][sum.token].inflow += sum.amount;
    }
    add_sweeps(flows, m_sweeps.of_payments(ids), receipts);
    return flows;
}

bool is_open(const Sweep& sweep)
{
    return sweep.state == SweepState::signed_ || sweep.state == SweepState::broadcast ||
           sweep.state == SweepState::mined;
}

/// The outcome by the ledger of a transaction that is final or failed; none for others.
std::optional<SweepOutcome> booked_outcome(const Sweep& sweep)
{
    const bool ended = sweep.state == SweepState::final || sweep.state == SweepState::failed;
    if (!ended || !sweep.block_number) {
        return std::nullopt;
    }
    return SweepOutcome{.block = *sweep.block_number,
                        .fee = store::is_paid_by_deposit(sweep.kind) ? sweep.fee.value_or(Amount{})
                                                                     : Amount{},
                        .left = sweep.state == SweepState::final ? sweep.amount : Amount{},
                        .along = {}};
}

/// Whether the native money that a batch moved along is stored as a sweep of its own.
bool has_native(const std::vector<Sweep>& sweeps, const Sweep& batch)
{
    return std::any_of(sweeps.begin(), sweeps.end(), [&](const Sweep& sweep) {
        return !sweep.token && sweep.payment_id == batch.payment_id &&
               sweep.tx_hash == batch.tx_hash;
    });
}

/// Any transaction of a nonce may be mined; which one is stored only by the next sweep.
void Reconcile::add_replaced(std::map<const Sweep*, SweepOutcome>& outcomes,
                             const std::vector<const Sweep*>& unseen)
{
    const std::vector<store::SweepTx> open =
        m_sweeps.open(m_job.chain.chain_id, std::numeric_limits<std::int64_t>::max());
    std::vector<std::pair<const Sweep*, const store::SweepTx*>> pairs;
    std::vector<evm::TxHash> hashes;
    for (const Sweep* sweep : unseen) {
        const auto newest = std::find_if(open.begin(), open.end(), [&](const store::SweepTx& tx) {
            return tx.hash == sweep->tx_hash;
        });
        for (const store::SweepTx& tx : open) {
            if (newest != open.end() && tx.hash != newest->hash && tx.sender == newest->sender &&
                tx.nonce == newest->nonce) {
                pairs.emplace_back(sweep, &tx);
                hashes.push_back(tx.hash);
            }
        }
    }
    const auto receipts = m_job.client.receipts(hashes);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (receipts[i]) {
            Sweep sweep = *pairs[i].first;
            if (!sweep.token) {
                sweep.amount = stored_value(*pairs[i].second).value_or(sweep.amount);
            }
            outcomes[pairs[i].first] = outcome_of(sweep, *receipts[i]);
        }
    }
}

void Reconcile::add_sweeps(std::map<std::string, Flows>& flows, const std::vector<Sweep>& sweeps,
                           Receipts which)
{
    std::vector<const Sweep*> asked;
    std::vector<evm::TxHash> hashes;
    for (const Sweep& sweep : sweeps) {
        if (which == Receipts::of_all || is_open(sweep)) {
            asked.push_back(&sweep);
            hashes.push_back(sweep.tx_hash);
        }
    }
    std::map<const Sweep*, SweepOutcome> outcomes;
    for (const Sweep& sweep : sweeps) {
        if (const auto outcome = booked_outcome(sweep)) {
            outcomes[&sweep] = *outcome;
        }
    }
    // A receipt overrides the ledger; but a node may have pruned an old one.
    const auto receipts = m_job.client.receipts(hashes);
    std::vector<const Sweep*> unseen;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if (receipts[i]) {
            outcomes[asked[i]] = outcome_of(*asked[i], *receipts[i]);
        } else if (is_open(*asked[i])) {
            unseen.push_back(asked[i]);
        }
    }
    if (which == Receipts::of_all && !unseen.empty()) {
        add_replaced(outcomes, unseen);
    }
    for (const auto& [sweep, outcome] : outcomes) {
        if (outcome.block > m_report.block.number) {
            continue;
        }
        Flows& flow = flows[sweep->payment_id];
        if (sweep->kind == SweepKind::topup) { // The sponsor pays its fee.
            flow[std::nullopt].inflow += outcome.left;
            continue;
        }
        flow[std::nullopt].outflow += outcome.fee;
        flow[sweep->token].outflow += outcome.left;
        if (!outcome.along.is_zero() && !has_native(sweeps, *sweep)) {
            flow[std::nullopt].outflow += outcome.along;
        }
    }
}

void Reconcile::ask_chain(std::vector<ReconcileEntry>& entries)
{
    std::vector<Address> addresses;
    std::vector<rpc::StateSource::TokenBalanceQuery> queries;
    for (const ReconcileEntry& entry : entries) {
        if (entry.currency.token) {
            queries.push_back({.token = *entry.currency.token, .owner = entry.address});
        } else {
            addresses.push_back(entry.address);
        }
    }
    const evm::BlockNumber at = m_report.block.number;
    const std::vector<Amount> native = m_job.client.balances(addresses, at);
    const std::vector<Amount> tokens = m_job.client.token_balances(queries, at);
    auto next_native = native.begin();
    auto next_token = tokens.begin();
    for (ReconcileEntry& entry : entries) {
        entry.on_chain = entry.currency.token ? *next_token++ : *next_native++;
    }
}

void Reconcile::tell(const ReconcileEntry& entry)
{
    const bool different = !entry.difference().is_zero();
    ReconcileTotal& total = total_of(entry.currency);
    total.inflow += entry.inflow;
    total.outflow += entry.outflow;
    total.on_chain += entry.on_chain;
    total.differences += different ? 1U : 0U;
    m_report.differences += different ? 1U : 0U;
    const bool anything = different || !entry.inflow.is_zero() || !entry.on_chain.is_zero();
    if (anything) {
        m_sink(m_report, entry);
    }
}

ReconcileTotal& Reconcile::total_of(const Currency& currency)
{
    const auto found = std::find_if(
        m_report.totals.begin(), m_report.totals.end(),
        [&](const ReconcileTotal& total) { return total.currency.token == currency.token; });
    return found != m_report.totals.end() ? *found
                                          : m_report.totals.emplace_back(ReconcileTotal{currency});
}

} // namespace

SignedAmount SignedAmount::difference(const Amount& a, const Amount& b)
{
    return a < b ? SignedAmount{true, b - a} : SignedAmount{false, a - b};
}

std::string SignedAmount::to_decimal() const
{
    return (negative ? "-" : "") + magnitude.to_decimal();
}

std::string SignedAmount::to_units(unsigned decimals) const
{
    return (negative ? "-" : "") + evm::format_units(magnitude, decimals);
}

ReconcileReport reconcile(const ChainJob& job, const ReconcileSink& sink)
{
    return Reconcile{job, sink}.run();
}

} // namespace ctrip::job
