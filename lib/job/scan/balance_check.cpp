// SPDX-License-Identifier: MIT
#include "job/scan/balance_check.hpp"

#include "base/error.hpp"
#include "job/scan/balance_ledger.hpp"
#include "job/scan/balance_search.hpp"
#include "job/scan/block_time.hpp"
#include "job/scan/change_transfers.hpp"
#include "job/scan/native_logs.hpp"
#include "job/shared/own_money.hpp"
#include "job/shared/status_log.hpp"
#include "payment/ledger.hpp"
#include "payment/payment.hpp"
#include "store/balance_store.hpp"
#include "store/payment_store.hpp"
#include "store/status_writer.hpp"
#include "store/sweep_store.hpp"
#include "store/transfer_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace ctrip::job {

namespace {

using payment::Payment;

constexpr base::UnixSeconds kHour_s = 3600;

class BalanceCheck
{
public:
    BalanceCheck(const ChainJob& job, evm::BlockNumber head, QuorumCheck& quorum)
        : m_job(job), m_head(head), m_quorum(quorum), m_payments(job.database),
          m_transfers(job.database),
          m_statuses(job.database, job.clock, log_changes(job.log, job.chain.name)),
          m_chains(job.database, job.clock), m_sweeps(job.database, job.clock),
          m_balances(job.database), m_native_logs(job)
    {
    }

    BalanceReport run();

private:
    using Sweeps = std::vector<store::Sweep>;

    [[nodiscard]] std::map<std::string, Sweeps> sweeps_of_paid();
    [[nodiscard]] std::vector<std::optional<evm::Amount>>
    balances_of(const std::vector<evm::Address>& addresses);
    void compare(const std::vector<std::optional<evm::Amount>>& balances);
    void compare_one(const Payment& payment, const evm::Amount& balance, const Sweeps& sweeps);
    [[nodiscard]] bool settle_sweeps(Sweeps& sweeps);
    void search_all();
    void drop_disputed();
    [[nodiscard]] std::string why_disputed(const BalanceHit& hit,
                                           const std::vector<rpc::NodeBalances>& nodes,
                                           std::size_t place) const;
    void log_base_line(const BalanceHit& hit) const;
    [[nodiscard]] evm::BlockNumber first_block_since(base::UnixSeconds time_s);
    void book();
    void book_hit(const BalanceHit& hit);
    [[nodiscard]] bool is_unchanged(const BalanceHit& hit);
    void warn(const std::string& text) const
    {
        m_job.log.warning(text, {{"chain", m_job.chain.name}});
    }

