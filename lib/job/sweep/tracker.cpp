// SPDX-License-Identifier: MIT
#include "job/sweep/tracker.hpp"

#include "job/shared/finality.hpp"
#include "job/shared/stored_tx.hpp"
#include "job/sweep/limits/send_refusal.hpp"

#include <algorithm>
#include <map>
#include <string>
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

void SweepTracker::look_at_head()
{
    const evm::BlockHash before = m_context.head.hash;
    m_context.head = m_context.job.client.head();
    if (m_has_head && m_context.head.hash == before) {
        return;
    }
    m_has_head = true;
    // What is final is found by the quorum; what is to be sent next by the newest head.
    const std::optional<rpc::BlockHeader> head = m_context.quorum.head(m_context.head);
    m_context.final.reset();
    static_cast<void>(head && m_context.quorum.tried(
                                  [&] { m_context.final = final_block(m_context.job, *head); }));
}

std::size_t SweepTracker::poll()
{
    std::vector<SweepTx> open = m_context.sweeps.open(m_context.job.chain.chain_id, kOpenMax);
    const std::vector<std::optional<rpc::Receipt>> receipts = receipts_of(open);
    prepare_final(open, receipts);
    send_again(open, receipts);
    std::size_t waiting = 0;
    for (std::size_t first = 0; first < open.size();) {
        const std::size_t size = slot_size(std::span{open}.subspan(first));
        if (!is_settled(open, first)) {
            waiting +=
                step(std::span{open}.subspan(first, size), std::span{receipts}.subspan(first, size))
                    ? 1U
                    : 0U;
        }
        first += size;
    }
    return waiting;
}

/// Slots whose mined transaction is not final yet and whose block is still there need nothing.
void SweepTracker::find_settled(std::span<const SweepTx> open)
{
    m_settled.clear();
    std::map<evm::BlockNumber, std::optional<evm::BlockHash>> blocks;
    const auto is_waiting = [&](const SweepTx& tx) {
        return tx.state == SweepTxState::mined && tx.block_number &&
               !(m_context.final && *tx.block_number <= *m_context.final);
    };
    for (const SweepTx& tx : open) {
        if (is_waiting(tx)) {
            blocks.try_emplace(*tx.block_number);
        }
    }
    std::vector<evm::BlockNumber> numbers;
    for (const auto& [number, hash] : blocks) {
        numbers.push_back(number);
    }
    const auto headers = m_context.job.client.headers(numbers);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (headers[i]) {
            blocks[numbers[i]] = headers[i]->hash;
        }
    }
    for (std::size_t first = 0; first < open.size();) {
        const auto slot = open.subspan(first, slot_size(open.subspan(first)));
        if (std::any_of(slot.begin(), slot.end(), [&](const SweepTx& tx) {
                return is_waiting(tx) && tx.block_hash && blocks[*tx.block_number] == tx.block_hash;
            })) {
            m_settled.insert({slot.front().sender, slot.front().nonce});
        }
        first += slot.size();
    }
}

/// The senders' nonces, as far as the node tells many by a few calls.
std::map<evm::Address, std::uint64_t> SweepTracker::used_nonces(std::span<const SweepTx> open)
{
    std::set<evm::Address> distinct;
    for (const SweepTx& tx : open) {
        if (tx.state != SweepTxState::mined) {
            distinct.insert(tx.sender);
        }
    }
    const std::vector<evm::Address> senders(distinct.begin(), distinct.end());
    const auto mined = m_context.job.client.mined_nonces(senders);
    std::map<evm::Address, std::uint64_t> nonces;
    for (std::size_t i = 0; i < senders.size(); ++i) {
        if (mined[i]) {
            nonces[senders[i]] = *mined[i];
        }
    }
    return nonces;
}

