// SPDX-License-Identifier: MIT
#include "job/explain/transaction.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "evm/native_log.hpp"
#include "job/explain/transfer.hpp"
#include "job/explain/words.hpp"
#include "job/shared/finality.hpp"
#include "job/shared/one_currency.hpp"
#include "payment/payment.hpp"
#include "store/archive/archive_index.hpp"
#include "store/ledger_store.hpp"
#include "store/payment_store.hpp"
#include "store/sweep_store.hpp"
#include "store/transfer_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ctrip::job {

namespace {

using evm::Address;
using evm::Transfer;
using payment::Booking;
using payment::Payment;

constexpr std::uint64_t kPlainTransferGas = 21'000;
constexpr std::size_t kRecipientsShown = 5;

/// How much of the transaction is found on a chain: the chain with the most is explained.
enum class Interest : std::uint8_t
{
    none,    ///< Neither node nor database have it.
    known,   ///< It exists, but neither pays us nor is our own.
    of_ours, ///< It pays us, or is our own.
};

class TxExplainer
{
public:
    TxExplainer(const ExplainContext& context, const ExplainChain& chain, const evm::TxHash& hash)
        : m_context(context), m_chain(chain), m_hash(hash),
          m_bookings(store::LedgerStore{context.database}.bookings(chain.chain.chain_id, hash))
    {
        m_result.subject = hash.to_hex();
    }

    Interest run();
    [[nodiscard]] Explanation take() { return std::move(m_result); }

private:
    void ask_node();
    [[nodiscard]] Interest from_ledger();
    [[nodiscard]] Interest not_mined();
    [[nodiscard]] Interest mined();
    [[nodiscard]] std::vector<Transfer> transfers() const;
    [[nodiscard]] std::vector<Transfer> without_native_logs(const std::vector<Transfer>& all) const;
    [[nodiscard]] bool is_traced(const Transfer& log) const;
    [[nodiscard]] std::optional<Booking> booking_of(const Transfer& transfer,
                                                    const Payment& payment) const;
    void find_ours(const std::vector<Transfer>& transfers);
    [[nodiscard]] bool is_own();
    void place();
    void judge(const Transfer& transfer, const Payment& payment);
    void from_contract(const Booking& booking);
    void not_for_us(const std::vector<Transfer>& transfers);
    void say(std::string sentence) { m_result.sentences.push_back(std::move(sentence)); }
    void conclude(std::string verdict, std::string next)
    {
        m_result.verdict = std::move(verdict);
        m_result.next = std::move(next);
    }