    const ChainJob& m_job;
    evm::BlockNumber m_head;
    QuorumCheck& m_quorum;
    store::PaymentStore m_payments;
    store::TransferStore m_transfers;
    store::StatusWriter m_statuses;
    store::ChainStore m_chains;
    store::SweepStore m_sweeps;
    store::BalanceStore m_balances;
    NativeLogs m_native_logs;
    store::Cursor m_cursor;
    std::vector<Payment> m_asked;
    std::vector<BalanceHit> m_hits;
    std::set<std::string> m_unclear; ///< Ids of payments that can't be checked in this run.
    std::uint64_t m_less = 0;        ///< Addresses with less than the ledger says.
    std::map<base::UnixSeconds, evm::BlockNumber> m_first_blocks;
    BalanceReport m_report;
};

BalanceReport BalanceCheck::run()
{
    const std::optional<store::ChainState> chain = m_chains.find(m_job.chain.chain_id);
    if (!chain || !chain->cursor) {
        return {};
    }
    m_cursor = *chain->cursor;
    m_asked = m_balances.due(m_job.chain.chain_id, m_cursor, m_job.chain.balances_per_run);
    if (m_asked.empty()) {
        return {};
    }
    std::vector<evm::Address> addresses;
    for (const Payment& payment : m_asked) {
        addresses.push_back(payment.address);
    }
    const std::vector<std::optional<evm::Amount>> balances = balances_of(addresses);
    if (std::none_of(balances.begin(), balances.end(), [](const auto& one) { return one; })) {
        warn(fmt::format(
            "no node has the state of block {}, the cursor; balances are not checked in this run",
            m_cursor.block));
        return {};
    }
    compare(balances);
    if (m_less > 0) {
        warn(fmt::format(
            "{} addresses have less native currency than was booked; 'ctrip reconcile' names them",
            m_less));
    }
    search_all();
    if (m_quorum.is_needed() && !m_hits.empty()) {
        drop_disputed();
    }
    for (const BalanceHit& hit : m_hits) {
        log_base_line(hit);
        if (hit.search.changes.empty() && !hit.search.finished) {
            m_unclear.insert(hit.payment->id);
        }
    }
    std::erase_if(m_hits, [](const BalanceHit& hit) {
        return hit.search.changes.empty() && hit.search.base_line.is_zero();
    });
    find_transfers(m_job, m_cursor, m_hits);
    book();
    return m_report;
}

/// None: no node tells it.
std::vector<std::optional<evm::Amount>>
BalanceCheck::balances_of(const std::vector<evm::Address>& addresses)
{
    const rpc::BlockRef at{.number = m_cursor.block, .hash = m_cursor.hash};
    if (const auto all = m_job.client.balances_at(at, addresses)) {
        return {all->begin(), all->end()};
    }
    // It may be one address whose balance no node tells: the others are read by themselves.
    std::vector<rpc::StateSource::PastBalanceQuery> queries;
    queries.reserve(addresses.size());
    for (const evm::Address& address : addresses) {
        queries.push_back({.owner = address, .token = std::nullopt, .at = m_cursor.block});
    }
    return m_job.client.past_balances(at, queries);
}

/// Only of payments to which something came: others are never swept.
std::map<std::string, BalanceCheck::Sweeps> BalanceCheck::sweeps_of_paid()
{
    std::vector<std::string> ids;
    for (const Payment& payment : m_asked) {
        if (!payment.received.is_zero() || payment.other_transfers > 0) {
            ids.push_back(payment.id);
        }
    }
    std::map<std::string, Sweeps> sweeps;
    for (store::Sweep& sweep : m_sweeps.of_payments(ids)) {
        if (sweep.state != store::SweepState::dropped) {
            sweeps[sweep.payment_id].push_back(std::move(sweep));
        }
    }
    return sweeps;
}

void BalanceCheck::compare(const std::vector<std::optional<evm::Amount>>& balances)
{
    const std::map<std::string, Sweeps> sweeps = sweeps_of_paid();
    const Sweeps none;
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        const Payment& payment = m_asked[i];
        if (!balances[i]) {
            m_unclear.insert(payment.id);
            m_job.log.warning(fmt::format("no node tells the balance of an address at block {}; "
                                          "it is asked for again in the next run",
                                          m_cursor.block),
                              {{"chain", m_job.chain.name},
                               {"payment", payment.id},
                               {"address", payment.address.to_checksum()}});
            continue;
        }
        const evm::Amount& balance = *balances[i];
        const auto found = sweeps.find(payment.id);
        const evm::Amount received = payment.token ? evm::Amount{} : payment.received;
        if (found == sweeps.end() && balance == received + payment.base_line) {
            continue; // Nearly all of them.
        }
        if (payment.token && balance.is_zero()) {
            continue; // Nothing came, or it was spent as gas or swept since.
        }
        compare_one(payment, balance, found == sweeps.end() ? none : found->second);
    }
}

void BalanceCheck::compare_one(const Payment& payment, const evm::Amount& balance,
                               const Sweeps& sweeps)
{
    BalanceHit hit{.payment = &payment,
                   .created_at_s = payment.created_at_s,
                   .created_block = payment.created_block,
                   .base_line = payment.base_line,
                   .bookings = m_transfers.bookings(payment.id),
                   .mismatch = {},
                   .search = {},
                   .transfers = {}};
    hit.mismatch = {.address = payment.address,
                    .ledger = ledger_of(hit, sweeps),
                    .balance = balance,
                    .known_to = {}};
    if (payment.asked_block.value_or(0) > 0) {
        hit.mismatch.known_to = payment.asked_block;
    }
    const auto is_right = [&] {
        const AddressLedger::Sums sums = hit.mismatch.ledger.at(m_cursor.block, balance);
        return sums.has == sums.booked;
    };
    // For a transaction under way the ledger may be behind the chain. It may even match by that: an
    // inflow that equals a mined sweep which the ledger does not have as mined.
    const bool under_way = std::any_of(sweeps.begin(), sweeps.end(), [](const auto& sweep) {
        return sweep.state != store::SweepState::final && sweep.state != store::SweepState::failed;
    });
    if (!under_way && is_right()) {
        return;
    }
    if (!sweeps.empty()) {
        Sweeps settled = sweeps;
        if (!settle_sweeps(settled)) {
            m_unclear.insert(payment.id);
            return;
        }
        hit.mismatch.ledger = ledger_of(hit, settled);
        if (is_right()) {
            return;
        }
    }
    if (has_more(hit.mismatch.ledger.at(m_cursor.block, balance), {})) {
        m_hits.push_back(std::move(hit));
    } else if (sweeps.empty()) { // Some chains charge more for a transaction than its receipt says.
        ++m_less;
    }
}

