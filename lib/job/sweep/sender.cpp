// SPDX-License-Identifier: MIT
#include "job/sweep/sender.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/hex.hpp"
#include "job/shared/stored_tx.hpp"
#include "job/sweep/delegation/undelegation.hpp"
#include "job/sweep/limits/send_refusal.hpp"
#include "job/sweep/records.hpp"
#include "payment/deposit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace ctrip::job {

using store::Sweep;
using store::SweepTx;
using store::SweepTxState;

namespace {

/// None where the row's bytes are not the signed transaction of its hash.
std::optional<evm::SignedTx> signed_tx_of(const SweepTx& tx)
{
    const std::optional<base::Bytes> raw = stored_bytes(tx);
    return raw && evm::tx_hash(*raw) == tx.hash ? evm::decode_signed(*raw) : std::nullopt;
}

/// By the node's newest balance.
bool has_less(SweepContext& context, const evm::Address& sender, const evm::Amount& cost)
{
    return context.job.client.balances(std::span{&sender, 1}).front() < cost;
}

void log_refusal(const SweepContext& context, const SweepTx& tx, const std::string& node_says)
{
    context.job.log.warning("the node refused a sweep's transaction; the next run tries again",
                            {{"chain", context.job.chain.name},
                             {"kind", std::string{store::to_string(tx.kind)}},
                             {"from", tx.sender.to_checksum()},
                             {"tx", tx.hash.to_hex()},
                             {"node_says", node_says}});
}

} // namespace

bool is_refused_for_good(rpc::SendOutcome outcome) noexcept
{
    switch (outcome) {
    case rpc::SendOutcome::insufficient_funds:
    case rpc::SendOutcome::gas_above_cap:
    case rpc::SendOutcome::fee_above_cap:
    case rpc::SendOutcome::gas_too_low:
    case rpc::SendOutcome::too_large:
        return true;
    case rpc::SendOutcome::accepted:
    case rpc::SendOutcome::already_known:
    case rpc::SendOutcome::nonce_too_low:
    case rpc::SendOutcome::underpriced:
    case rpc::SendOutcome::rejected:
        break;
    }
    return false;
}

rpc::CallRequest TxDraft::as_call() const
{
    return {.from = from,
            .to = to,
            .value = value,
            .data = data,
            .gas = gas == 0 ? std::nullopt : std::optional{gas},
            .authorizations = authorizations};
}

evm::AnyTx to_tx(const TxDraft& draft, evm::ChainId chain_id, std::uint64_t nonce)
{
    if (!draft.authorizations.empty()) {
        return evm::Eip7702Tx{.chain_id = chain_id,
                              .nonce = nonce,
                              .max_priority_fee = draft.price.priority_fee,
                              .max_fee = draft.price.max_fee,
                              .gas = draft.gas,
                              .to = draft.to,
                              .value = draft.value,
                              .data = draft.data,
                              .access_list = {},
                              .authorizations = draft.authorizations};
    }
    if (draft.price.base_fee) {
        return evm::Eip1559Tx{.chain_id = chain_id,
                              .nonce = nonce,
                              .max_priority_fee = draft.price.priority_fee,
                              .max_fee = draft.price.max_fee,
                              .gas = draft.gas,
                              .to = draft.to,
                              .value = draft.value,
                              .data = draft.data,
                              .access_list = {}};
    }
    return evm::LegacyTx{.chain_id = chain_id,
                         .nonce = nonce,
                         .gas_price = draft.price.max_fee,
                         .gas = draft.gas,
                         .to = draft.to,
                         .value = draft.value,
                         .data = draft.data};
}

std::size_t SweepSender::start(std::vector<TxToSign>&& txs)
{
    constexpr std::size_t at_once = 100;
    std::size_t started = 0;
    for (std::size_t first = 0; first < txs.size(); first += at_once) {
        started += start_some(std::span{txs}.subspan(first, std::min(at_once, txs.size() - first)));
    }
    return started;
}

std::size_t SweepSender::start_some(std::span<TxToSign> txs)
{
    std::map<evm::Address, std::uint64_t> nonces = next_nonces(txs);
    std::vector<SignedSweeps> signed_txs;
    for (TxToSign& one : txs) {
        std::uint64_t& nonce = nonces.at(one.draft.from);
        if (auto tx = sign(one, nonce)) {
            signed_txs.push_back({.tx = std::move(*tx), .sweeps = one.sweeps});
            nonce = m_context.sweeps.free_nonce(m_context.job.chain.chain_id, one.draft.from,
                                                nonce + 1);
        }
    }
    store_and_send(signed_txs);
    return signed_txs.size();
}