/// What a block has of them, by one call, where it may have several: the block that a mined one was
/// in, and the blocks that are new since the last poll for the others. Returns whether all of the
/// new ones were read.
bool SweepTracker::read_blocks(std::span<const SweepTx> open,
                               std::vector<std::optional<rpc::Receipt>>& receipts)
{
    constexpr std::ptrdiff_t many = 4;
    constexpr evm::BlockNumber new_max = 4;
    std::map<evm::BlockNumber, std::ptrdiff_t> wanted;
    std::map<evm::TxHash, std::size_t> places;
    std::ptrdiff_t unmined = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
        places[open[i].hash] = i;
        if (open[i].state == SweepTxState::mined && open[i].block_number && !is_settled(open, i)) {
            ++wanted[*open[i].block_number];
        } else if (open[i].state != SweepTxState::mined) {
            ++unmined;
        }
    }
    const evm::BlockNumber head = m_context.head.number;
    const bool reads_new =
        unmined >= many && m_seen && head >= *m_seen && head - *m_seen <= new_max;
    for (evm::BlockNumber block = m_seen.value_or(head) + 1; reads_new && block <= head; ++block) {
        wanted[block] += many;
    }
    bool has_all = reads_new;
    for (const auto& [block, count] : wanted) {
        auto read = count >= many ? m_context.job.client.block_receipts(block) : std::nullopt;
        has_all = has_all && (read || block <= m_seen.value_or(head));
        for (rpc::Receipt& receipt : read ? *read : std::vector<rpc::Receipt>{}) {
            if (const auto place = places.find(receipt.tx_hash); place != places.end()) {
                receipts[place->second] = std::move(receipt);
            }
        }
    }
    m_seen = head;
    return has_all;
}

bool SweepTracker::is_settled(std::span<const SweepTx> open, std::size_t place) const
{
    const SweepTx& tx = open[place];
    return m_settled.contains({tx.sender, tx.nonce});
}

/// Asks only for receipts that there can be: of no settled slot, and of no nonce that is not used.
std::vector<std::optional<rpc::Receipt>> SweepTracker::receipts_of(std::span<const SweepTx> open)
{
    find_settled(open);
    const std::map<evm::Address, std::uint64_t> nonces = used_nonces(open);
    std::vector<std::optional<rpc::Receipt>> receipts(open.size());
    const bool has_new_blocks = read_blocks(open, receipts);
    std::vector<std::size_t> places;
    std::vector<evm::TxHash> hashes;
    for (std::size_t first = 0; first < open.size();) {
        const std::size_t size = slot_size(open.subspan(first));
        const auto slot = open.subspan(first, size);
        const auto known = nonces.find(slot.front().sender);
        const bool is_mined = std::any_of(slot.begin(), slot.end(), [](const SweepTx& tx) {
            return tx.state == SweepTxState::mined;
        });
        const bool may_be_mined =
            is_mined ||
            (known == nonces.end() ? !has_new_blocks : known->second > slot.front().nonce);
        const bool is_found =
            std::any_of(receipts.begin() + static_cast<std::ptrdiff_t>(first),
                        receipts.begin() + static_cast<std::ptrdiff_t>(first + size),
                        [](const auto& receipt) { return receipt.has_value(); });
        for (std::size_t i = first; i < first + size; ++i) {
            if (may_be_mined && !is_found && !is_settled(open, first)) {
                places.push_back(i);
                hashes.push_back(open[i].hash);
            }
        }
        first += size;
    }
    std::vector<std::optional<rpc::Receipt>> found = m_context.job.client.receipts(hashes);
    for (std::size_t i = 0; i < places.size(); ++i) {
        receipts[places[i]] = std::move(found[i]);
    }
    return receipts;
}

