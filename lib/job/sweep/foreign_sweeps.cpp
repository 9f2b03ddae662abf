// SPDX-License-Identifier: MIT
#include "job/sweep/foreign_sweeps.hpp"

#include "payment/deposit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace ctrip::job {

namespace {

using payment::Deposit;
using store::Sweep;

/// One foreign sweep: payment, transaction, token and recipient.
using SeenKey = std::tuple<std::string, evm::TxHash, std::optional<evm::Address>, evm::Address>;

class ForeignSweeps
{
public:
    explicit ForeignSweeps(SweepContext& context) : m_context(context) {}

    std::set<std::string> book(const std::vector<Deposit>& payments);

private:
    void find(const evm::Address& token, const std::vector<const Deposit*>& payments);
    [[nodiscard]] std::optional<evm::BlockNumber> first_block(const Deposit& payment);
    void add(const std::vector<evm::Transfer>& transfers,
             const std::map<evm::Address, const Deposit*>& owners);
    void book(const Deposit& payment, Sweep& sweep);

    SweepContext& m_context;
    std::map<SeenKey, Sweep> m_found;
    std::map<std::string, const Deposit*> m_payments;
};

std::set<std::string> ForeignSweeps::book(const std::vector<Deposit>& payments)
{
    std::map<evm::Address, std::vector<const Deposit*>> by_token;
    for (const Deposit& payment : payments) {
        if (payment.token) {
            by_token[*payment.token].push_back(&payment);
            m_payments[payment.id] = &payment;
        }
    }
    for (const auto& [token, of_token] : by_token) {
        find(token, of_token);
    }
    std::set<std::string> booked;
    for (auto& [key, sweep] : m_found) {
        book(*m_payments.at(sweep.payment_id), sweep);
        booked.insert(sweep.payment_id);
    }
    return booked;
}

void ForeignSweeps::find(const evm::Address& token, const std::vector<const Deposit*>& payments)
{
    std::map<evm::Address, const Deposit*> owners;
    std::vector<evm::Address> addresses;
    std::optional<evm::BlockNumber> from;
    for (const Deposit* payment : payments) {
        owners[payment->address] = payment;
        addresses.push_back(payment->address);
        if (const auto first = first_block(*payment)) {
            from = from ? std::min(*from, *first) : first;
        }
    }
    if (!from || !m_context.final || *from > *m_context.final) {
        return;
    }
    rpc::ChainClient& client = m_context.job.client;
    add(client.sent_tokens(token, addresses, *from, *m_context.final), owners);
    add(client.native_sweeps(addresses, *from, *m_context.final), owners);
}

/// Nothing leaves before the first money has come, and no block is searched twice.
std::optional<evm::BlockNumber> ForeignSweeps::first_block(const Deposit& payment)
{
    std::optional<evm::BlockNumber> first;
    for (const payment::Booking& booking : m_context.transfers.bookings(payment.id)) {
        const evm::BlockNumber block = booking.transfer.block_number;
        first = first ? std::min(*first, block) : block;
    }
    const std::array ids{payment.id};
    for (const store::SweepPlan& plan : m_context.plans.of_payments(ids)) {
        if (first && plan.token == payment.token) {
            first = std::max(*first, plan.searched_to_block + 1);
        }
    }
    return first;
}

void ForeignSweeps::add(const std::vector<evm::Transfer>& transfers,
                        const std::map<evm::Address, const Deposit*>& owners)
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
        // The event of the Sweeper has no recipient: it is always the treasury.
        const evm::Address to = transfer.token ? transfer.to : m_context.keys.treasury;
        const auto [place, is_new] = m_found.try_emplace(
            SeenKey{payment.id, transfer.tx_hash, transfer.token, to},
            Sweep{.id = {},
                  .chain_id = m_context.job.chain.chain_id,
                  .payment_id = payment.id,
                  .kind = store::SweepKind::foreign,
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
                      to == m_context.keys.treasury
                          ? "swept by somebody else"
                          : fmt::format("went to {}, which is not the treasury", to.to_checksum()),
                  .created_at_s = 0});
        place->second.amount += transfer.amount;
    }
}

void ForeignSweeps::book(const Deposit& payment, Sweep& sweep)
{
    const bool is_home = sweep.to == m_context.keys.treasury;
    m_context.report.settled += store::retry_conflicts([&] {
        std::uint64_t settled = 0;
        store::DbTransaction transaction{m_context.job.database};
        m_context.sweeps.insert(sweep);
        if (is_home && sweep.token == payment.token) {
            m_context.queue.set_swept(payment.id);
            for (const payment::Event event :
                 m_context.statuses.reassess(payment.id, m_context.head.number)) {
                settled += event == payment::Event::settled ? 1 : 0;
            }
        }
        transaction.commit();
        return settled;
    });
    const base::LogFields fields{{"chain", m_context.job.chain.name},
                                 {"payment", payment.id},
                                 {"tx", sweep.tx_hash.to_hex()},
                                 {"what", sweep.note}};
    if (is_home) {
        m_context.job.log.info("a foreign sweep moved a deposit to the treasury", fields);
    } else {
        m_context.job.log.error("a foreign transaction moved a deposit's money to an address that "
                                "is not the treasury; there is another holder of its key",
                                fields);
    }
}

} // namespace

std::set<std::string> book_foreign_sweeps(SweepContext& context,
                                          const std::vector<Deposit>& payments)
{
    return ForeignSweeps{context}.book(payments);
}

} // namespace ctrip::job
