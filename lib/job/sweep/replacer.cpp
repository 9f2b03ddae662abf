// SPDX-License-Identifier: MIT
// A transaction that does not get through is replaced by one of the same nonce that pays more.
#include "base/error.hpp"
#include "job/sweep/tracker.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::job {

namespace {

using evm::Amount;
using store::Sweep;
using store::SweepTx;
using store::SweepTxKind;
using store::SweepTxState;

/// By the chain's clock: so long, and so many blocks, it may lie in the pool at a price that would
/// do.
constexpr std::int64_t kStuckAfter_s = 180;
constexpr evm::BlockNumber kStuckAfterBlocks = 3;

void set_price(evm::AnyTx& tx, const GasPrice& price)
{
    if (auto* const legacy = std::get_if<evm::LegacyTx>(&tx)) {
        legacy->gas_price = price.max_fee;
    } else if (auto* const plain = std::get_if<evm::Eip1559Tx>(&tx)) {
        plain->max_fee = price.max_fee;
        plain->max_priority_fee = price.priority_fee;
    } else {
        std::get<evm::Eip7702Tx>(tx).max_fee = price.max_fee;
        std::get<evm::Eip7702Tx>(tx).max_priority_fee = price.priority_fee;
    }
}

} // namespace

/// No block can take it at this base fee; or none has for long.
bool SweepFollower::is_stuck(const evm::AnyTx& tx, const SweepTx& stored) const
{
    const rpc::BlockHeader& head = m_context.head;
    if (head.number <= stored.signed_block) {
        return false;
    }
    if (head.base_fee && evm::max_fee_of(tx) < *head.base_fee) {
        return true;
    }
    return head.number - stored.signed_block >= kStuckAfterBlocks &&
           head.timestamp_s - stored.signed_time_s >= kStuckAfter_s;
}

void SweepFollower::can_not_replace(const SweepTx& tx, const std::string& why) const
{
    m_context.job.log.warning("a sweep's transaction does not get through, and was not replaced",
                              {{"chain", m_context.job.chain.name},
                               {"kind", std::string{store::to_string(tx.kind)}},
                               {"tx", tx.hash.to_hex()},
                               {"why", why}});
}

void SweepFollower::replace(SweepTx& tx, const evm::AnyTx& old)
{
    const ChainJob& job = m_context.job;
    if (!m_price) {
        m_price = price_now(job.client.fees(), job.config.sweeping.max_fee_wei);
    }
    const auto price = raised(old, m_price->price, job.config.sweeping.max_fee_wei);
    if (!m_price->too_high.empty() || !price) {
        can_not_replace(tx, m_price->too_high.empty()
                                ? fmt::format("an eighth more than its {} is above max_fee_gwei",
                                              to_gwei(evm::max_fee_of(old)))
                                : m_price->too_high);
        return;
    }
    std::vector<Sweep> sweeps = m_context.sweeps.of_tx(tx.chain_id, tx.hash);
    const std::optional<wallet::Signer> signer = signer_of(tx, sweeps);
    if (!signer) {
        return;
    }
    const std::optional<evm::AnyTx> anew = at_price(tx, old, *price, sweeps);
    if (!anew) {
        return;
    }
    SweepTx fresh = m_sender.stored(tx.kind, tx.sender, tx.nonce, signer->sign(*anew));
    store::retry_conflicts([&] {
        store::Work work{job.database};
        m_context.sweeps.replace(tx, fresh);
        for (Sweep& sweep : sweeps) {
            sweep.state = store::SweepState::signed_;
            m_context.sweeps.update(sweep);
        }
        work.commit();
    });
    job.log.info("a sweep's transaction did not get through and is replaced by one that pays more",
                 {{"chain", job.chain.name},
                  {"kind", std::string{store::to_string(tx.kind)}},
                  {"old", tx.hash.to_hex()},
                  {"new", fresh.hash.to_hex()},
                  {"gas_price", to_gwei(price->max_fee)}});
    m_sent_again.insert(fresh.hash.to_hex());
    m_looked_at.insert(fresh.hash.to_hex());
    static_cast<void>(m_sender.broadcast(fresh));
    ++m_context.report.replaced;
    tx = fresh;
}

