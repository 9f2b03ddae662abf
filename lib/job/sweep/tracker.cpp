// SPDX-License-Identifier: MIT
#include "job/sweep/tracker.hpp"

#include "job/shared/stored_tx.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace ctrip::job {

namespace {

using store::SweepTx;
using store::SweepTxState;

constexpr std::size_t kOpenMax = 4'000;

void unmine(SweepTx& tx)
{
    tx.block_number.reset();
    tx.block_hash.reset();
    tx.fee.reset();
}

} // namespace

bool SweepTracker::take_mined()
{
    return std::exchange(m_mined, false);
}

std::size_t SweepTracker::poll()
{
    const ChainJob& job = m_context.job;
    std::vector<SweepTx> open = m_context.sweeps.open(job.chain.chain_id, kOpenMax);
    std::vector<evm::TxHash> hashes;
    hashes.reserve(open.size());
    std::transform(open.begin(), open.end(), std::back_inserter(hashes),
                   [](const SweepTx& tx) { return tx.hash; });
    const std::vector<std::optional<rpc::Receipt>> receipts = job.client.receipts(hashes);
    find_disputed(open, receipts);
    std::size_t waiting = 0;
    for (std::size_t first = 0; first < open.size();) {
        const std::size_t size = slot_size(std::span{open}.subspan(first));
        waiting +=
            step(std::span{open}.subspan(first, size), std::span{receipts}.subspan(first, size))
                ? 1U
                : 0U;
        first += size;
    }
    return waiting;
}

/// Asks the quorum about the receipts that would make transactions final.
void SweepTracker::find_disputed(std::span<SweepTx> open,
                                 std::span<const std::optional<rpc::Receipt>> receipts)
{
    m_disputed.clear();
    std::vector<rpc::Receipt> final;
    for (std::size_t first = 0; first < open.size() && m_context.quorum.is_needed();) {
        const std::size_t size = slot_size(open.subspan(first));
        const SlotStep next =
            next_step(open.subspan(first, size), receipts.subspan(first, size), m_context.final);
        if (next.action == SlotAction::finalize) {
            final.push_back(*receipts[first + next.place]);
        }
        first += size;
    }
    const std::vector<bool> agreed = m_context.quorum.agreed(final);
    for (std::size_t i = 0; i < final.size(); ++i) {
        if (!agreed[i]) {
            m_disputed.insert(final[i].tx_hash);
        }
    }
}

bool SweepTracker::step(SweepSlot slot, std::span<const std::optional<rpc::Receipt>> receipts)
{
    const SlotStep next = next_step(slot, receipts, m_context.final);
    switch (next.action) {
    case SlotAction::wait:
        return true;
    case SlotAction::resend:
        if (!m_sender.trusted(slot[next.place])) {
            return false;
        }
        resend(slot, slot[next.place]);
        return slot[next.place].state != SweepTxState::dropped;
    case SlotAction::mark_mined:
    case SlotAction::finalize:
        break;
    }
    if (!m_sender.is_signed_by_deposit(slot[next.place])) {
        return false;
    }
    set_mined(slot, slot[next.place], *receipts[next.place]);
    const bool is_disputed = m_disputed.contains(slot[next.place].hash);
    if (next.action == SlotAction::finalize && !is_disputed) {
        m_finalizer.finalize(slot, slot[next.place], *receipts[next.place]);
    }
    return false;
}

/// Any transaction of a nonce may be mined. The mined one takes over the sweeps of the others.
void SweepTracker::set_mined(SweepSlot slot, SweepTx& tx, const rpc::Receipt& receipt)
{
    if (tx.state == SweepTxState::mined && tx.block_hash == receipt.block_hash) {
        return;
    }
    m_mined = true;
    // Before the transaction, since it may be repeated: a repetition sees the states of this one.
    std::vector<SweepTx*> outrun;
    for (SweepTx& other : slot) {
        if (&other != &tx && is_current(other)) {
            outrun.push_back(&other);
        }
    }
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_context.job.database};
        for (SweepTx* const other : outrun) {
            other->state = SweepTxState::replaced;
            unmine(*other);
            m_context.sweeps.update(*other);
            m_context.sweeps.hand_over(*other, {.hash = tx.hash, .state = SweepTxState::mined});
            update_native_amount(tx);
        }
        tx.state = SweepTxState::mined;
        tx.block_number = receipt.block_number;
        tx.block_hash = receipt.block_hash;
        tx.fee = receipt.fee();
        m_context.sweeps.update_with_sweeps(tx);
        update_funded_plans(tx, store::SweepPlanState::funded);
        transaction.commit();
    });
}

/// Transactions of one nonce that pay different fees move different amounts of native money: stores
/// the amount of the mined one. Within a DbTransaction.
void SweepTracker::update_native_amount(const SweepTx& tx)
{
    const std::optional<evm::Amount> value = stored_value(tx);
    if (tx.kind != store::SweepTxKind::native || !value) {
        return;
    }
    for (store::Sweep& sweep : m_context.sweeps.of_tx(tx.chain_id, tx.hash)) {
        sweep.amount = *value;
        m_context.sweeps.update(sweep);
    }
}

/// A top-up that was mined, or is no longer, changes the plans of the deposits that it funds.
/// Within a DbTransaction.
void SweepTracker::update_funded_plans(const SweepTx& tx, store::SweepPlanState state)
{
    if (tx.kind != store::SweepTxKind::topup) {
        return;
    }
    for (const store::Sweep& sweep : m_context.sweeps.of_tx(tx.chain_id, tx.hash)) {
        const std::array id{sweep.payment_id};
        for (store::SweepPlan& plan : m_context.plans.of_payments(id)) {
            plan.state = state;
            plan.reason.clear();
            plan.updated_at_s = m_context.job.clock.now_s();
            plan.ask_at_s = 0;
            m_context.plans.put(plan);
        }
    }
}

/// Not mined, or no longer: sends the same bytes again.
void SweepTracker::resend(SweepSlot slot, SweepTx& tx)
{
    if (tx.state == SweepTxState::mined) {
        tx.state = SweepTxState::broadcast;
        unmine(tx);
        store::retry_conflicts([&] {
            store::DbTransaction transaction{m_context.job.database};
            m_context.sweeps.update_with_sweeps(tx);
            update_funded_plans(tx, store::SweepPlanState::planned);
            transaction.commit();
        });
    }
    rpc::SendOutcome outcome = rpc::SendOutcome::already_known;
    if (m_resent.insert(tx.hash.to_hex()).second) {
        outcome = m_sender.broadcast(tx).outcome;
        if (outcome == rpc::SendOutcome::nonce_too_low) {
            static_cast<void>(m_replacer.end_if_nonce_used(slot, tx));
            return;
        }
        // What a node has taken may still be mined, whatever another one says.
        if (outcome == rpc::SendOutcome::gas_above_cap ||
            (is_cap(outcome) && tx.state == SweepTxState::signed_ && slot.size() == 1)) {
            m_replacer.drop(slot, tx,
                            "no node takes a transaction with so much gas, or that may "
                            "cost so much");
            m_context.plan_again = true;
            return;
        }
    }
    if (m_replacer.replace_stuck(slot, tx, outcome)) {
        m_resent.insert(tx.hash.to_hex());
    }
}

} // namespace ctrip::job
