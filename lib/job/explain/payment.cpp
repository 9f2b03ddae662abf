// SPDX-License-Identifier: MIT
#include "job/explain/payment.hpp"

#include "base/error.hpp"
#include "job/explain/deadline.hpp"
#include "job/explain/words.hpp"
#include "job/shared/finality.hpp"
#include "payment/ledger.hpp"
#include "payment/payment.hpp"
#include "payment/render.hpp"
#include "store/archive/archive_index.hpp"
#include "store/chain_store.hpp"
#include "store/payment_details.hpp"
#include "store/payment_store.hpp"
#include "store/sweep_plan_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ctrip::job {

namespace {

using payment::Booking;
using payment::Depth;
using payment::Payment;
using payment::Standing;
using payment::Status;

std::string_view kind_text(std::string_view sweep_kind)
{
    return sweep_kind == "topup"     ? "top-up with gas money"
           : sweep_kind == "batch"   ? "sweep within a batch"
           : sweep_kind == "foreign" ? "foreign sweep"
                                     : "sweep";
}

class PaymentExplainer
{
public:
    PaymentExplainer(const ExplainContext& context, const Payment& payment,
                     const ExplainChain* chain)
        : m_context(context), m_payment(payment), m_chain(chain),
          m_details(store::details_of(context.database, context.clock, payment.id)),
          m_facts(payment::facts_of(payment, m_details.bookings)),
          m_state(store::ChainStore{context.database, context.clock}.find(payment.chain_id))
    {
    }

    Explanation run()
    {
        m_result.subject = m_payment.id;
        look_at_chain();
        collect_facts();
        explain_status();
        wrong_currencies();
        webhooks();
        return std::move(m_result);
    }

private:
    void look_at_chain();
    void collect_facts();
    void explain_status();
    void pending();
    void arrived_so_far();
    void deadline();
    [[nodiscard]] DeadlineCase deadline_case() const;
    void detected();
    void confirmed();
    void paid();
    void why_not_swept();
    void settled();
    void expired();
    void failed();
    void wrong_currencies();
    void webhooks();
    void scan_is_behind();

    void say(std::string sentence)
    {
        if (!sentence.empty()) {
            m_result.sentences.push_back(std::move(sentence));
        }
    }
    void conclude(std::string verdict, std::string next)
    {
        m_result.verdict = std::move(verdict);
        m_result.next = std::move(next);
    }
    [[nodiscard]] std::string money(const evm::Amount& amount) const
    {
        return money_text(amount, m_payment.decimals, m_payment.symbol);
    }
    [[nodiscard]] std::string decision(std::string_view command) const
    {
        return fmt::format("'ctrip {} {} --reason …'", command, m_payment.id);
    }
    /// The newest block with a transfer whose depth is below this.
    [[nodiscard]] std::optional<evm::BlockNumber> youngest_below(Depth depth) const;

