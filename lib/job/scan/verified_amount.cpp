// SPDX-License-Identifier: MIT
#include "job/scan/verified_amount.hpp"

#include "store/payment_store.hpp"
#include "store/transfer_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <compare>
#include <map>
#include <utility>
#include <vector>

namespace ctrip::job {

namespace {

/// The transfers of one token to one recipient in one block.
struct Arrival
{
    evm::BlockNumber block = 0;
    evm::Address token;
    evm::Address recipient;

    friend auto operator<=>(const Arrival&, const Arrival&) = default;
};

using Events = std::vector<evm::Transfer*>; ///< In their order.

class Verification
{
public:
    Verification(const ChainJob& job, rpc::BlockRange& range) : m_job(job), m_range(range) {}

    void run();

private:
    void group();
    void ask();
    [[nodiscard]] evm::Amount arrived(const Arrival& arrival, const Events& events,
                                      std::size_t place);
    [[nodiscard]] evm::Amount arrived_by_now(const Arrival& arrival, const evm::Amount& told);
    void limit(const Events& events, evm::Amount left) const;

    const ChainJob& m_job;
    rpc::BlockRange& m_range;
    std::map<Arrival, Events> m_arrivals;
    std::vector<std::optional<evm::Amount>> m_balances; ///< Before and after each arrival.
    std::map<std::pair<evm::Address, evm::Address>, evm::Amount>
        m_accepted; ///< By token and owner.
};

void Verification::group()
{
    const auto is_verified = [&](const std::optional<evm::Address>& token) {
        return token && std::any_of(m_job.chain.tokens.begin(), m_job.chain.tokens.end(),
                                    [&](const config::Token& one) {
                                        return one.verify_balance && one.address == *token;
                                    });
    };
    for (evm::Transfer& transfer : m_range.transfers) {
        if (is_verified(transfer.token)) {
            m_arrivals[{transfer.block_number, *transfer.token, transfer.to}].push_back(&transfer);
        }
    }
}

void Verification::ask()
{
    std::vector<rpc::StateSource::PastBalanceQuery> queries;
    for (const auto& [arrival, events] : m_arrivals) {
        // Nothing was there before the first block.
        const evm::BlockNumber before = arrival.block == 0 ? 0 : arrival.block - 1;
        for (const evm::BlockNumber at : {before, arrival.block}) {
            queries.push_back({.owner = arrival.recipient, .token = arrival.token, .at = at});
        }
    }
    m_balances = m_job.client.past_balances(
        {.number = m_range.last.number, .hash = m_range.last.hash}, queries);
}

evm::Amount Verification::arrived(const Arrival& arrival, const Events& events, std::size_t place)
{
    evm::Amount told;
    for (const evm::Transfer* event : events) {
        told += event->amount;
    }
    const std::optional<evm::Amount>& before = m_balances[2 * place];
    const std::optional<evm::Amount>& after = m_balances[2 * place + 1];
    if (!before || !after) {
        return arrived_by_now(arrival, told);
    }
    if (*after >= *before + told) {
        return told; // All of it arrived; what was sent need not be read.
    }
    const evm::Amount sent =
        m_job.client.token_sent({.number = arrival.block, .hash = events.front()->block_hash},
                                {.token = arrival.token, .owner = arrival.recipient});
    return arrived_of(told, {.before = *before, .after = *after, .sent = sent});
}

/// No node has the state of that block: at most the current balance less what was booked before can
/// have arrived.
evm::Amount Verification::arrived_by_now(const Arrival& arrival, const evm::Amount& told)
{
    const std::array queries{
        rpc::StateSource::TokenBalanceQuery{.token = arrival.token, .owner = arrival.recipient}};
    const evm::Amount now = m_job.client.token_balances(queries).front();
    evm::Amount booked = m_accepted[{arrival.token, arrival.recipient}];
    store::PaymentStore payments{m_job.database};
    store::TransferStore transfers{m_job.database};
    const std::array addresses{arrival.recipient};
    for (const std::string& id : payments.ids_at_addresses(m_job.chain.chain_id, addresses)) {
        for (const payment::Booking& booking : transfers.bookings(id)) {
            if (!booking.orphaned && booking.transfer.token == arrival.token) {
                booked += booking.transfer.amount;
            }
        }
        m_job.log.warning(fmt::format("no node has the state of block {}: the amount that payment "
                                      "'{}' received is limited by its latest balance",
                                      arrival.block, id),
                          {{"chain", m_job.chain.name}, {"payment", id}});
    }
    return std::min(told, evm::saturating_sub(now, booked));
}

void Verification::limit(const Events& events, evm::Amount left) const
{
    for (evm::Transfer* event : events) {
        if (event->amount > left) {
            m_job.log.warning("a token credited less than its event says",
                              {{"chain", m_job.chain.name},
                               {"tx", event->tx_hash.to_hex()},
                               {"said", event->amount.to_decimal()},
                               {"came", left.to_decimal()}});
            event->amount = left;
        }
        left -= event->amount;
    }
}

void Verification::run()
{
    group();
    if (m_arrivals.empty()) {
        return;
    }
    ask();
    std::size_t place = 0;
    for (const auto& [arrival, events] : m_arrivals) {
        const evm::Amount amount = arrived(arrival, events, place++);
        m_accepted[{arrival.token, arrival.recipient}] += amount;
        limit(events, amount);
    }
    std::erase_if(m_range.transfers,
                  [](const evm::Transfer& transfer) { return transfer.amount.is_zero(); });
}

} // namespace

evm::Amount arrived_of(const evm::Amount& told, const BalanceMove& move)
{
    return std::min(told, evm::saturating_sub(move.after + move.sent, move.before));
}

rpc::BlockRange with_verified_balances(const ChainJob& job, const rpc::BlockRange& range)
{
    rpc::BlockRange verified = range;
    Verification{job, verified}.run();
    return verified;
}

} // namespace ctrip::job