    const ExplainContext& m_context;
    const ExplainChain& m_chain;
    const evm::TxHash& m_hash;
    std::vector<Booking> m_bookings;
    evm::BlockNumber m_head = 0;
    std::optional<rpc::Transaction> m_tx;
    std::optional<rpc::Receipt> m_receipt;
    std::optional<rpc::BlockHeader> m_block;
    std::map<Address, Payment> m_ours;
    std::map<Address, store::ArchivedPayment> m_archived;
    TransferVerdict m_worst;
    Explanation m_result;
};

Interest TxExplainer::run()
{
    m_result.facts.emplace_back("chain", m_chain.chain.name);
    try {
        ask_node();
    } catch (const Error& error) {
        m_result.unreachable.emplace_back(error.what());
        return from_ledger();
    }
    if (m_receipt && m_block) {
        return mined();
    }
    return m_tx ? not_mined() : from_ledger();
}

void TxExplainer::ask_node()
{
    rpc::BlockSource& client = m_chain.client;
    client.check_chain_id();
    m_head = client.head().number;
    m_tx = client.transaction(m_hash);
    if (m_tx) {
        m_receipt = client.receipts({&m_hash, 1}).front();
    }
    if (m_receipt) {
        m_block = client.header(m_receipt->block_number);
        m_head = std::max(m_head, m_receipt->block_number);
    }
}

/// No node shows it: explains it by its bookings.
Interest TxExplainer::from_ledger()
{
    if (m_bookings.empty()) {
        return Interest::none;
    }
    for (const Booking& booking : m_bookings) {
        say(fmt::format("On {} it was booked for payment {}, in block {}{}.", m_chain.chain.name,
                        booking.payment_id, booking.transfer.block_number,
                        booking.orphaned ? ", which has left the chain" : ""));
    }
    if (!m_result.unreachable.empty()) {
        conclude("booked", fmt::format("'ctrip explain {}' says how the payment stands",
                                       m_bookings.front().payment_id));
        return Interest::of_ours;
    }
    say("No node shows it any more: a reorg removed its block, and it was not mined again.");
    conclude("reorganised", "wait until it is mined again, or ask the payer to send it again; a "
                            "scan books what is on the chain");
    return Interest::of_ours;
}

Interest TxExplainer::not_mined()
{
    say(fmt::format("A node of {} knows it, but it is not mined: it waits for a block.",
                    m_chain.chain.name));
    conclude("not_mined", "wait; where its fee is too low for the chain just now, its sender can "
                          "raise it");
    if (!m_tx->to) {
        return Interest::known;
    }
    find_ours({Transfer{.tx_hash = m_hash, .to = *m_tx->to}});
    if (m_ours.empty()) {
        return Interest::known;
    }
    say(fmt::format("It goes to the address of payment {}.", m_ours.begin()->second.id));
    return Interest::of_ours;
}

/// Its value, its Transfer events, and those of amount zero. A log of native money is that money:
/// of its value, which is listed already, or of a call.
std::vector<Transfer> TxExplainer::transfers() const
{
    std::vector<Transfer> all;
    if (m_tx->to && !m_tx->value.is_zero()) {
        all.push_back(
            {.tx_hash = m_hash, .from = m_tx->from, .to = *m_tx->to, .amount = m_tx->value});
    }
    all.insert(all.end(), m_receipt->token_transfers.begin(), m_receipt->token_transfers.end());
    all.insert(all.end(), m_receipt->empty_transfers.begin(), m_receipt->empty_transfers.end());
    for (Transfer& transfer : all) {
        transfer.block_number = m_block->number;
        transfer.block_hash = m_block->hash;
        transfer.block_time_s = m_block->timestamp_s;
    }
    return without_native_logs(in_one_currency(m_chain.chain, std::move(all)));
}

std::vector<Transfer> TxExplainer::without_native_logs(const std::vector<Transfer>& all) const
{
    const auto& tokens = m_chain.chain.tokens;
    const auto is_configured = [&](const evm::Address& address) {
        return std::any_of(tokens.begin(), tokens.end(),
                           [&](const config::Token& token) { return token.address == address; });
    };
    const bool has_contract = m_chain.chain.native.contract.has_value();
    std::vector<Transfer> kept;
    bool is_value_logged = m_tx->value.is_zero();
    for (const Transfer& transfer : all) {
        const bool is_log = transfer.token ? evm::logs_native_money(*transfer.token) &&
                                                 !is_configured(*transfer.token)
                                           : transfer.is_event() && !has_contract;
        const bool is_value = transfer.token && !is_value_logged && transfer.to == m_tx->to &&
                              transfer.amount == m_tx->value;
        if (is_log && is_value) {
            is_value_logged = true;
        } else if (!is_log || !is_traced(transfer)) {
            kept.push_back(transfer);
            if (is_log) {
                kept.back().token.reset();
            }
        }
    }
    return kept;
}

/// Whether a trace named this transaction as what moved the money: its booking is explained then.
bool TxExplainer::is_traced(const Transfer& log) const
{
    return std::any_of(m_bookings.begin(), m_bookings.end(), [&](const Booking& booking) {
        return !booking.transfer.token && booking.transfer.log_index >= evm::kInternalLogIndex &&
               booking.transfer.to == log.to;
    });
}

/// What the transfer was booked as. Money that a call moved may be booked as a change of balance.
std::optional<Booking> TxExplainer::booking_of(const Transfer& transfer,
                                               const Payment& payment) const
{
    const auto same = std::find_if(m_bookings.begin(), m_bookings.end(), [&](const Booking& one) {
        return one.transfer.log_index == transfer.log_index;
    });
    if (same != m_bookings.end() || transfer.token || !transfer.is_event()) {
        return same == m_bookings.end() ? std::nullopt : std::optional{*same};
    }
    for (Booking& booking : store::TransferStore{m_context.database}.bookings(payment.id)) {
        if (booking.transfer.is_balance_change() &&
            booking.transfer.block_hash == transfer.block_hash) {
            return std::move(booking);
        }
    }
    return std::nullopt;
}

void TxExplainer::find_ours(const std::vector<Transfer>& transfers)
{
    std::set<Address> recipients;
    for (const Transfer& transfer : transfers) {
        recipients.insert(transfer.to);
    }
    if (m_tx->to) {
        recipients.insert(*m_tx->to);
    }
    recipients.insert(m_tx->from);
    const std::vector<Address> addresses(recipients.begin(), recipients.end());
    const evm::ChainId chain_id = m_chain.chain.chain_id;
    for (Payment& payment :
         store::PaymentStore{m_context.database}.at_addresses(chain_id, addresses)) {
        const Address address = payment.address;
        m_ours.emplace(address, std::move(payment));
    }
    for (store::ArchivedPayment& archived :
         store::ArchiveIndex{m_context.database}.at_addresses(chain_id, addresses)) {
        const Address address = archived.address;
        m_archived.emplace(address, std::move(archived));
    }
}

void TxExplainer::place()
{
    const std::uint64_t depth = depth_of(m_block->number, m_head);
    m_result.facts.emplace_back("block", std::uint64_t{m_block->number});
    m_result.facts.emplace_back("block_time", base::to_rfc3339(m_block->timestamp_s));
    m_result.facts.emplace_back("confirmations", depth);
    m_result.facts.emplace_back("succeeded", m_receipt->succeeded);
    say(fmt::format("On {} it is mined in block {} of {}, {} deep.", m_chain.chain.name,
                    m_block->number, base::to_rfc3339(m_block->timestamp_s),
                    count_text(depth, "block")));
}

/// One of ctrip's own transactions: a sweep, or gas money for one.
bool TxExplainer::is_own()
{
    for (const auto& [address, payment] : m_ours) {
        const std::vector<std::string> ids{payment.id};
        for (const store::Sweep& sweep :
             store::SweepStore{m_context.database, m_context.clock}.of_payments(ids)) {
            if (sweep.tx_hash == m_hash) {
                say(fmt::format("It is ctrip's own: a {} for payment {}.",
                                sweep.kind == store::SweepKind::topup ? "top-up with gas money"
                                                                      : "sweep to the treasury",
                                payment.id));
                m_result.facts.emplace_back("payment", payment.id);
                conclude("own", fmt::format("nothing; 'ctrip show {}' lists it", payment.id));
                return true;
            }
        }
    }
    return false;
}

Interest TxExplainer::mined()
{
    place();
    const std::vector<Transfer> all = transfers();
    find_ours(all);
    if (is_own()) {
        return Interest::of_ours;
    }
    bool ours = false;
    if (!m_receipt->succeeded) {
        ours = m_tx->to && m_ours.contains(*m_tx->to);
        say("It reverted: it moved nothing, whatever its value says.");
        conclude("reverted", "ask the payer to send it again, with enough gas");
        return ours ? Interest::of_ours : Interest::known;
    }
    for (const Transfer& transfer : all) {
        if (const auto found = m_ours.find(transfer.to); found != m_ours.end()) {
            judge(transfer, found->second);
            ours = true;
        } else if (const auto out = m_archived.find(transfer.to); out != m_archived.end()) {
            say(fmt::format("It pays to the address of payment {}, which {}.", out->second.id,
                            store::where_archived(out->second)));
            m_worst = worse_of(m_worst, archived_verdict(out->second));
            ours = true;
        }
    }
    for (const Booking& booking : m_bookings) {
        if (!booking.transfer.is_event() && booking.transfer.log_index != evm::kNativeLogIndex) {
            from_contract(booking);
            ours = true;
        }
    }
    if (!ours) {
        not_for_us(all);
        return Interest::known;
    }
    conclude(m_worst.word, m_worst.next);
    return Interest::of_ours;
}

void TxExplainer::judge(const Transfer& transfer, const Payment& payment)
{
    const std::optional<Booking> booking = booking_of(transfer, payment);
    const TransferVerdict verdict =
        judge_transfer(m_context, {.chain = m_chain.chain,
                                   .payment = payment,
                                   .transfer = transfer,
                                   .booking = booking ? &*booking : nullptr,
                                   .head = m_head});
    for (const std::string& sentence : verdict.sentences) {
        say(sentence);
    }
    m_result.transfers.push_back(verdict.facts);
    m_worst = worse_of(m_worst, verdict);
}

void TxExplainer::from_contract(const Booking& booking)
{
    const std::optional<Payment> payment =
        store::PaymentStore{m_context.database}.find(booking.payment_id);
    if (!payment) {
        return; // Archived meanwhile.
    }
    Transfer transfer = booking.transfer;
    transfer.block_hash = m_block->hash;
    const TransferVerdict verdict = judge_transfer(m_context, {.chain = m_chain.chain,
                                                               .payment = *payment,
                                                               .transfer = transfer,
                                                               .booking = &booking,
                                                               .head = m_head});
    say(fmt::format("It has an internal transfer of {}.", m_chain.chain.native.symbol));
    for (const std::string& sentence : verdict.sentences) {
        say(sentence);
    }
    m_result.transfers.push_back(verdict.facts);
    m_worst = worse_of(m_worst, verdict);
}

void TxExplainer::not_for_us(const std::vector<Transfer>& transfers)
{
    std::set<std::string> recipients;
    for (const Transfer& transfer : transfers) {
        if (recipients.size() < kRecipientsShown) {
            recipients.insert(transfer.to.to_checksum());
        }
    }
    const std::vector<std::string> shown(recipients.begin(), recipients.end());
    say(shown.empty() ? std::string{"It shows no transfer: no value that an address received, and "
                                    "no Transfer event."}
                      : fmt::format("It pays {}{}; none of them is an address of ours.",
                                    fmt::join(shown, ", "),
                                    transfers.size() > kRecipientsShown ? " and others" : ""));
    if (m_receipt->gas_used <= kPlainTransferGas) {
        conclude(
            "not_for_us",
            "ask the payer which address they were given, and whether the chain is the right one");
        return;
    }
    const bool off = m_chain.chain.internal_transfers == config::InternalTransfers::off;
    say(fmt::format("It runs a contract, which may have made internal transfers of {}: no "
                    "transaction's value and no event shows those. {}",
                    m_chain.chain.native.symbol,
                    off ? "internal_transfers is off for this chain, so no scan searches for them."
                        : "A scan finds them by the balances of waiting payments, or by traces."));
    conclude("not_for_us", off ? "set internal_transfers to auto for the chain; 'ctrip reconcile' "
                                 "shows addresses with money that is not booked"
                               : "ask the payer which address they were given; 'ctrip reconcile' "
                                 "shows addresses with money that is not booked");
}

std::string names_of(const std::vector<ExplainChain>& chains)
{
    std::vector<std::string> names;
    names.reserve(chains.size());
    for (const ExplainChain& chain : chains) {
        names.push_back(chain.chain.name);
    }
    return base::join(names, ", ");
}

Explanation not_found(const evm::TxHash& hash, const std::vector<ExplainChain>& chains)
{
    Explanation result;
    result.subject = hash.to_hex();
    result.verdict = "not_found";
    result.sentences.push_back(fmt::format(
        "No node of {} knows this transaction, and nothing of it is booked.", names_of(chains)));
    result.next = "ask the payer for the chain and the hash as the wallet shows them: it was not "
                  "sent, it was dropped, or it is on another chain";
    return result;
}

} // namespace

Explanation explain_tx(const ExplainContext& context, const std::vector<ExplainChain>& chains,
                       const evm::TxHash& hash)
{
    Explanation best = not_found(hash, chains);
    Interest most = Interest::none;
    std::vector<std::string> unreachable;
    for (const ExplainChain& chain : chains) {
        TxExplainer explainer{context, chain, hash};
        const Interest interest = explainer.run();
        Explanation found = explainer.take();
        unreachable.insert(unreachable.end(), found.unreachable.begin(), found.unreachable.end());
        if (interest > most) {
            most = interest;
            best = std::move(found);
        }
    }
    if (most == Interest::none && !unreachable.empty()) {
        best.sentences = {fmt::format("{} could be asked, and nothing of this transaction is "
                                      "booked.",
                                      unreachable.size() == chains.size()
                                          ? fmt::format("No node of {}", names_of(chains))
                                          : std::string{"Not every chain"})};
        best.next = "run this again when the node answers";
    }
    // If one chain shows the transaction, the chains that could not be asked do not matter.
    if (most == Interest::none || !best.unreachable.empty()) {
        best.unreachable = std::move(unreachable);
    }
    return best;
}

} // namespace ctrip::job