    const ExplainContext& m_context;
    const Payment& m_payment;
    const ExplainChain* m_chain;
    payment::Details m_details;
    payment::Facts m_facts;
    std::optional<store::ChainState> m_state;
    std::optional<evm::BlockNumber> m_head;
    Explanation m_result;
};

/// Reads the head from a node; where none answers, the stored one is used.
void PaymentExplainer::look_at_chain()
{
    m_head = m_state ? m_state->head : std::nullopt;
    if (m_chain == nullptr) {
        return;
    }
    try {
        m_chain->client.check_chain_id();
        m_head = std::max(m_head.value_or(0), m_chain->client.head().number);
    } catch (const Error& error) {
        m_result.unreachable.emplace_back(error.what());
    }
}

FactValue optional_fact(const std::optional<std::uint64_t>& value)
{
    return value ? FactValue{*value} : FactValue{};
}

void PaymentExplainer::collect_facts()
{
    const Payment& p = m_payment;
    const std::optional<store::Cursor> cursor = m_state ? m_state->cursor : std::nullopt;
    NamedFacts& facts = m_result.facts;
    facts.emplace_back("status", std::string{payment::to_string(p.status)});
    facts.emplace_back("chain", p.chain);
    facts.emplace_back("address", p.address.to_checksum());
    facts.emplace_back("token", p.symbol);
    facts.emplace_back("amount", evm::format_units(p.amount, p.decimals));
    facts.emplace_back("enough", evm::format_units(p.amount_min, p.decimals));
    facts.emplace_back("received", evm::format_units(p.received, p.decimals));
    facts.emplace_back("received_late", evm::format_units(p.received_late, p.decimals));
    facts.emplace_back("expires_at", base::to_rfc3339(p.expires_at_s));
    facts.emplace_back("deadline_read", cursor && cursor->time_s > p.expires_at_s);
    facts.emplace_back("cursor_block",
                       cursor ? FactValue{std::uint64_t{cursor->block}} : FactValue{});
    facts.emplace_back("cursor_time",
                       cursor ? FactValue{base::to_rfc3339(cursor->time_s)} : FactValue{});
    facts.emplace_back("head_block", optional_fact(m_head));
    facts.emplace_back("detected_in_block", optional_fact(p.detected_in_block));
    facts.emplace_back("confirmations", p.confirmations(m_head));
    facts.emplace_back("confirmations_required", p.confirmations_required);
    facts.emplace_back("transfers", std::uint64_t{m_details.bookings.size()});
    facts.emplace_back("sweeps", std::uint64_t{m_details.sweeps.size()});
}

void PaymentExplainer::explain_status()
{
    if (m_chain == nullptr) {
        say(fmt::format("Its chain '{}' is not configured any more, so no job reads it.",
                        m_payment.chain));
    }
    switch (m_payment.status) {
    case Status::pending:
        pending();
        break;
    case Status::detected:
        detected();
        break;
    case Status::confirmed:
        confirmed();
        break;
    case Status::paid:
        paid();
        break;
    case Status::settled:
        settled();
        break;
    case Status::expired:
        expired();
        break;
    case Status::failed:
        failed();
        break;
    }
    if (m_chain == nullptr) {
        m_result.next =
            fmt::format("put the chain '{}' back into the configuration", m_payment.chain);
    }
}

void PaymentExplainer::arrived_so_far()
{
    const bool reorganised = m_payment.flags.has(payment::Flag::reorged);
    if (m_payment.received.is_zero()) {
        say(fmt::format("Nothing that counts has arrived on {}; {} is due.",
                        m_payment.address.to_checksum(), money(m_payment.amount)));
        if (reorganised) {
            say("A reorg of the chain orphaned transfers of this payment; they count again once "
                "they are mined again.");
        }
        return;
    }
    say(fmt::format("{} of {} has arrived on {}.",
                    evm::format_units(m_payment.received, m_payment.decimals),
                    money(m_payment.amount), m_payment.address.to_checksum()));
    if (!m_facts.late.arrived.is_zero() && !m_facts.accepted) {
        say(fmt::format("{} of it came in blocks after the deadline, {}, and so does not count by "
                        "itself.",
                        money(m_facts.late.arrived), base::to_rfc3339(m_payment.expires_at_s)));
    }
    const evm::Amount counted = payment::counted(m_facts).arrived;
    const evm::Amount due = payment::due(m_facts);
    if (counted < due) {
        say(fmt::format("{} is missing.", money(due - counted)));
    }
}

void PaymentExplainer::scan_is_behind()
{
    if (!m_state || !m_state->cursor) {
        say("The chain was never scanned, so no money can have been found.");
    } else if (m_head && *m_head > m_state->cursor->block) {
        say(fmt::format("The scan has read up to block {}, {} behind the chain's head.",
                        m_state->cursor->block,
                        count_text(*m_head - m_state->cursor->block, "block")));
    }
    say(run_text(m_context, "scan", m_payment.chain));
}

DeadlineCase PaymentExplainer::deadline_case() const
{
    return {.chain_id = m_payment.chain_id,
            .chain = m_payment.chain,
            .is_token = m_payment.token.has_value(),
            .created_at_s = m_payment.created_at_s,
            .expires_at_s = m_payment.expires_at_s};
}

void PaymentExplainer::deadline()
{
    for (std::string& sentence : deadline_sentences(m_context, deadline_case(), m_chain)) {
        say(std::move(sentence));
    }
}

void PaymentExplainer::pending()
{
    arrived_so_far();
    deadline();
    scan_is_behind();
    const bool some = !m_payment.received.is_zero();
    const std::string wait = some ? "wait for the rest" : "wait for the payer";
    conclude(some ? "underpaid" : "waiting_for_money",
             fmt::format("{}, or ask the payer for the transaction's hash and run 'ctrip explain "
                         "HASH'; {}{} cancels the payment",
                         wait,
                         some ? fmt::format("{} accepts what has arrived, ", decision("accept"))
                              : std::string{},
                         decision("cancel")));
}

std::optional<evm::BlockNumber> PaymentExplainer::youngest_below(Depth depth) const
{
    std::optional<evm::BlockNumber> youngest;
    for (const Booking& booking : m_details.bookings) {
        const bool counts = !booking.orphaned && payment::is_payers(booking.standing);
        if (counts && booking.depth < depth) {
            youngest = std::max(youngest.value_or(0), booking.transfer.block_number);
        }
    }
    return youngest;
}

void PaymentExplainer::detected()
{
    say(fmt::format("{} of {} has arrived, in blocks that can still be undone.",
                    evm::format_units(m_payment.received, m_payment.decimals),
                    money(m_payment.amount)));
    const evm::BlockNumber block =
        youngest_below(Depth::confirmed).value_or(m_payment.detected_in_block.value_or(0));
    const std::uint64_t depth = m_head ? depth_of(block, *m_head) : 0;
    const std::uint64_t needed = m_payment.confirmations_required;
    say(fmt::format("Its newest transfer is in block {}, {} deep; {} {} needed.", block,
                    count_text(depth, "block"), needed, needed == 1 ? "is" : "are"));
    if (depth < needed) {
        conclude("waiting_for_confirmations",
                 fmt::format("wait for {} more", count_text(needed - depth, "block")));
        return;
    }
    say(run_text(m_context, "confirm", m_payment.chain));
    conclude("waiting_for_confirm", "run 'ctrip confirm': the depth is sufficient");
}

std::string final_rule_text(const config::Final& rule)
{
    switch (rule.kind) {
    case config::FinalKind::safe:
        return "at or below the chain's safe block";
    case config::FinalKind::finalized:
        return "at or below the chain's finalized block";
    case config::FinalKind::depth:
        return fmt::format("{} deep", count_text(rule.depth, "block"));
    case config::FinalKind::same_as_confirmations:
        break;
    }
    return "at the depth of its confirmations";
}

void PaymentExplainer::confirmed()
{
    say("The amount due has arrived, with enough confirmations for the shop to deliver; it is not "
        "final yet.");
    const auto block = youngest_below(Depth::final);
    if (m_chain != nullptr && block) {
        say(fmt::format("Its newest transfer is in block {}, {} deep; a transfer is final {}.",
                        *block, count_text(m_head ? depth_of(*block, *m_head) : 0, "block"),
                        final_rule_text(m_chain->chain.final_at)));
    }
    if (m_state && m_state->final_block) {
        say(fmt::format("The newest final block that was seen is {}.", *m_state->final_block));
    }
    say(run_text(m_context, "confirm", m_payment.chain));
    conclude("waiting_for_finality", "deliver; the payment becomes paid when its blocks are final");
}

void PaymentExplainer::paid()
{
    say("The payment is paid, and final; its money is not in the treasury yet.");
    if (m_details.sweeps.empty()) {
        say("No sweep of it was sent yet.");
    }
    for (const payment::SweepEntry& sweep : m_details.sweeps) {
        say(fmt::format("A {} of {}, sent in {}, is {}.", kind_text(sweep.kind),
                        money_text(sweep.amount, sweep.decimals, sweep.symbol),
                        sweep.tx_hash.to_hex(), sweep.state));
    }
    why_not_swept();
    say(run_text(m_context, "sweep", m_payment.chain));
    conclude("waiting_for_sweep",
             fmt::format("nothing for the shop; 'ctrip sweep --dry-run --chain {}' says what the "
                         "sweep waits for",
                         m_payment.chain));
}

/// By the plan that the last sweep stored for the payment.
void PaymentExplainer::why_not_swept()
{
    const std::array ids{m_payment.id};
    for (const store::SweepPlan& plan :
         store::SweepPlanStore{m_context.database}.of_payments(ids)) {
        if (plan.state == store::SweepPlanState::blocked) {
            say(fmt::format("Since {} it can't be swept: {}.", base::to_rfc3339(plan.updated_at_s),
                            plan.reason));
        }
    }
}

void PaymentExplainer::settled()
{
    say("The payment is paid, and its money is in the treasury.");
    if (m_payment.sweep_due) {
        say("More money came since; the next sweep moves it too.");
        why_not_swept();
    }
    conclude("settled", "nothing is to be done");
}

void PaymentExplainer::expired()
{
    arrived_so_far();
    for (std::string& sentence : doubt_sentences(m_context, deadline_case(), m_chain)) {
        say(std::move(sentence));
    }
    say(fmt::format("The payment expired: by the chain's time its deadline, {}, passed before the "
                    "amount due had arrived.",
                    base::to_rfc3339(m_payment.expires_at_s)));
    if (m_payment.received.is_zero()) {
        conclude("expired_unpaid",
                 "make a new payment, if the payer still wants to pay; if the payer claims to have "
                 "paid, ask for the transaction's hash and run 'ctrip explain HASH'");
        return;
    }
    const bool late = !m_facts.late.arrived.is_zero();
    if (late && m_facts.in_time.arrived.is_zero() &&
        m_context.config.payments.late == config::LatePolicy::reject) {
        conclude("expired_late", "return the money by hand: payments.late is 'reject'; with "
                                 "'review', 'ctrip accept' could take it");
        return;
    }
    conclude(late ? "expired_late" : "expired_underpaid",
             fmt::format("{} accepts what has arrived; else return the money by hand",
                         decision("accept")));
}

void PaymentExplainer::failed()
{
    if (m_payment.vanished) {
        say("A transfer was reverted after it was final: a reorg was deeper than the chain's rule "
            "of finality, or a node's answers were false.");
        arrived_so_far();
        conclude("vanished", fmt::format("find out what happened before delivering anything more; "
                                         "{} accepts what is booked now, {} cancels the payment",
                                         decision("accept"), decision("cancel")));
        return;
    }
    const auto& history = m_details.history;
    const bool is_named = !history.empty() && history.back().actor.has_value();
    say(fmt::format("An operator{} cancelled the payment; 'ctrip show' has the reason.",
                    is_named ? fmt::format(" ({})", *history.back().actor) : std::string{}));
    if (!m_payment.received.is_zero()) {
        arrived_so_far();
    }
    conclude("cancelled",
             m_payment.received.is_zero()
                 ? std::string{"nothing is to be done"}
                 : fmt::format("return the money by hand, or take it with {}", decision("accept")));
}

void PaymentExplainer::wrong_currencies()
{
    for (const Booking& booking : m_details.bookings) {
        if (!booking.orphaned && booking.standing == Standing::early) {
            say(fmt::format("{} came in block {}, before the payment was made; it does not count.",
                            booking.transfer.tx_hash.to_hex(), booking.transfer.block_number));
        }
        if (!booking.orphaned && booking.standing == Standing::own) {
            say(fmt::format("{} came from an address or a transaction of ctrip's own; it does not "
                            "count.",
                            booking.transfer.tx_hash.to_hex()));
        }
        if (!booking.orphaned && booking.standing == Standing::wrong_token) {
            const auto& token = booking.transfer.token;
            say(fmt::format("Another currency arrived as well, which does not count and is swept "
                            "on its own: {} base units of {} in {}.",
                            booking.transfer.amount.to_decimal(),
                            token ? token->to_checksum() : "the native currency",
                            booking.transfer.tx_hash.to_hex()));
        }
    }
}

void PaymentExplainer::webhooks()
{
    std::uint64_t waiting = 0;
    std::uint64_t dead = 0;
    std::string last;
    for (const payment::WebhookEntry& webhook : m_details.webhooks) {
        waiting += webhook.state == "pending" ? 1U : 0U;
        dead += webhook.state == "dead" ? 1U : 0U;
        if (webhook.state != "delivered" && webhook.last_error) {
            last = fmt::format(" ({})", *webhook.last_error);
        }
    }
    m_result.facts.emplace_back("webhooks_waiting", waiting);
    m_result.facts.emplace_back("webhooks_dead", dead);
    if (waiting > 0) {
        say(fmt::format("{} to the shop {} not delivered yet{}.", count_text(waiting, "message"),
                        waiting == 1 ? "is" : "are", last));
        say(run_text(m_context, "send-webhooks", {}));
    }
    if (dead > 0) {
        say(fmt::format("{} to the shop {} given up after the last attempt{}.",
                        count_text(dead, "message"), dead == 1 ? "was" : "were", last));
    }
}

} // namespace

Explanation explain_payment(const ExplainContext& context, std::string_view payment_id,
                            const ExplainChain* chain)
{
    const auto payment = store::PaymentStore{context.database}.find(payment_id);
    if (!payment) { // Archived meanwhile.
        store::ArchiveIndex{context.database}.throw_no_payment(payment_id);
    }
    return PaymentExplainer{context, *payment, chain}.run();
}

} // namespace ctrip::job