/// Updates the sweeps by their receipts. False where a mined one has no receipt: a reorg may be
/// under way.
bool BalanceCheck::settle_sweeps(Sweeps& sweeps)
{
    using store::SweepState;
    std::vector<evm::TxHash> hashes;
    for (const store::Sweep& sweep : sweeps) {
        hashes.push_back(sweep.tx_hash);
    }
    const auto receipts = m_job.client.receipts(hashes);
    for (std::size_t i = 0; i < sweeps.size(); ++i) {
        store::Sweep& sweep = sweeps[i];
        if (receipts[i]) {
            sweep.state = receipts[i]->succeeded ? SweepState::mined : SweepState::failed;
            sweep.block_number = receipts[i]->block_number;
            sweep.fee = receipts[i]->fee();
        } else if (sweep.block_number) {
            return false;
        }
    }
    return true;
}

void BalanceCheck::search_all()
{
    std::vector<BalanceMismatch> mismatches;
    for (const BalanceHit& hit : m_hits) {
        mismatches.push_back(hit.mismatch);
    }
    const auto first_block = [this](std::size_t place) {
        const BalanceHit& hit = m_hits[place];
        const base::UnixSeconds from_s = hit.created_at_s - payment::kClockSkew_s;
        return std::max(first_block_since(from_s - from_s % kHour_s),
                        hit.created_block.value_or(0));
    };
    std::vector<SearchResult> search =
        search_balances(m_job.client, mismatches,
                        {.seen_from = {.number = m_cursor.block, .hash = m_cursor.hash},
                         .first_block = first_block});
    for (std::size_t i = 0; i < m_hits.size(); ++i) {
        m_hits[i].search = std::move(search[i]);
    }
}

/// Empties the results of hits whose balances the nodes of the quorum do not all show.
void BalanceCheck::drop_disputed()
{
    std::vector<rpc::StateSource::PastBalanceQuery> queries;
    for (BalanceHit& hit : m_hits) {
        hit.search.facts.insert(hit.search.facts.begin(), {m_cursor.block, hit.mismatch.balance});
        for (const auto& [block, amount] : hit.search.facts) {
            queries.push_back({.owner = hit.mismatch.address, .token = std::nullopt, .at = block});
        }
    }
    const auto nodes =
        m_quorum.balances({.number = m_cursor.block, .hash = m_cursor.hash}, queries);
    std::size_t place = 0;
    for (BalanceHit& hit : m_hits) {
        const std::string why = nodes.empty() ? "" : why_disputed(hit, nodes, place);
        place += hit.search.facts.size();
        if (!why.empty()) {
            m_quorum.hold_back(
                "the nodes differ on the balance of an address; what came there is "
                "not booked: " +
                    why,
                {{"payment", hit.payment->id}, {"address", hit.mismatch.address.to_checksum()}});
        }
        if (nodes.empty() || !why.empty()) {
            hit.search = {.changes = {}, .finished = false};
        }
    }
}

/// Empty where all nodes show the balances of a hit, whose first query is at `place`. A node may
/// not have older states any more, but for money that is not to count.
std::string BalanceCheck::why_disputed(const BalanceHit& hit,
                                       const std::vector<rpc::NodeBalances>& nodes,
                                       std::size_t place) const
{
    for (const rpc::NodeBalances& node : nodes) {
        for (std::size_t i = 0; i < hit.search.facts.size(); ++i) {
            const auto& [block, amount] = hit.search.facts[i];
            const std::optional<evm::Amount>& shown = node.balances[place + i];
            if (shown && *shown != amount) {
                return fmt::format("node {} shows {} instead of {} at block {}", node.node,
                                   shown->to_decimal(), amount.to_decimal(), block);
            }
            if (!shown && (block == m_cursor.block || !hit.search.base_line.is_zero())) {
                return fmt::format("node {} shows no balance at block {}", node.node, block);
            }
        }
    }
    return {};
}