/// None where it must not be signed, which is logged.
std::optional<SweepTx> SweepSender::sign(const TxToSign& one, std::uint64_t nonce)
{
    const TxDraft& draft = one.draft;
    CTRIP_CHECK(one.signer.address() == draft.from);
    const evm::AnyTx tx = to_tx(draft, m_context.job.chain.chain_id, nonce);
    std::string why = why_not_signed(tx, draft.kind, one.sweeps);
    if (why.empty()) {
        why = m_daily_gas.why_over(tx, draft.kind);
    }
    const std::optional<evm::Amount>& fee_max = m_context.limits.fee_max();
    if (why.empty() && fee_max && draft.fee_max() > *fee_max) {
        why = fmt::format("it may cost {} wei, and the node takes no transaction above {}; ask "
                          "another node, or raise its cap (geth: --rpc.txfeecap)",
                          draft.fee_max().to_decimal(), fee_max->to_decimal());
    }
    if (!why.empty()) {
        m_context.job.log.error(
            "a sweep's transaction was not signed",
            {{"chain", m_context.job.chain.name},
             {"kind", std::string{store::to_string(draft.kind)}},
             {"payment", one.sweeps.empty() ? std::string{} : one.sweeps.front().payment_id},
             {"why", why}});
        return std::nullopt;
    }
    m_daily_gas.spend(tx, draft.kind);
    return stored(draft.kind, draft.from, nonce, one.signer.sign(tx));
}

std::string SweepSender::why_not_signed(const evm::AnyTx& tx, store::SweepTxKind kind,
                                        std::span<const Sweep> sweeps)
{
    const SigningRules rules = m_context.rules();
    std::string why = why_not_intended(tx, kind, deposits_of(tx, kind, sweeps), rules);
    return why.empty() ? why_too_dear(tx, kind, rules) : why;
}

/// Derived again: a process with write access to the database could have replaced the address.
std::vector<evm::Address> SweepSender::deposits_of(std::span<const Sweep> sweeps)
{
    std::vector<evm::Address> deposits;
    for (const Sweep& sweep : sweeps) {
        const auto payment = m_context.queue.find(sweep.payment_id);
        if (payment && payment->chain_id == m_context.job.chain.chain_id) {
            deposits.push_back(m_context.keys.account.address(payment->derivation_index));
        }
    }
    return deposits;
}

std::vector<evm::Address> SweepSender::deposits_of(const evm::AnyTx& tx, store::SweepTxKind kind,
                                                   std::span<const Sweep> sweeps)
{
    return kind == store::SweepTxKind::undelegate ? undelegated_deposits(m_context, tx)
                                                  : deposits_of(sweeps);
}

std::optional<evm::AnyTx> SweepSender::trusted(const SweepTx& tx)
{
    const auto [found, is_new] = m_judged.try_emplace(tx.hash.to_hex());
    if (is_new) {
        found->second = judge(tx);
        if (!found->second.why_not.empty()) {
            distrust(tx, found->second.why_not);
        }
    }
    return found->second.why_not.empty() ? found->second.tx : std::nullopt;
}

SweepSender::Judged SweepSender::judge(const SweepTx& tx)
{
    const std::optional<evm::SignedTx> decoded = signed_tx_of(tx);
    if (!decoded) {
        return {.tx = std::nullopt, .why_not = "its bytes are not the transaction of that hash"};
    }
    const SigningRules rules = m_context.rules();
    const std::vector<Sweep> sweeps = m_context.sweeps.of_tx(tx.chain_id, tx.hash);
    const std::vector<evm::Address> deposits = deposits_of(decoded->tx, tx.kind, sweeps);
    const bool is_deposits =
        tx.kind == store::SweepTxKind::native || tx.kind == store::SweepTxKind::token;
    // What another account signed spends its own money only, as after a change of the sponsor.
    const evm::Address signer = is_deposits && !deposits.empty() ? deposits.front() : tx.sender;
    if (tx.sender != signer || wallet::signer_of(*decoded) != signer) {
        return {.tx = std::nullopt,
                .why_not = fmt::format("it is not signed by {}", signer.to_checksum())};
    }
    if (evm::nonce_of(decoded->tx) != tx.nonce) {
        return {.tx = std::nullopt, .why_not = "its nonce is not that of its row"};
    }
    return {.tx = decoded->tx, .why_not = why_not_intended(decoded->tx, tx.kind, deposits, rules)};
}

