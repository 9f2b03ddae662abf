// SPDX-License-Identifier: MIT
#include "job/sweep/finalizer.hpp"

#include "base/error.hpp"
#include "job/shared/stored_tx.hpp"
#include "job/shared/sweep_receipt.hpp"
#include "job/sweep/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace ctrip::job {

namespace {

using evm::Amount;
using store::Sweep;
using store::SweepKind;
using store::SweepState;
using store::SweepTx;
using store::SweepTxState;

bool has_ended(const Sweep& sweep)
{
    return sweep.state == SweepState::final || sweep.state == SweepState::failed;
}

/// Its share of the transaction's fee: equal shares, and the first gets the remainder.
Amount share_of(const Amount& fee, std::size_t place, std::size_t count)
{
    const Amount each = evm::mul_div_floor(fee, 1, Amount{count});
    return place == 0 ? fee - each * Amount{count - 1} : each;
}

} // namespace

bool SweepFinalizer::has_received(const Sweep& sweep, evm::BlockNumber block)
{
    bool received = false;
    bool is_withheld = false;
    m_context.job.client.read_blocks(
        block, block, 1,
        {.native = false,
         .tokens = {*sweep.token},
         .recipients = {sweep.from},
         .may_be_ours = [&](const evm::Address& to) { return to == sweep.from; }},
        [&](const rpc::BlockRange& range) {
            received = received || !range.transfers.empty();
            is_withheld = is_withheld || !range.withheld.empty();
            return true;
        });
    if (is_withheld && !received) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': no node shows the logs of block {}, in which a sweep "
                                "is; run again",
                                m_context.job.chain.name, block)};
    }
    return received;
}

/// Where no node has the state of the block any more, the event counts.
void SweepFinalizer::look_at_balances(std::span<const Finalizing> all)
{
    m_unmoved.clear();
    std::vector<rpc::ChainClient::PastBalanceQuery> queries;
    std::vector<std::pair<Sweep, evm::BlockNumber>> asked;
    for (const Finalizing& one : all) {
        for (Sweep& sweep : m_context.sweeps.of_tx(one.tx->chain_id, one.tx->hash)) {
            const evm::BlockNumber block = one.receipt->block_number;
            const bool says_moved = sweep.token && sweep.kind != SweepKind::topup &&
                                    !has_ended(sweep) && !moved_by(sweep, *one.receipt).is_zero();
            if (says_moved && block > 0) {
                for (const evm::BlockNumber at : {block - 1, block}) {
                    queries.push_back({.owner = sweep.from, .token = sweep.token, .at = at});
                }
                asked.emplace_back(std::move(sweep), block);
            }
        }
    }
    if (queries.empty()) {
        return;
    }
    const auto balances = m_context.job.client.past_balances(
        {.number = m_context.head.number, .hash = m_context.head.hash}, queries);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const std::optional<Amount>& before = balances[2 * i];
        const std::optional<Amount>& after = balances[2 * i + 1];
        const bool is_suspect = before && after && !after->is_zero() && *before == *after;
        // A payer may have sent just as much in the same block.
        if (is_suspect && !has_received(asked[i].first, asked[i].second)) {
            m_unmoved.insert(asked[i].first.id);
        }
    }
}

/// What its sender paid in all. A receipt does not have all that a chain charges beside gas: what a
/// deposit paid is seen in its balances before and after the block, and of the sponsor's
/// transactions the operator's fee is known.
Amount SweepFinalizer::whole_fee(const SweepTx& tx, const rpc::Receipt& receipt)
{
    const Amount told = receipt.fee();
    const auto decoded = stored_tx(tx);
    if (!decoded || receipt.block_number == 0 || !m_context.beside_gas.is_charged()) {
        return told;
    }
    if (tx.kind != store::SweepTxKind::native && tx.kind != store::SweepTxKind::token) {
        return told + m_context.beside_gas.of_operator(receipt.gas_used);
    }
    std::vector<rpc::ChainClient::PastBalanceQuery> queries;
    for (const evm::BlockNumber at : {receipt.block_number - 1, receipt.block_number}) {
        queries.push_back({.owner = tx.sender, .token = std::nullopt, .at = at});
    }
    const auto balances = m_context.job.client.past_balances(
        {.number = m_context.head.number, .hash = m_context.head.hash}, queries);
    if (!balances[0] || !balances[1]) {
        return told + m_context.beside_gas.of_operator(receipt.gas_used);
    }
    const Amount moved = receipt.succeeded ? stored_value(tx).value_or(Amount{}) : Amount{};
    const Amount paid = evm::saturating_sub(evm::saturating_sub(*balances[0], *balances[1]), moved);
    // More than was set aside is not a fee; less than the receipt says: money arrived in that
    // block.
    return paid > told && paid - told <= m_context.beside_gas.most(*decoded) ? paid : told;
}