void BalanceCheck::log_base_line(const BalanceHit& hit) const
{
    const evm::Amount& amount = hit.search.base_line;
    if (amount.is_zero()) {
        return;
    }
    const config::NativeCurrency& native = m_job.chain.native;
    m_job.log.warning(
        hit.search.is_proved
            ? "money from before its payment was made does not count; see who used its address "
              "before"
            : "no node has the state that shows since when this money is there, so it does not "
              "count; where a payer sent it, 'ctrip scan --tx HASH' books it",
        {{"chain", m_job.chain.name},
         {"payment", hit.payment->id},
         {"address", hit.payment->address.to_checksum()},
         {"amount", evm::format_units(amount, native.decimals) + " " + native.symbol}});
}

evm::BlockNumber BalanceCheck::first_block_since(base::UnixSeconds time_s)
{
    const auto known = m_first_blocks.find(time_s);
    if (known != m_first_blocks.end()) {
        return known->second;
    }
    const evm::BlockNumber block =
        last_block_before(m_job.client, time_s, m_cursor.block, m_cursor.time_s);
    m_first_blocks.emplace(time_s, block);
    return block;
}

/// Whether the comparison still holds: another process may have booked meanwhile.
bool BalanceCheck::is_unchanged(const BalanceHit& hit)
{
    const auto native = [](const std::vector<payment::Booking>& bookings) {
        std::set<std::tuple<evm::TxHash, std::int64_t, evm::BlockHash>> keys;
        for (const payment::Booking& booking : bookings) {
            if (is_native(booking)) {
                keys.emplace(booking.transfer.tx_hash, booking.transfer.log_index,
                             booking.transfer.block_hash);
            }
        }
        return keys;
    };
    return native(hit.bookings) == native(m_transfers.bookings(hit.payment->id));
}

void BalanceCheck::book_hit(const BalanceHit& hit)
{
    const bool late_counts = m_job.config.payments.late == config::LatePolicy::accept;
    const std::optional<Payment> payment = m_payments.find(hit.payment->id);
    if (!payment) {
        return; // It was archived meanwhile.
    }
    if (!hit.search.base_line.is_zero()) {
        m_balances.set_base_line(payment->id, payment->base_line + hit.search.base_line);
    }
    const OwnMoney own{m_job.database, own_sources(m_job), hit.transfers};
    for (const evm::Transfer& transfer : hit.transfers) {
        const payment::Booking booking{
            .transfer = transfer,
            .payment_id = payment->id,
            .standing = payment::standing_of(
                *payment, transfer, {.late_counts = late_counts, .is_own = own.has(transfer)})};
        if (m_transfers.book(booking, m_job.chain.chain_id)) {
            ++m_report.transfers;
            m_native_logs.refute(transfer.block_number);
            log_uncounted(m_job, booking);
        }
    }
    static_cast<void>(m_statuses.reassess(payment->id, m_head));
}

/// Books all hits, and stores which addresses were read, in one DbTransaction.
void BalanceCheck::book()
{
    std::sort(m_hits.begin(), m_hits.end(), [](const BalanceHit& a, const BalanceHit& b) {
        return a.payment->id < b.payment->id;
    });
    store::retry_conflicts([&] {
        m_report = {};
        store::DbTransaction transaction{m_job.database};
        m_chains.hold(m_job.chain.chain_id);
        const auto cursor = m_chains.find(m_job.chain.chain_id)->cursor;
        if (!cursor || cursor->hash != m_cursor.hash) {
            return; // Another run moved the cursor: these balances are of another block.
        }
        std::set<std::string> ids;
        for (const Payment& payment : m_asked) {
            ids.insert(payment.id);
        }
        m_balances.hold({std::vector<std::string>(ids.begin(), ids.end())});
        for (const std::string& id : m_unclear) {
            ids.erase(id);
        }
        for (const BalanceHit& hit : m_hits) {
            const bool unchanged = is_unchanged(hit);
            if (unchanged) {
                book_hit(hit);
            }
            if (!unchanged || !hit.search.finished) {
                ids.erase(hit.payment->id);
            }
        }
        m_balances.set_asked(std::vector<std::string>(ids.begin(), ids.end()), m_cursor);
        m_report.asked = ids.size();
        transaction.commit();
    });
}

} // namespace

BalanceReport check_balances(const ChainJob& job, evm::BlockNumber head, QuorumCheck& quorum)
{
    switch (job.chain.internal_transfers) {
    case config::InternalTransfers::auto_:
    case config::InternalTransfers::balances:
        return BalanceCheck{job, head, quorum}.run();
    case config::InternalTransfers::traces:
    case config::InternalTransfers::off:
        break;
    }
    return {};
}

} // namespace ctrip::job
