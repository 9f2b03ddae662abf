// SPDX-License-Identifier: MIT
#include "job/confirm/expiry_check.hpp"

#include "payment/booking.hpp"
#include "store/payment_store.hpp"
#include "store/sweep_store.hpp"
#include "store/transfer_store.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace ctrip::job {

namespace {

using store::StoredAddress;
using Queries = std::vector<rpc::StateSource::PastBalanceQuery>;

class ExpiryCheck
{
public:
    ExpiryCheck(const ChainJob& job, QuorumCheck& quorum, const store::Cursor& cursor)
        : m_job(job), m_quorum(quorum), m_cursor(cursor)
    {
    }

    std::optional<std::set<std::string>> run(std::span<const std::string> ids);

private:
    /// A payment whose address has more than was booked.
    struct Surplus
    {
        const StoredAddress* payment = nullptr;
        std::string node;
        evm::Amount amount;
    };

    [[nodiscard]] bool is_cursor_shown();
    [[nodiscard]] evm::Amount booked_of(const StoredAddress& payment);
    [[nodiscard]] bool compare(const std::vector<StoredAddress>& payments);
    [[nodiscard]] bool look_at_surplus();

    const ChainJob& m_job;
    QuorumCheck& m_quorum;
    const store::Cursor& m_cursor;
    std::set<std::string> m_cleared;
    std::vector<Surplus> m_surplus;
};

bool ExpiryCheck::is_cursor_shown()
{
    const std::array blocks{rpc::KnownBlock{
        .number = m_cursor.block, .hash = m_cursor.hash, .time_s = m_cursor.time_s}};
    const auto votes = m_quorum.votes(blocks);
    if (votes.empty() || votes.front().same >= m_job.chain.quorum) {
        return !votes.empty();
    }
    m_quorum.hold_back(
        "no payment expires while fewer nodes than the quorum show the last block that was read" +
            (votes.front().difference.empty() ? "" : ": " + votes.front().difference),
        {{"block", fmt::to_string(m_cursor.block)}});
    return false;
}

/// What lies there by the ledger; what was sent away again is not deducted.
evm::Amount ExpiryCheck::booked_of(const StoredAddress& payment)
{
    evm::Amount booked = payment.token ? evm::Amount{} : payment.base_line;
    std::set<evm::TxHash> txs;
    for (const payment::Booking& booking :
         store::TransferStore{m_job.database}.bookings(payment.payment_id)) {
        if (!booking.orphaned && booking.transfer.token == payment.token) {
            booked += booking.transfer.amount;
            txs.insert(booking.transfer.tx_hash);
        }
    }
    const std::array ids{payment.payment_id};
    for (const store::Sweep& sweep :
         store::SweepStore{m_job.database, m_job.clock}.of_payments(ids)) {
        const bool is_gas_money = sweep.kind == store::SweepKind::topup && sweep.block_number;
        if (!payment.token && is_gas_money && !txs.contains(sweep.tx_hash)) {
            booked += sweep.amount;
        }
    }
    return booked;
}

bool ExpiryCheck::compare(const std::vector<StoredAddress>& payments)
{
    Queries queries;
    for (const StoredAddress& payment : payments) {
        queries.push_back({.owner = payment.address, .token = payment.token, .at = m_cursor.block});
    }
    const auto nodes =
        m_quorum.balances({.number = m_cursor.block, .hash = m_cursor.hash}, queries);
    if (nodes.empty()) {
        return false;
    }
    for (std::size_t i = 0; i < payments.size(); ++i) {
        const StoredAddress& payment = payments[i];
        const evm::Amount booked = booked_of(payment);
        std::optional<Surplus> surplus;
        bool is_known = true;
        for (const rpc::NodeBalances& node : nodes) {
            const std::optional<evm::Amount>& balance = node.balances[i];
            is_known = is_known && balance;
            if (balance && *balance > booked && (!surplus || *balance - booked > surplus->amount)) {
                surplus = {&payment, node.node, *balance - booked};
            }
        }
        if (surplus) {
            m_surplus.push_back(*std::move(surplus));
        } else if (is_known) {
            m_cleared.insert(payment.payment_id);
        } else {
            m_job.log.warning("a payment does not expire: a node of the quorum does not show the "
                              "balance of its address at the last block that was read",
                              {{"chain", m_job.chain.name},
                               {"payment", payment.payment_id},
                               {"block", fmt::to_string(m_cursor.block)}});
        }
    }
    return true;
}

/// What lay there before the payment was made is not its payer's.
bool ExpiryCheck::look_at_surplus()
{
    Queries queries;
    for (const Surplus& surplus : m_surplus) {
        queries.push_back({.owner = surplus.payment->address,
                           .token = surplus.payment->token,
                           .at = surplus.payment->created_block.value_or(0)});
    }
    const auto nodes =
        m_quorum.balances({.number = m_cursor.block, .hash = m_cursor.hash}, queries);
    if (nodes.empty()) {
        return false;
    }
    for (std::size_t i = 0; i < m_surplus.size(); ++i) {
        const Surplus& surplus = m_surplus[i];
        bool is_older = surplus.payment->created_block.has_value();
        for (const rpc::NodeBalances& node : nodes) {
            is_older = is_older && node.balances[i] && *node.balances[i] >= surplus.amount;
        }
        if (is_older) {
            m_cleared.insert(surplus.payment->payment_id);
            continue;
        }
        m_quorum.hold_back(
            fmt::format("a payment does not expire: node {} shows {} base units on its address "
                        "that were never found in a block; 'ctrip scan --from {}' reads them again",
                        surplus.node, surplus.amount.to_decimal(),
                        surplus.payment->created_block.value_or(0)),
            {{"payment", surplus.payment->payment_id},
             {"address", surplus.payment->address.to_checksum()}});
    }
    return true;
}

/// None: too few nodes.
std::optional<std::set<std::string>> ExpiryCheck::run(std::span<const std::string> ids)
{
    std::vector<StoredAddress> payments = store::PaymentStore{m_job.database}.addresses(ids);
    if (m_job.chain.internal_transfers == config::InternalTransfers::off) {
        // Money that contracts sent is not looked for: a balance proves nothing.
        for (const StoredAddress& payment : payments) {
            if (!payment.token) {
                m_cleared.insert(payment.payment_id);
            }
        }
        std::erase_if(payments, [](const StoredAddress& payment) { return !payment.token; });
    }
    const bool asked = is_cursor_shown() && (payments.empty() || compare(payments)) &&
                       (m_surplus.empty() || look_at_surplus());
    return asked ? std::optional{std::move(m_cleared)} : std::nullopt;
}

} // namespace

std::optional<std::set<std::string>> may_expire(const ChainJob& job, QuorumCheck& quorum,
                                                const store::Cursor& cursor,
                                                std::span<const std::string> ids)
{
    return ExpiryCheck{job, quorum, cursor}.run(ids);
}

} // namespace ctrip::job