/// None where its key is not here, or is another by now.
std::optional<wallet::Signer> SweepFollower::signer_of(const SweepTx& tx,
                                                       const std::vector<Sweep>& sweeps)
{
    if (tx.kind != SweepTxKind::native && tx.kind != SweepTxKind::token) {
        if (m_context.keys.sponsor == nullptr || m_context.keys.sponsor->address() != tx.sender) {
            can_not_replace(tx, "the configured sponsor key is not its sender's");
            return std::nullopt;
        }
        return m_context.keys.sponsor->clone();
    }
    const auto payment =
        sweeps.empty() ? std::nullopt : m_context.payments.find(sweeps.front().payment_id);
    if (!payment || m_context.keys.deposits == nullptr) {
        can_not_replace(tx, "the deposit's key is not on this host; export it again");
        return std::nullopt;
    }
    return m_sender.deposit_signer(*payment);
}

/// What moves all of an address's native money moves less of it at a higher fee; a token's transfer
/// needs more gas money.
std::optional<evm::AnyTx> SweepFollower::at_price(const SweepTx& tx, const evm::AnyTx& old,
                                                  GasPrice price, std::vector<Sweep>& sweeps)
{
    evm::AnyTx anew = old;
    const Amount gas{evm::gas_of(old)};
    if (tx.kind == SweepTxKind::native) {
        price.priority_fee = price.max_fee;
        const Amount more = gas * (price.max_fee - evm::max_fee_of(old));
        Amount& value = std::visit([](auto& one) -> Amount& { return one.value; }, anew);
        if (sweeps.size() != 1 || value <= more) {
            can_not_replace(tx, "its value is less than what it would cost");
            return std::nullopt;
        }
        value -= more;
        sweeps.front().amount = value;
    }
    if (tx.kind == SweepTxKind::token) {
        const std::array sender{tx.sender};
        const Amount held = m_context.job.client.balances(sender).front();
        const Amount needed = gas * price.max_fee;
        const Amount affordable = evm::mul_div_floor(held, 1, gas);
        const Amount least = std::max(least_replacement(evm::max_fee_of(old)),
                                      least_replacement(evm::priority_fee_of(old)));
        const bool would_do = !price.base_fee || affordable >= *price.base_fee;
        if (held < needed && (affordable < least || !would_do)) {
            fund(tx, needed - held, sweeps);
            return std::nullopt;
        }
        price.max_fee = std::min(price.max_fee, affordable);
        price.priority_fee = std::min(price.priority_fee, price.max_fee);
    }
    set_price(anew, price);
    return anew;
}

/// More gas money for a token's transfer that does not get through; it is replaced once that has
/// arrived.
void SweepFollower::fund(const SweepTx& tx, const Amount& missing, const std::vector<Sweep>& sweeps)
{
    const ChainJob& job = m_context.job;
    if (m_context.keys.sponsor == nullptr || sweeps.size() != 1) {
        can_not_replace(tx, "its address needs more gas money, and no sponsor key is configured "
                            "(sweeping.sponsor_key_file)");
        return;
    }
    for (const Sweep& other : m_context.sweeps.of_payment(sweeps.front().payment_id)) {
        if (other.kind == store::SweepKind::topup &&
            (other.state == store::SweepState::signed_ ||
             other.state == store::SweepState::broadcast)) {
            return;
        }
    }
    const wallet::Signer& sponsor = *m_context.keys.sponsor;
    TxDraft draft{.kind = SweepTxKind::topup,
                  .from = sponsor.address(),
                  .to = tx.sender,
                  .value = missing,
                  .data = {},
                  .gas = 0,
                  .price = m_price->price,
                  .authorizations = {}};
    draft.gas = job.client.estimate_gas(draft.as_call());
    std::array topup{Sweep{.chain_id = tx.chain_id,
                           .payment_id = sweeps.front().payment_id,
                           .kind = store::SweepKind::topup,
                           .from = draft.from,
                           .to = draft.to,
                           .symbol = job.chain.native.symbol,
                           .decimals = job.chain.native.decimals,
                           .amount = missing}};
    m_sender.start(draft, sponsor, topup);
}

} // namespace ctrip::job