bool SweepSender::is_signed_by_deposit(const SweepTx& tx)
{
    if (tx.kind != store::SweepTxKind::native) {
        return true; // What the others moved is read from the events of their receipts.
    }
    const auto [found, is_new] = m_signed_by_deposit.try_emplace(tx.hash.to_hex());
    if (!is_new) {
        return found->second;
    }
    const std::optional<evm::SignedTx> decoded = signed_tx_of(tx);
    const std::vector<evm::Address> deposits =
        deposits_of(m_context.sweeps.of_tx(tx.chain_id, tx.hash));
    // One that was replaced has no sweeps any more, and takes over those of its nonce.
    const evm::Address& signer = deposits.empty() ? tx.sender : deposits.front();
    found->second = decoded && wallet::signer_of(*decoded) == signer;
    if (!found->second) {
        distrust(tx, "its deposit did not sign it");
    }
    return found->second;
}

void SweepSender::distrust(const SweepTx& tx, const std::string& why)
{
    ++m_context.report.distrusted;
    m_context.job.log.error(
        "a row of sweep_txs is not a transaction that ctrip signs, and is not sent; check who can "
        "write to the database, and what changed in the configuration",
        {{"chain", m_context.job.chain.name},
         {"tx", tx.hash.to_hex()},
         {"kind", std::string{store::to_string(tx.kind)}},
         {"from", tx.sender.to_checksum()},
         {"why", why}});
}

void SweepSender::start(store::SweepTxKind kind, const evm::Address& sender, std::uint64_t nonce,
                        const wallet::SignedTx& signed_tx, std::span<Sweep> sweeps)
{
    std::array one{SignedSweeps{.tx = stored(kind, sender, nonce, signed_tx), .sweeps = sweeps}};
    store_and_send(one);
}

/// All are stored before any is sent.
void SweepSender::store_and_send(std::span<SignedSweeps> all)
{
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_context.job.database};
        for (SignedSweeps& one : all) {
            m_context.sweeps.insert(one.tx, one.sweeps);
            for (const Sweep& sweep : one.sweeps) {
                if (sweep.kind != store::SweepKind::topup) {
                    m_context.plans.remove(sweep.payment_id, sweep.token);
                }
            }
        }
        transaction.commit();
    });
    std::vector<SweepTx*> txs;
    for (SignedSweeps& one : all) {
        m_context.count_tx(one.tx.kind, "signed");
        txs.push_back(&one.tx);
    }
    const std::vector<rpc::SendOutcome> outcomes = send(txs, Sent::first);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (is_refused_for_good(outcomes[i])) {
            drop_refused(all[i].tx, outcomes[i]);
            continue;
        }
        ++m_context.report.sent;
        for (const Sweep& sweep : all[i].sweeps) {
            m_context.job.log.info(
                sweep.kind == store::SweepKind::topup ? "gas money was sent to a deposit"
                                                      : "a sweep was sent to the treasury",
                sweep_fields(m_context.job.chain, sweep, all[i].tx.hash, "sweep.sent"));
        }
    }
}

/// No node has it: its nonce is free again, and the next plan is another one.
void SweepSender::drop_refused(SweepTx& tx, rpc::SendOutcome outcome)
{
    tx.state = SweepTxState::dropped;
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_context.job.database};
        m_context.sweeps.update_with_sweeps(tx, std::string{why_refused(outcome)});
        transaction.commit();
    });
}

SweepTx SweepSender::stored(store::SweepTxKind kind, const evm::Address& sender,
                            std::uint64_t nonce, const wallet::SignedTx& signed_tx) const
{
    return {.chain_id = m_context.job.chain.chain_id,
            .hash = signed_tx.hash,
            .kind = kind,
            .state = SweepTxState::signed_,
            .sender = sender,
            .nonce = nonce,
            .raw = base::to_hex_0x(signed_tx.raw),
            .signed_block = m_context.head.number,
            .signed_time_s = m_context.head.timestamp_s,
            .block_number = std::nullopt,
            .block_hash = std::nullopt,
            .fee = std::nullopt,
            .created_at_s = 0};
}

rpc::SendOutcome SweepSender::broadcast(SweepTx& tx)
{
    const std::array one{&tx};
    return broadcast(one).front();
}

