// SPDX-License-Identifier: MIT
// What a sweep's transaction did, once no reorganisation can undo it: by its events and by the
// balances, never by its status.
#include "job/sweep/receipt.hpp"
#include "job/sweep/tracker.hpp"

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

/// Its part of what the transaction cost: all alike, and the first takes what can't be divided.
Amount share_of(const Amount& fee, std::size_t place, std::size_t count)
{
    const Amount each = evm::mul_div_floor(fee, 1, Amount{count});
    return place == 0 ? fee - each * Amount{count - 1} : each;
}

} // namespace

bool SweepFollower::came_in(const Sweep& sweep, evm::BlockNumber block)
{
    bool came = false;
    m_context.job.client.read_blocks(
        block, block, 1,
        {.native = false,
         .tokens = {*sweep.token},
         .recipients = {sweep.from},
         .may_be_ours = [&](const evm::Address& to) { return to == sweep.from; }},
        [&](const rpc::BlockRange& range) {
            came = came || !range.transfers.empty();
            return true;
        });
    return came;
}

/// Where the token's event says that it moved, and the balance did not fall, the event lies. A node
/// that no longer has the state can't be asked.
std::set<std::string> SweepFollower::unmoved(const std::vector<Sweep>& sweeps,
                                             const rpc::Receipt& receipt)
{
    std::vector<rpc::ChainClient::PastBalanceQuery> queries;
    std::vector<const Sweep*> asked;
    for (const Sweep& sweep : sweeps) {
        const bool is_told = sweep.token && sweep.kind != SweepKind::topup && !has_ended(sweep) &&
                             !moved_by(sweep, receipt).is_zero();
        if (is_told && receipt.block_number > 0) {
            asked.push_back(&sweep);
            for (const evm::BlockNumber at : {receipt.block_number - 1, receipt.block_number}) {
                queries.push_back({.owner = sweep.from, .token = sweep.token, .at = at});
            }
        }
    }
    std::set<std::string> ids;
    if (queries.empty()) {
        return ids;
    }
    const auto balances = m_context.job.client.past_balances(
        {.number = m_context.head.number, .hash = m_context.head.hash}, queries);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const std::optional<Amount>& before = balances[2 * i];
        const std::optional<Amount>& after = balances[2 * i + 1];
        const bool is_suspect = before && after && !after->is_zero() && *before == *after;
        // Somebody may have paid just as much in the same block.
        if (is_suspect && !came_in(*asked[i], receipt.block_number)) {
            ids.insert(asked[i]->id);
        }
    }
    return ids;
}

/// Each sweep and its payment in a database transaction of their own, the transaction last: whoever
/// goes on after a crash finds those that are left.
void SweepFollower::finish(Slot& slot, SweepTx& tx, const rpc::Receipt& receipt)
{
    std::vector<Sweep> sweeps = m_context.sweeps.of_tx(tx.chain_id, tx.hash);
    add_native_sweeps(sweeps, receipt);
    const std::set<std::string> lies = unmoved(sweeps, receipt);
    for (std::size_t i = 0; i < sweeps.size(); ++i) {
        if (!has_ended(sweeps[i])) {
            sweeps[i].fee = share_of(*tx.fee, i, sweeps.size());
            finish(sweeps[i], receipt, lies.contains(sweeps[i].id));
        }
    }
    store::retry_conflicts([&] {
        store::Work work{m_context.job.database};
        for (SweepTx& other : slot) {
            const bool is_it = &other == &tx;
            other.state = is_it ? SweepTxState::final : SweepTxState::dropped;
            m_context.sweeps.update(other);
        }
        work.commit();
    });
}

void SweepFollower::finish(Sweep& sweep, const rpc::Receipt& receipt, bool is_lie)
{
    const Amount moved = is_lie ? Amount{} : moved_by(sweep, receipt);
    const bool succeeded = !moved.is_zero();
    sweep.state = succeeded ? SweepState::final : SweepState::failed;
    if (succeeded) {
        sweep.amount = moved;
    } else if (is_lie) {
        sweep.note = "its event says that it moved, but the balance did not fall";
    } else {
        sweep.note = receipt.succeeded ? "mined, but moved nothing" : "reverted";
    }
    m_context.report.settled += store::retry_conflicts([&] {
        std::uint64_t settled = 0;
        store::Work work{m_context.job.database};
        m_context.sweeps.update(sweep);
        if (succeeded && sweep.kind != SweepKind::topup) {
            m_context.payments.set_swept(sweep.payment_id);
            for (const payment::Event event :
                 m_context.payments.reassess(sweep.payment_id, m_context.head.number)) {
                settled += event == payment::Event::settled ? 1 : 0;
            }
        }
        work.commit();
        return settled;
    });
    if (!succeeded) {
        ++m_context.report.failed;
        m_context.job.log.error("a sweep moved nothing", {{"chain", m_context.job.chain.name},
                                                          {"payment", sweep.payment_id},
                                                          {"tx", sweep.tx_hash.to_hex()},
                                                          {"why", sweep.note}});
    }
}

/// The Sweeper takes a deposit's native money along, where there is some.
void SweepFollower::add_native_sweeps(std::vector<Sweep>& sweeps, const rpc::Receipt& receipt)
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
        store::Work work{m_context.job.database};
        m_context.sweeps.insert(native);
        work.commit();
        sweeps.push_back(std::move(native));
    }
}

} // namespace ctrip::job
