// SPDX-License-Identifier: MIT
#include "job/sweep/replacer.hpp"

#include "job/sweep/replacement.hpp"
#include "payment/deposit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <variant>

namespace ctrip::job {

namespace {

using evm::Amount;
using store::Sweep;
using store::SweepTx;
using store::SweepTxKind;
using store::SweepTxState;

} // namespace

void SweepReplacer::log_not_replaced(const SweepTx& tx, const std::string& why) const
{
    m_context.job.log.warning("a sweep's transaction is not mined, and was not replaced",
                              {{"chain", m_context.job.chain.name},
                               {"kind", std::string{store::to_string(tx.kind)}},
                               {"tx", tx.hash.to_hex()},
                               {"why", why}});
}

bool SweepReplacer::has_expired(const SweepTx& tx)
{
    const std::optional<evm::AnyTx> old = m_sender.trusted(tx);
    return old && is_expiring(transfers_in(*old, m_context.keys.treasury), m_context.head);
}

bool SweepReplacer::replace_stuck(SweepSlot slot, SweepTx& tx, rpc::SendOutcome outcome)
{
    const std::optional<evm::AnyTx> old = m_sender.trusted(tx);
    return old &&
           (outcome == rpc::SendOutcome::underpriced || is_stuck(*old, tx, m_context.head) ||
            is_expiring(transfers_in(*old, m_context.keys.treasury), m_context.head)) &&
           m_checked.insert(tx.hash.to_hex()).second && !end_if_nonce_used(slot, tx) &&
           replace(tx, *old);
}

bool SweepReplacer::replace(SweepTx& tx, const evm::AnyTx& old)
{
    const ChainJob& job = m_context.job;
    if (!m_price) {
        m_price = price_now(job.client, m_context.head, job.config.sweeping, job.chain.chain_id);
    }
    const auto price = raised(old, m_price->price, m_price->max_fee_wei);
    if (!m_price->too_high.empty() || !price) {
        log_not_replaced(
            tx,
            m_price->too_high.empty()
                ? fmt::format("an eighth more than its {} is more than {}, the most that gas may "
                              "cost (sweeping.max_fee_gwei)",
                              to_gwei(evm::max_fee_of(old)), to_gwei(m_price->max_fee_wei))
                : m_price->too_high);
        return false;
    }
    std::vector<Sweep> sweeps = m_context.sweeps.of_tx(tx.chain_id, tx.hash);
    const std::optional<wallet::Signer> signer = signer_of(tx, sweeps);
    if (!signer) {
        return false;
    }
    const std::optional<evm::AnyTx> anew = at_price(tx, old, *price, sweeps);
    if (!anew) {
        return false;
    }
    if (const std::string why = m_sender.why_not_signed(*anew, tx.kind, sweeps); !why.empty()) {
        log_not_replaced(tx, why);
        return false;
    }
    const std::optional<Amount>& fee_max = m_context.limits.fee_max();
    if (fee_max && Amount{evm::gas_of(*anew)} * evm::max_fee_of(*anew) > *fee_max) {
        log_not_replaced(tx, "the node takes no transaction that may cost so much; ask another "
                             "node, or raise its cap (geth: --rpc.txfeecap)");
        return false;
    }
    SweepTx fresh = m_sender.stored(tx.kind, tx.sender, tx.nonce, signer->sign(*anew));
    store::retry_conflicts([&] {
        store::DbTransaction transaction{job.database};
        m_context.sweeps.replace(tx, fresh);
        for (Sweep& sweep : sweeps) {
            sweep.state = store::SweepState::signed_;
            m_context.sweeps.update(sweep);
        }
        transaction.commit();
    });
    m_context.count_tx(tx.kind, "replaced");
    job.log.info("a sweep's transaction was not mined in time and is replaced at a higher fee",
                 {{"event", "sweep.replaced"},
                  {"chain", job.chain.name},
                  {"kind", std::string{store::to_string(tx.kind)}},
                  {"old", tx.hash.to_hex()},
                  {"new", fresh.hash.to_hex()},
                  {"gas_price", to_gwei(price->max_fee)}});
    m_checked.insert(fresh.hash.to_hex());
    static_cast<void>(m_sender.broadcast(fresh));
    ++m_context.report.replaced;
    tx = fresh;
    return true;
}

/// None where its key is not on this host, or not the configured one any more.
std::optional<wallet::Signer> SweepReplacer::signer_of(const SweepTx& tx,
                                                       const std::vector<Sweep>& sweeps)
{
    if (tx.kind != SweepTxKind::native && tx.kind != SweepTxKind::token) {
        if (m_context.keys.sponsor == nullptr || m_context.keys.sponsor->address() != tx.sender) {
            log_not_replaced(tx, "the configured sponsor key is not its sender's");
            return std::nullopt;
        }
        return m_context.keys.sponsor->clone();
    }
    const auto payment =
        sweeps.empty() ? std::nullopt : m_context.queue.find(sweeps.front().payment_id);
    if (!payment || m_context.keys.deposits == nullptr) {
        log_not_replaced(tx, "the deposit's key is not on this host; export it again");
        return std::nullopt;
    }
    return m_sender.deposit_signer(*payment);
}

/// None where the sender can't pay for it; then a top-up is sent, or the reason is logged.
std::optional<evm::AnyTx> SweepReplacer::at_price(const SweepTx& tx, const evm::AnyTx& old,
                                                  const GasPrice& price, std::vector<Sweep>& sweeps)
{
    if (tx.kind == SweepTxKind::native) {
        std::optional<evm::AnyTx> anew =
            sweeps.size() == 1 ? native_replacement(old, price) : std::nullopt;
        if (!anew) {
            log_not_replaced(tx, "its value is less than what it would cost");
            return std::nullopt;
        }
        sweeps.front().amount = std::visit([](const auto& one) { return one.value; }, *anew);
        return anew;
    }
    if (tx.kind == SweepTxKind::token) {
        const std::array sender{tx.sender};
        const Amount held = m_context.job.client.balances(sender).front();
        const std::optional<GasPrice> affordable = token_replacement_price(old, price, held);
        if (!affordable) {
            fund(tx, Amount{evm::gas_of(old)} * price.max_fee - held, sweeps);
            return std::nullopt;
        }
        return with_price(old, *affordable);
    }
    if (tx.kind == SweepTxKind::batch) {
        if (auto transfers = transfers_in(old, m_context.keys.treasury)) {
            return with_new_transfers(tx, with_price(old, price), *transfers, sweeps);
        }
    }
    return with_price(old, price);
}

/// With the same transfers (EIP-3009), valid from now on for as long as new ones. Each has the
/// nonce that it had, so that only one of the two transactions can move it. None where they can't
/// be signed; the reason is logged.
std::optional<evm::AnyTx> SweepReplacer::with_new_transfers(const SweepTx& tx, evm::AnyTx anew,
                                                            evm::TransferManyCall& transfers,
                                                            const std::vector<Sweep>& sweeps)
{
    const std::optional<evm::Word> domain = m_domains.of(transfers.token);
    if (!domain) {
        log_not_replaced(tx, "its token does not answer as one of EIP-3009 any more");
        return std::nullopt;
    }
    std::map<evm::Address, wallet::Signer> signers;
    for (const Sweep& sweep : sweeps) {
        const auto payment = m_context.queue.find(sweep.payment_id);
        if (payment && m_context.keys.deposits != nullptr) {
            signers.emplace(payment->address, m_sender.deposit_signer(*payment));
        }
    }
    for (evm::SignedTransferAuthorization& one : transfers.transfers) {
        const auto signer = signers.find(one.transfer.from);
        if (signer == signers.end()) {
            log_not_replaced(tx, "the deposits' keys, which sign its transfers, are not on this "
                                 "host");
            return std::nullopt;
        }
        one.transfer.valid_before =
            static_cast<std::uint64_t>(m_context.head.timestamp_s) + kTransferValid_s;
        one = signer->second.sign(one.transfer, *domain);
    }
    std::visit([&](auto& each) { each.data = evm::encode_transfer_many(transfers); }, anew);
    return anew;
}

/// Sends more gas money for a stuck transfer of a token, which is replaced once that has arrived.
void SweepReplacer::fund(const SweepTx& tx, const Amount& missing, const std::vector<Sweep>& sweeps)
{
    const ChainJob& job = m_context.job;
    if (m_context.keys.sponsor == nullptr || sweeps.size() != 1) {
        log_not_replaced(tx, "its address needs more gas money, and no sponsor key is configured "
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
    std::vector<TxToSign> topup;
    topup.push_back({.draft = draft,
                     .signer = sponsor.clone(),
                     .sweeps = {Sweep{.chain_id = tx.chain_id,
                                      .payment_id = sweeps.front().payment_id,
                                      .kind = store::SweepKind::topup,
                                      .from = draft.from,
                                      .to = draft.to,
                                      .symbol = job.chain.native.symbol,
                                      .decimals = job.chain.native.decimals,
                                      .amount = missing}}});
    static_cast<void>(m_sender.start(std::move(topup)));
}

bool SweepReplacer::is_used_at_final(const SweepTx& tx) const
{
    const auto& final = m_context.final;
    return final && m_context.job.client.nonce_at(tx.sender, *final).value_or(0) > tx.nonce;
}

/// Asked once more, after the nonce: behind one URL there may be several nodes, and a reorg may
/// have come in between.
bool SweepReplacer::has_receipt(SweepSlot slot) const
{
    std::vector<evm::TxHash> hashes;
    for (const SweepTx& tx : slot) {
        hashes.push_back(tx.hash);
    }
    const auto receipts = m_context.job.client.receipts(hashes);
    return std::any_of(receipts.begin(), receipts.end(),
                       [](const auto& receipt) { return receipt.has_value(); });
}

bool SweepReplacer::end_if_nonce_used(SweepSlot slot, SweepTx& tx)
{
    const ChainJob& job = m_context.job;
    if (job.client.nonce(tx.sender, false) <= tx.nonce) {
        return false;
    }
    const std::int64_t age_s = slot_age_s(slot, job.clock.now_s());
    if (may_show_receipt_later(age_s, is_used_at_final(tx)) || has_receipt(slot)) {
        return true;
    }
    drop(slot, tx, "another transaction used its nonce");
    m_context.plan_again = true;
    job.log.error(
        "a foreign transaction used a sweep's nonce; it is planned again. Nobody else may "
        "send from this account",
        {{"chain", job.chain.name}, {"from", tx.sender.to_checksum()}, {"tx", tx.hash.to_hex()}});
    return true;
}

void SweepReplacer::drop(SweepSlot slot, SweepTx& tx, const std::string& why)
{
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_context.job.database};
        for (SweepTx& other : slot) {
            other.state = SweepTxState::dropped;
            if (&other != &tx) {
                m_context.sweeps.update(other);
            }
        }
        m_context.sweeps.update_with_sweeps(tx, why);
        transaction.commit();
    });
}

} // namespace ctrip::job