std::vector<rpc::SendOutcome> SweepSender::broadcast(std::span<SweepTx* const> txs)
{
    return send(txs, Sent::again);
}

std::vector<rpc::SendOutcome> SweepSender::send(std::span<SweepTx* const> txs, Sent when)
{
    std::vector<base::Bytes> raws;
    for (const SweepTx* const tx : txs) {
        std::optional<base::Bytes> raw = stored_bytes(*tx);
        if (!raw) {
            throw Error{ErrorKind::unavailable,
                        fmt::format("database: the sweep's transaction {} has no bytes; it was "
                                    "changed outside ctrip",
                                    tx->hash.to_hex())};
        }
        raws.push_back(std::move(*raw));
    }
    const std::vector<rpc::SendResult> results = m_context.job.client.send_raw(raws);
    std::vector<rpc::SendOutcome> outcomes;
    std::vector<SweepTx*> taken;
    for (std::size_t i = 0; i < txs.size(); ++i) {
        SweepTx& tx = *txs[i];
        const rpc::SendOutcome outcome = results[i].outcome;
        outcomes.push_back(outcome);
        m_sent.insert(tx.hash);
        if (outcome == rpc::SendOutcome::accepted || outcome == rpc::SendOutcome::already_known) {
            if (tx.state == SweepTxState::signed_) {
                taken.push_back(&tx);
            }
        } else if (outcome != rpc::SendOutcome::nonce_too_low) {
            const std::optional<evm::AnyTx> decoded = stored_tx(tx);
            CTRIP_CHECK(decoded.has_value());
            const bool is_poor =
                outcome == rpc::SendOutcome::insufficient_funds &&
                (when == Sent::again || has_less(m_context, tx.sender, cost_of(*decoded)));
            const bool is_new = m_context.limits.learn(
                {.tx = *decoded, .size = raws[i].size(), .sender_is_poor = is_poor}, results[i]);
            m_context.plan_again = m_context.plan_again || is_new;
            log_refusal(m_context, tx, results[i].message);
        }
    }
    store::retry_conflicts([&] {
        store::DbTransaction transaction{m_context.job.database};
        for (SweepTx* const tx : taken) {
            tx->state = SweepTxState::broadcast;
            m_context.sweeps.update_with_sweeps(*tx);
        }
        transaction.commit();
    });
    return outcomes;
}

std::uint64_t SweepSender::next_nonce(const evm::Address& sender)
{
    return after_mined(sender, m_context.job.client.nonce(sender, true));
}

/// `shown`: the sender's nonce by the node.
std::uint64_t SweepSender::after_mined(const evm::Address& sender, std::uint64_t shown)
{
    const evm::ChainId chain_id = m_context.job.chain.chain_id;
    // Somebody else sent from this address, or the node is wrong. What is only pending may never be
    // mined, and the lane would wait for it.
    if (shown > m_context.sweeps.next_nonce(chain_id, sender).value_or(0)) {
        shown = m_context.job.client.lowest_nonce(sender);
    }
    return m_context.sweeps.free_nonce(chain_id, sender, shown);
}

/// Of each sender, asked by a few calls where the node can.
std::map<evm::Address, std::uint64_t> SweepSender::next_nonces(std::span<const TxToSign> txs)
{
    std::set<evm::Address> distinct;
    for (const TxToSign& one : txs) {
        distinct.insert(one.draft.from);
    }
    const std::vector<evm::Address> senders(distinct.begin(), distinct.end());
    const std::vector<std::optional<std::uint64_t>> mined =
        m_context.job.client.mined_nonces(senders);
    std::map<evm::Address, std::uint64_t> nonces;
    for (std::size_t i = 0; i < senders.size(); ++i) {
        nonces[senders[i]] = mined[i] ? after_mined(senders[i], *mined[i]) : next_nonce(senders[i]);
    }
    return nonces;
}

wallet::Signer SweepSender::deposit_signer(const payment::Deposit& payment) const
{
    if (m_context.keys.deposits == nullptr) {
        throw Error{
            ErrorKind::config,
            fmt::format("payment '{}': the key of its address is not on this host", payment.id)};
    }
    wallet::Signer signer =
        wallet::deposit_signer(*m_context.keys.deposits, payment.derivation_index);
    if (signer.address() != payment.address) {
        throw Error{ErrorKind::config,
                    fmt::format("payment '{}': the configured wallet does not own its address",
                                payment.id)};
    }
    return signer;
}

} // namespace ctrip::job
