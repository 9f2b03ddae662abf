// SPDX-License-Identifier: MIT
#include "job/sweep/foreign_sweeps.hpp"

#include "job/shared/sweep_receipt.hpp"
#include "payment/deposit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace ctrip::job {

namespace {

using payment::Deposit;
using store::Sweep;

/// Full blocks that one run reads at most, where no node has the balances of the past.
constexpr evm::BlockNumber kFullBlocksMax = 2'000;
constexpr std::uint64_t kBlocksPerRange = 100;

/// One foreign sweep: payment, transaction, token and recipient.
using SeenKey = std::tuple<std::string, evm::TxHash, std::optional<evm::Address>, evm::Address>;

/// The last fall of a balance to zero: above `low` it was not zero, in `high` it is.
struct Fall
{
    const Deposit* payment = nullptr;
    evm::BlockNumber low = 0;
    evm::BlockNumber high = 0;
    bool is_known = true; ///< The balances of the blocks between are, too.
};

class ForeignSweeps
{
public:
    explicit ForeignSweeps(SweepContext& context) : m_context(context) {}

    std::vector<ForeignSearch> book(const std::vector<Deposit>& payments);

private:
    using Owners = std::map<evm::Address, const Deposit*>;

    void find_tokens(const evm::Address& token, const std::vector<const Deposit*>& payments);
    void find_natives(const std::vector<const Deposit*>& payments);
    [[nodiscard]] std::vector<const Deposit*> find_by_balance(std::vector<Fall>&& falls);
    void read_full(evm::BlockNumber from, evm::BlockNumber to, const Owners& owners);
    [[nodiscard]] std::optional<evm::BlockNumber> first_block(const Deposit& payment);
    void add(const std::vector<evm::Transfer>& transfers, const Owners& owners);
    void keep_proved();
    void hold_back(const Sweep& sweep, const std::string& why);
    [[nodiscard]] bool is_by_issuer(const Sweep& sweep);
    void book(Sweep& sweep);

