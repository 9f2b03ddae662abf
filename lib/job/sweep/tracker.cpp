// SPDX-License-Identifier: MIT
#include "job/sweep/tracker.hpp"

#include "base/hex.hpp"
#include "job/sweep/receipt.hpp"

#include <algorithm>

namespace ctrip::job {

namespace {

using store::SweepTx;
using store::SweepTxState;

constexpr std::size_t kOpenMax = 4'000;
/// A nonce used by a transaction that this node does not show yet looks like one used by a
/// stranger. Time tells them apart.
constexpr base::UnixSeconds kDropAfter_s = 600;

bool is_current(const SweepTx& tx)
{
    return tx.state == SweepTxState::signed_ || tx.state == SweepTxState::broadcast ||
           tx.state == SweepTxState::mined;
}

void unmine(SweepTx& tx)
{
    tx.block_number.reset();
    tx.block_hash.reset();
    tx.fee.reset();
}

} // namespace

bool SweepFollower::take_mined()
{
    return std::exchange(m_mined, false);
}

std::size_t SweepFollower::follow()
{
    const ChainJob& job = m_context.job;
    std::vector<SweepTx> open = m_context.sweeps.open(job.chain.chain_id, kOpenMax);
    std::vector<evm::TxHash> hashes;
    hashes.reserve(open.size());
    std::transform(open.begin(), open.end(), std::back_inserter(hashes),
                   [](const SweepTx& tx) { return tx.hash; });
    std::vector<std::optional<rpc::Receipt>> receipts = job.client.receipts(hashes);
    std::size_t waiting = 0;
    for (std::size_t first = 0; first < open.size();) {
        std::size_t end = first + 1;
        while (end < open.size() && open[end].sender == open[first].sender &&
               open[end].nonce == open[first].nonce) {
            ++end;
        }
        const auto begin = static_cast<std::ptrdiff_t>(first);
        const auto length = static_cast<std::ptrdiff_t>(end - first);
        Slot slot(open.begin() + begin, open.begin() + begin + length);
        const std::vector<std::optional<rpc::Receipt>> of_slot(receipts.begin() + begin,
                                                               receipts.begin() + begin + length);
        waiting += follow(slot, of_slot) ? 1U : 0U;
        first = end;
    }
    return waiting;
}

bool SweepFollower::follow(Slot& slot, const std::vector<std::optional<rpc::Receipt>>& receipts)
{
    for (std::size_t i = 0; i < slot.size(); ++i) {
        if (!receipts[i]) {
            continue;
        }
        if (m_context.final && receipts[i]->block_number <= *m_context.final) {
            set_mined(slot, slot[i], *receipts[i]);
            finish(slot, slot[i], *receipts[i]);
        } else {
            set_mined(slot, slot[i], *receipts[i]);
        }
        return false;
    }
    const auto current = std::find_if(slot.begin(), slot.end(), is_current);
    if (current == slot.end()) { // The one that replaced them did not fit into this look.
        return true;
    }
    follow_missing(slot, *current);
    return current->state != SweepTxState::dropped;
}

/// Of the transactions of a nonce any may be mined: what the others were to do, it has done.
void SweepFollower::set_mined(Slot& slot, SweepTx& tx, const rpc::Receipt& receipt)
{
    if (tx.state == SweepTxState::mined && tx.block_hash == receipt.block_hash) {
        return;
    }
    m_mined = true;
    store::retry_conflicts([&] {
        store::Work work{m_context.job.database};
        for (SweepTx& other : slot) {
            if (&other != &tx && is_current(other)) {
                other.state = SweepTxState::replaced;
                unmine(other);
                m_context.sweeps.update(other);
                m_context.sweeps.hand_over(other, {.hash = tx.hash, .state = SweepTxState::mined});
                take_value(tx);
            }
        }
        tx.state = SweepTxState::mined;
        tx.block_number = receipt.block_number;
        tx.block_hash = receipt.block_hash;
        tx.fee = receipt.fee();
        m_context.sweeps.update_with_sweeps(tx);
        note_funding(tx, store::SweepPlanState::funded);
        work.commit();
    });
}

/// Transactions of one nonce that pay different fees move different amounts of native money: what
/// counts is what the one that was mined moves. Within a Work.
void SweepFollower::take_value(const SweepTx& tx)
{
    const std::optional<evm::Amount> value = value_of(tx);
    if (tx.kind != store::SweepTxKind::native || !value) {
        return;
    }
    for (store::Sweep& sweep : m_context.sweeps.of_tx(tx.chain_id, tx.hash)) {
        sweep.amount = *value;
        m_context.sweeps.update(sweep);
    }
}

/// Gas money brings what it is for a step on, or back. Within a Work.
void SweepFollower::note_funding(const SweepTx& tx, store::SweepPlanState state)
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

/// Not mined, or no longer: the same bytes go out again.
void SweepFollower::follow_missing(Slot& slot, SweepTx& tx)
{
    if (tx.state == SweepTxState::mined) {
        tx.state = SweepTxState::broadcast;
        unmine(tx);
        store::retry_conflicts([&] {
            store::Work work{m_context.job.database};
            m_context.sweeps.update_with_sweeps(tx);
            note_funding(tx, store::SweepPlanState::planned);
            work.commit();
        });
    }
    rpc::SendOutcome outcome = rpc::SendOutcome::already_known;
    if (m_sent_again.insert(tx.hash.to_hex()).second) {
        const rpc::SendResult result = m_sender.broadcast(tx);
        outcome = result.outcome;
        if (outcome == rpc::SendOutcome::nonce_too_low) {
            drop_if_used(slot, tx, result.message);
            return;
        }
        if (outcome == rpc::SendOutcome::gas_above_cap) {
            drop(slot, tx, "the chain allows no transaction with so much gas");
            return;
        }
    }
    const std::optional<base::Bytes> raw = base::from_hex_0x(tx.raw);
    const auto decoded = raw ? evm::decode_signed(*raw) : std::nullopt;
    if (decoded && (outcome == rpc::SendOutcome::underpriced || is_stuck(decoded->tx, tx)) &&
        m_looked_at.insert(tx.hash.to_hex()).second) {
        replace(tx, decoded->tx);
    }
}

/// Its nonce is used up and it has no receipt: either this node does not show the receipt yet, or
/// another transaction took the nonce.
void SweepFollower::drop_if_used(Slot& slot, SweepTx& tx, const std::string& message)
{
    const ChainJob& job = m_context.job;
    if (job.clock.now_s() - tx.created_at_s < kDropAfter_s ||
        job.client.nonce(tx.sender, false) <= tx.nonce) {
        return;
    }
    drop(slot, tx, "another transaction used its nonce");
    job.log.error("a sweep's nonce was used by a transaction that is not ours",
                  {{"chain", job.chain.name},
                   {"from", tx.sender.to_checksum()},
                   {"tx", tx.hash.to_hex()},
                   {"node_says", message}});
}

void SweepFollower::drop(Slot& slot, SweepTx& tx, const std::string& why)
{
    store::retry_conflicts([&] {
        store::Work work{m_context.job.database};
        for (SweepTx& other : slot) {
            other.state = SweepTxState::dropped;
            if (&other != &tx) {
                m_context.sweeps.update(other);
            }
        }
        m_context.sweeps.update_with_sweeps(tx, why);
        work.commit();
    });
}

} // namespace ctrip::job