/// Not mined, or no longer, and not sent by this run: all at once.
void SweepTracker::send_again(std::span<SweepTx> open,
                              std::span<const std::optional<rpc::Receipt>> receipts)
{
    std::vector<SweepTx*> txs;
    for (std::size_t first = 0; first < open.size();) {
        const std::size_t size = slot_size(open.subspan(first));
        const SweepSlot slot = open.subspan(first, size);
        const SlotStep next = next_step(slot, receipts.subspan(first, size), m_context.final);
        SweepTx& tx = slot[next.place];
        if (next.action == SlotAction::resend && !is_settled(open, first) &&
            !m_sender.has_sent(tx) && m_sender.trusted(tx) && !m_replacer.has_expired(tx)) {
            unmine_lost(tx);
            txs.push_back(&tx);
        }
        first += size;
    }
    if (txs.empty()) {
        return;
    }
    const std::vector<rpc::SendOutcome> outcomes = m_sender.broadcast(txs);
    for (std::size_t i = 0; i < txs.size(); ++i) {
        m_outcomes[txs[i]->hash] = outcomes[i];
    }
}

/// Asks the quorum about the receipts that would make transactions final, and for the balances
/// beside them.
void SweepTracker::prepare_final(std::span<SweepTx> open,
                                 std::span<const std::optional<rpc::Receipt>> receipts)
{
    m_disputed.clear();
    std::vector<rpc::Receipt> doubted;
    std::vector<SweepFinalizer::Finalizing> final;
    for (std::size_t first = 0; first < open.size();) {
        const std::size_t size = slot_size(open.subspan(first));
        const SlotStep next =
            next_step(open.subspan(first, size), receipts.subspan(first, size), m_context.final);
        if (next.action == SlotAction::finalize) {
            const rpc::Receipt& receipt = *receipts[first + next.place];
            final.push_back({.tx = &open[first + next.place], .receipt = &receipt});
            if (m_context.quorum.is_needed()) {
                doubted.push_back(receipt);
            }
        }
        first += size;
    }
    const std::vector<bool> agreed = m_context.quorum.agreed(doubted);
    for (std::size_t i = 0; i < doubted.size(); ++i) {
        if (!agreed[i]) {
            m_disputed.insert(doubted[i].tx_hash);
        }
    }
    std::erase_if(final, [&](const SweepFinalizer::Finalizing& one) {
        return m_disputed.contains(one.tx->hash);
    });
    m_finalizer.look_at_balances(final);
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
        after_resend(slot, slot[next.place]);
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

/// It was in a block, and is in none any more.
void SweepTracker::unmine_lost(SweepTx& tx)
{
    if (tx.state != SweepTxState::mined) {
        return;
    }
    tx.state = SweepTxState::broadcast;
    unmine(tx);
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_context.job.database};
        m_context.sweeps.update_with_sweeps(tx);
        update_funded_plans(tx, store::SweepPlanState::planned);
        transaction.commit();
    });
}

/// Not mined, or no longer, and sent: once a run is enough.
void SweepTracker::after_resend(SweepSlot slot, SweepTx& tx)
{
    unmine_lost(tx);
    // Mined, it would move nothing.
    if (m_replacer.has_expired(tx) &&
        m_replacer.replace_stuck(slot, tx, rpc::SendOutcome::already_known)) {
        return;
    }
    const auto sent = m_outcomes.find(tx.hash);
    const rpc::SendOutcome outcome =
        sent == m_outcomes.end() ? rpc::SendOutcome::already_known : sent->second;
    if (sent != m_outcomes.end()) {
        m_outcomes.erase(sent);
    }
    if (outcome == rpc::SendOutcome::nonce_too_low) {
        static_cast<void>(m_replacer.end_if_nonce_used(slot, tx));
        return;
    }
    // What a node has taken may still be mined, whatever another one says.
    const bool has_none = tx.state == SweepTxState::signed_ && slot.size() == 1;
    if (outcome == rpc::SendOutcome::gas_above_cap || (has_none && is_refused_for_good(outcome))) {
        // A node that counts money before nonces says the same of one that was mined.
        if (m_replacer.end_if_nonce_used(slot, tx)) {
            return;
        }
        m_replacer.drop(slot, tx, std::string{why_refused(outcome)});
        m_context.plan_again = true;
        return;
    }
    static_cast<void>(m_replacer.replace_stuck(slot, tx, outcome));
}

} // namespace ctrip::job