    SweepContext& m_context;
    std::map<SeenKey, Sweep> m_found;
    std::map<const Deposit*, evm::BlockNumber> m_searched_to;
};

/// By the place of each deposit.
std::vector<ForeignSearch> ForeignSweeps::book(const std::vector<Deposit>& payments)
{
    if (!m_context.final) {
        return std::vector<ForeignSearch>(payments.size());
    }
    std::map<evm::Address, std::vector<const Deposit*>> by_token;
    std::vector<const Deposit*> natives;
    for (const Deposit& payment : payments) {
        (payment.token ? by_token[*payment.token] : natives).push_back(&payment);
    }
    for (const auto& [token, of_token] : by_token) {
        find_tokens(token, of_token);
    }
    find_natives(natives);
    keep_proved();
    std::set<std::string> booked;
    for (auto& [key, sweep] : m_found) {
        book(sweep);
        booked.insert(sweep.payment_id);
    }
    std::vector<ForeignSearch> searches;
    for (const Deposit& payment : payments) {
        const auto searched = m_searched_to.find(&payment);
        searches.push_back({.is_booked = booked.contains(payment.id),
                            .searched_to = searched == m_searched_to.end()
                                               ? std::nullopt
                                               : std::optional{searched->second}});
    }
    return searches;
}

void ForeignSweeps::find_tokens(const evm::Address& token,
                                const std::vector<const Deposit*>& payments)
{
    Owners owners;
    std::vector<evm::Address> addresses;
    std::optional<evm::BlockNumber> from;
    for (const Deposit* payment : payments) {
        owners[payment->address] = payment;
        addresses.push_back(payment->address);
        if (const auto first = first_block(*payment)) {
            from = from ? std::min(*from, *first) : first;
        }
        m_searched_to[payment] = *m_context.final;
    }
    if (!from || *from > *m_context.final) {
        return;
    }
    rpc::ChainClient& client = m_context.job.client;
    add(client.sent_tokens(token, addresses, *from, *m_context.final), owners);
    add(client.native_sweeps(addresses, *from, *m_context.final), owners);
}

/// No event shows the native money that an account sends by a transaction of its own.
void ForeignSweeps::find_natives(const std::vector<const Deposit*>& payments)
{
    Owners owners;
    std::vector<evm::Address> addresses;
    std::vector<Fall> falls;
    std::optional<evm::BlockNumber> from;
    for (const Deposit* payment : payments) {
        m_searched_to[payment] = *m_context.final;
        const auto first = first_block(*payment);
        if (!first || *first > *m_context.final) {
            continue;
        }
        from = from ? std::min(*from, *first) : first;
        owners[payment->address] = payment;
        addresses.push_back(payment->address);
        falls.push_back({.payment = payment, .low = *first, .high = *m_context.final});
    }
    if (!from) {
        return;
    }
    add(m_context.job.client.native_sweeps(addresses, *from, *m_context.final), owners);
    const std::vector<const Deposit*> left = find_by_balance(std::move(falls));
    if (left.empty()) {
        return;
    }
    owners.clear();
    from.reset();
    for (const Deposit* payment : left) {
        const auto first = first_block(*payment);
        from = from ? std::min(*from, *first) : first;
    }
    const evm::BlockNumber to = std::min(*m_context.final, *from + kFullBlocksMax - 1);
    for (const Deposit* payment : left) {
        const auto first = first_block(*payment);
        if (*first <= to) {
            owners[payment->address] = payment;
            m_searched_to[payment] = to;
        } else {
            m_searched_to.erase(payment);
        }
    }
    read_full(*from, to, owners);
}

/// Reads the blocks in which balances fell to zero. Returns the deposits of which no node has the
/// past balances.
std::vector<const Deposit*> ForeignSweeps::find_by_balance(std::vector<Fall>&& falls)
{
    const rpc::BlockRef seen{.number = m_context.head.number, .hash = m_context.head.hash};
    const auto ask = [&](const std::function<evm::BlockNumber(const Fall&)>& block_of) {
        std::vector<rpc::StateSource::PastBalanceQuery> queries;
        queries.reserve(falls.size());
        for (const Fall& fall : falls) {
            queries.push_back(
                {.owner = fall.payment->address, .token = std::nullopt, .at = block_of(fall)});
        }
        return m_context.job.client.past_balances(seen, queries);
    };
    const auto at_low = ask([](const Fall& fall) { return fall.low; });
    for (std::size_t i = 0; i < falls.size(); ++i) {
        falls[i].is_known = at_low[i] && !at_low[i]->is_zero();
    }
    const auto is_narrow = [](const Fall& fall) {
        return !fall.is_known || fall.high - fall.low <= 1;
    };
    while (!std::all_of(falls.begin(), falls.end(), is_narrow)) {
        const auto middle = [](const Fall& fall) { return fall.low + (fall.high - fall.low) / 2; };
        const auto balances = ask(middle);
        for (std::size_t i = 0; i < falls.size(); ++i) {
            if (is_narrow(falls[i])) {
                continue;
            }
            falls[i].is_known = balances[i].has_value();
            (balances[i] && balances[i]->is_zero() ? falls[i].high : falls[i].low) =
                middle(falls[i]);
        }
    }
    std::map<evm::BlockNumber, Owners> by_block;
    std::vector<const Deposit*> unknown;
    for (const Fall& fall : falls) {
        if (fall.is_known) {
            by_block[fall.high][fall.payment->address] = fall.payment;
        } else {
            unknown.push_back(fall.payment);
        }
    }
    for (const auto& [block, owners] : by_block) {
        read_full(block, block, owners);
    }
    return unknown;
}

void ForeignSweeps::read_full(evm::BlockNumber from, evm::BlockNumber to, const Owners& owners)
{
    m_context.job.client.read_blocks(from, to, kBlocksPerRange,
                                     {.native = true,
                                      .tokens = {},
                                      .recipients = {},
                                      .may_be_ours = [](const evm::Address&) { return true; }},
                                     [&](const rpc::BlockRange& range) {
                                         add(range.transfers, owners);
                                         return true;
                                     });
}

/// Nothing leaves before the first money has come, and no block is searched twice.
std::optional<evm::BlockNumber> ForeignSweeps::first_block(const Deposit& payment)
{
    std::optional<evm::BlockNumber> first;
    for (const payment::Booking& booking : m_context.transfers.bookings(payment.id)) {
        const evm::BlockNumber block = booking.transfer.block_number;
        if (booking.transfer.token == payment.token && !booking.orphaned) {
            first = first ? std::min(*first, block) : block;
        }
    }
    const std::array ids{payment.id};
    for (const store::SweepPlan& plan : m_context.plans.of_payments(ids)) {
        if (first && plan.token == payment.token) {
            first = std::max(*first, plan.searched_to_block + 1);
        }
    }
    return first;
}

void ForeignSweeps::add(const std::vector<evm::Transfer>& transfers, const Owners& owners)
{
    std::set<std::tuple<std::string, evm::TxHash, std::optional<evm::Address>>> known;
    std::vector<std::string> ids;
    ids.reserve(owners.size());
    for (const auto& [address, payment] : owners) {
        ids.push_back(payment->id);
    }
    for (const Sweep& sweep : m_context.sweeps.of_payments(ids)) {
        if (sweep.state != store::SweepState::dropped) {
            known.emplace(sweep.payment_id, sweep.tx_hash, sweep.token);
        }
    }
    for (const evm::Transfer& transfer : transfers) {
        const auto owner = owners.find(transfer.from);
        if (owner == owners.end() || transfer.to == transfer.from ||
            known.contains({owner->second->id, transfer.tx_hash, transfer.token})) {
            continue;
        }
        const Deposit& payment = *owner->second;
        const config::NativeCurrency& native = m_context.job.chain.native;
        const bool is_own_tx = !transfer.token && !transfer.is_event();
        // The event of the Sweeper has no recipient: it is always the treasury.
        const evm::Address to = transfer.token || is_own_tx ? transfer.to : m_context.keys.treasury;
        const auto [place, is_new] = m_found.try_emplace(
            SeenKey{payment.id, transfer.tx_hash, transfer.token, to},
            Sweep{.id = {},
                  .chain_id = m_context.job.chain.chain_id,
                  .payment_id = payment.id,
                  .kind = is_own_tx ? store::SweepKind::native : store::SweepKind::foreign,
                  .state = store::SweepState::final,
                  .from = payment.address,
                  .to = to,
                  .token = transfer.token,
                  .symbol = transfer.token ? payment.symbol : native.symbol,
                  .decimals = transfer.token ? payment.decimals : native.decimals,
                  .amount = {},
                  .tx_hash = transfer.tx_hash,
                  .block_number = transfer.block_number,
                  .block_hash = transfer.block_hash,
                  .fee = evm::Amount{},
                  .note =
                      to != m_context.keys.treasury
                          ? fmt::format("went to {}, which is not the treasury", to.to_checksum())
                      : is_own_tx ? "swept by a transaction that this database did not have"
                                  : "swept by somebody else",
                  .created_at_s = 0});
        place->second.amount += transfer.amount;
    }
}

/// Keeps what the receipts of the transactions show, with a quorum the receipts of that many nodes.
void ForeignSweeps::keep_proved()
{
    std::vector<evm::TxHash> hashes;
    for (const auto& [key, sweep] : m_found) {
        hashes.push_back(sweep.tx_hash);
    }
    const auto receipts = m_context.job.client.receipts(hashes);
    std::vector<rpc::Receipt> shown;
    for (const auto& receipt : receipts) {
        if (receipt) {
            shown.push_back(*receipt);
        }
    }
    const std::vector<bool> agreed = m_context.quorum.agreed(shown);
    std::size_t place = 0;
    std::size_t next = 0;
    for (auto found = m_found.begin(); found != m_found.end(); ++place) {
        Sweep& sweep = found->second;
        const std::optional<rpc::Receipt>& receipt = receipts[place];
        const bool is_agreed = receipt && agreed[next++];
        const bool is_proved = receipt && receipt->block_hash == sweep.block_hash &&
                               moved_by(sweep, *receipt) == sweep.amount;
        if (!is_agreed || !is_proved) {
            hold_back(sweep, !receipt     ? "it has no receipt"
                             : !is_agreed ? "the quorum of nodes does not show its receipt"
                                          : "its receipt shows something else");
            found = m_found.erase(found);
            continue;
        }
        if (store::is_paid_by_deposit(sweep.kind)) {
            sweep.fee = receipt->fee();
        }
        ++found;
    }
}

/// The deposit is searched again in the next run.
void ForeignSweeps::hold_back(const Sweep& sweep, const std::string& why)
{
    std::erase_if(m_searched_to,
                  [&](const auto& searched) { return searched.first->id == sweep.payment_id; });
    m_context.quorum.hold_back("a foreign sweep is not booked: " + why,
                               {{"payment", sweep.payment_id}, {"tx", sweep.tx_hash.to_hex()}});
}

/// Whether a token left in a transaction that its address did not send.
bool ForeignSweeps::is_by_issuer(const Sweep& sweep)
{
    if (!sweep.token || sweep.to == m_context.keys.treasury) {
        return false;
    }
    const std::optional<rpc::Transaction> tx = m_context.job.client.transaction(sweep.tx_hash);
    return tx && tx->from != sweep.from;
}

void ForeignSweeps::book(Sweep& sweep)
{
    const bool is_home = sweep.to == m_context.keys.treasury;
    const bool by_issuer = is_by_issuer(sweep);
    if (by_issuer) {
        sweep.note = sweep.to == evm::Address{}
                         ? "burnt by its issuer"
                         : fmt::format("taken back by its issuer, to {}", sweep.to.to_checksum());
    }
    m_context.report.settled += store::retry_conflicts([&] {
        std::uint64_t settled = 0;
        store::DbTransaction transaction{m_context.job.database};
        m_context.sweeps.insert(sweep);
        if (is_home) {
            m_context.queue.set_swept(sweep.payment_id, sweep.token);
            for (const payment::Event event :
                 m_context.statuses.reassess(sweep.payment_id, m_context.head.number)) {
                settled += event == payment::Event::settled ? 1 : 0;
            }
        }
        transaction.commit();
        return settled;
    });
    const base::LogFields fields{{"chain", m_context.job.chain.name},
                                 {"payment", sweep.payment_id},
                                 {"tx", sweep.tx_hash.to_hex()},
                                 {"what", sweep.note}};
    if (is_home) {
        m_context.job.log.info("a foreign sweep moved a deposit to the treasury", fields);
    } else if (by_issuer) {
        m_context.job.log.error("a token left a deposit in a transaction that the deposit did not "
                                "send: its issuer took it back or burnt it, unless its key signed "
                                "a permit; ask the issuer",
                                fields);
    } else {
        m_context.job.log.error("a foreign transaction moved a deposit's money to an address that "
                                "is not the treasury; there is another holder of its key",
                                fields);
    }
}

} // namespace

std::vector<ForeignSearch> book_foreign_sweeps(SweepContext& context,
                                               const std::vector<Deposit>& payments)
{
    return ForeignSweeps{context}.book(payments);
}

} // namespace ctrip::job