void SweepFinalizer::finalize(SweepSlot slot, SweepTx& tx, const rpc::Receipt& receipt)
{
    std::vector<Sweep> sweeps = m_context.sweeps.of_tx(tx.chain_id, tx.hash);
    tx.fee = whole_fee(tx, receipt);
    add_native_sweeps(sweeps, receipt);
    for (std::size_t i = 0; i < sweeps.size(); ++i) {
        if (!has_ended(sweeps[i])) {
            sweeps[i].fee = share_of(*tx.fee, i, sweeps.size());
            finalize(sweeps[i], receipt, m_unmoved.contains(sweeps[i].id));
        }
    }
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_context.job.database};
        for (SweepTx& other : slot) {
            const bool is_it = &other == &tx;
            other.state = is_it ? SweepTxState::final : SweepTxState::dropped;
            m_context.sweeps.update(other);
        }
        transaction.commit();
    });
    count_final(tx);
}

void SweepFinalizer::count_final(const SweepTx& tx)
{
    m_context.count_tx(tx.kind, "final");
    if (meter::Meter* const meter = m_context.job.database.meter()) {
        const Amount gwei = evm::mul_div_floor(*tx.fee, 1, Amount{1'000'000'000});
        meter->counter(meter::Family::sweep_fees, {m_context.job.chain.name})
            .add(static_cast<std::int64_t>(gwei.to_u64().value_or(0)));
    }
}

/// Tokens have no price here, so that a fee is no share of them.
void SweepFinalizer::count_cost(const Sweep& sweep) const
{
    meter::Meter* const meter = m_context.job.database.meter();
    if (meter == nullptr || sweep.token || sweep.kind == SweepKind::topup || !sweep.fee ||
        sweep.amount.is_zero()) {
        return;
    }
    constexpr std::uint64_t per_mille = 1'000;
    const Amount share = evm::mul_div_floor(*sweep.fee, per_mille, sweep.amount);
    meter->histogram(meter::Family::sweep_cost, {m_context.job.chain.name})
        .observe(
            static_cast<std::int64_t>(std::min(share.to_u64().value_or(per_mille), per_mille)));
}

void SweepFinalizer::finalize(Sweep& sweep, const rpc::Receipt& receipt, bool is_unmoved)
{
    const Amount moved = is_unmoved ? Amount{} : moved_by(sweep, receipt);
    const bool succeeded = !moved.is_zero();
    sweep.state = succeeded ? SweepState::final : SweepState::failed;
    if (succeeded) {
        sweep.amount = moved;
    } else if (is_unmoved) {
        sweep.note = "its event says that it moved, but the balance did not fall";
    } else {
        sweep.note = receipt.succeeded ? "mined, but moved nothing" : "reverted";
    }
    m_context.report.settled += store::retry_conflicts([&] {
        std::uint64_t settled = 0;
        store::DbTransaction transaction{m_context.job.database};
        m_context.sweeps.update(sweep);
        if (succeeded) {
            m_context.job.database.after_commit([&] {
                log_final(sweep);
                count_cost(sweep);
            });
        }
        if (succeeded && sweep.kind != SweepKind::topup) {
            m_context.queue.set_swept(sweep.payment_id, sweep.token);
            for (const payment::Event event :
                 m_context.statuses.reassess(sweep.payment_id, m_context.head.number)) {
                settled += event == payment::Event::settled ? 1 : 0;
            }
        }
        transaction.commit();
        return settled;
    });
    if (!succeeded) {
        ++m_context.report.failed;
        base::LogFields fields =
            sweep_fields(m_context.job.chain, sweep, sweep.tx_hash, "sweep.failed");
        fields.emplace_back("why", sweep.note);
        m_context.job.log.error("a sweep moved nothing", fields);
    }
}

void SweepFinalizer::log_final(const Sweep& sweep) const
{
    m_context.job.log.info(sweep.kind == SweepKind::topup ? "gas money is final"
                                                          : "a sweep is final",
                           sweep_fields(m_context.job.chain, sweep, sweep.tx_hash, "sweep.final"));
}

/// The Sweeper also moves the native currency of a deposit: stores that as a sweep of its own.
void SweepFinalizer::add_native_sweeps(std::vector<Sweep>& sweeps, const rpc::Receipt& receipt)
{
    for (const rpc::NativeSweep& event : receipt.native_sweeps) {
        const auto of = [&](const Sweep& sweep) { return sweep.from == event.from; };
        const auto known = std::find_if(sweeps.begin(), sweeps.end(), of);
        const bool is_booked = std::any_of(sweeps.begin(), sweeps.end(), [&](const Sweep& sweep) {
            return of(sweep) && !sweep.token;
        });
        if (known == sweeps.end() || known->kind != SweepKind::batch || is_booked) {
            continue;
        }
        Sweep native = *known;
        native.token.reset();
        native.symbol = m_context.job.chain.native.symbol;
        native.decimals = m_context.job.chain.native.decimals;
        native.amount = event.amount;
        native.fee.reset();
        store::DbTransaction transaction{m_context.job.database};
        m_context.sweeps.insert(native);
        transaction.commit();
        sweeps.push_back(std::move(native));
    }
}

} // namespace ctrip::job
