// SPDX-License-Identifier: MIT
#include "job/explain/transfer.hpp"

#include "job/explain/words.hpp"
#include "job/shared/finality.hpp"
#include "payment/payment.hpp"
#include "store/chain_store.hpp"
#include "store/doubt_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ctrip::job {

namespace {

using payment::Payment;
using payment::Standing;
using payment::Status;

// By severity: from harmless to what needs an operator.
constexpr std::array<std::string_view, 14> kWords{"",
                                                  "counted",
                                                  "waiting_for_confirmations",
                                                  "underpaid",
                                                  "not_read_yet",
                                                  "reorganised",
                                                  "zero_value",
                                                  "archived",
                                                  "late",
                                                  "wrong_token",
                                                  "token_not_configured",
                                                  "not_looked_for",
                                                  "not_watched",
                                                  "not_booked"};

class TransferExplainer
{
public:
    TransferExplainer(const ExplainContext& context, const TransferCase& of)
        : m_context(context), m_of(of)
    {
    }

    TransferVerdict run()
    {
        decide();
        NamedFacts& facts = m_result.facts;
        facts.emplace_back("payment", m_of.payment.id);
        facts.emplace_back("address", m_of.payment.address.to_checksum());
        facts.emplace_back("token_address", m_of.transfer.token
                                                ? FactValue{m_of.transfer.token->to_checksum()}
                                                : FactValue{});
        facts.emplace_back("amount_raw", m_of.transfer.amount.to_decimal());
        facts.emplace_back("booked", m_of.booking != nullptr && !m_of.booking->orphaned);
        facts.emplace_back("standing",
                           m_of.booking != nullptr
                               ? FactValue{std::string{to_string(m_of.booking->standing)}}
                               : FactValue{});
        facts.emplace_back("verdict", m_result.word);
        return std::move(m_result);
    }

private:
    void decide();
    void booked();
    void not_booked();
    void counted();
    void pays();
    [[nodiscard]] const config::Token* token() const;
    [[nodiscard]] bool is_asked() const { return m_of.transfer.token == m_of.payment.token; }
    void say(std::string sentence) { m_result.sentences.push_back(std::move(sentence)); }
    void conclude(std::string word, std::string next)
    {
        m_result.word = std::move(word);
        m_result.next = std::move(next);
    }

    const ExplainContext& m_context;
    const TransferCase& m_of;
    TransferVerdict m_result;
};

const config::Token* TransferExplainer::token() const
{
    const auto& tokens = m_of.chain.tokens;
    const auto found = std::find_if(tokens.begin(), tokens.end(), [&](const config::Token& token) {
        return token.address == m_of.transfer.token;
    });
    return found == tokens.end() ? nullptr : &*found;
}

void TransferExplainer::pays()
{
    const config::NativeCurrency& native = m_of.chain.native;
    const config::Token* configured = token();
    const std::string amount =
        !m_of.transfer.token ? money_text(m_of.transfer.amount, native.decimals, native.symbol)
        : configured != nullptr
            ? money_text(m_of.transfer.amount, configured->decimals, configured->symbol)
            : fmt::format("{} base units of the token {}", m_of.transfer.amount.to_decimal(),
                          m_of.transfer.token->to_checksum());
    say(fmt::format("It sends {} to {}, the address of payment {}.", amount,
                    m_of.payment.address.to_checksum(), m_of.payment.id));
}

void TransferExplainer::decide()
{
    if (m_of.transfer.amount.is_zero()) {
        say(fmt::format("It has a Transfer event of amount zero to the address of payment {}: "
                        "anyone can emit such events, and they move no money.",
                        m_of.payment.id));
        conclude("zero_value", "nothing was paid; ask the payer for the transaction that pays");
        return;
    }
    pays();
    if (m_of.transfer.token && token() == nullptr) {
        say("This token is not configured for the chain: nothing is booked, and it does not "
            "count.");
        conclude("token_not_configured",
                 "return the token by hand with the deposit's own key, or configure it, if it is "
                 "one that you take");
        return;
    }
    if (m_of.booking != nullptr) {
        booked();
    } else {
        not_booked();
    }
}

void TransferExplainer::booked()
{
    const payment::Booking& booking = *m_of.booking;
    if (booking.orphaned || booking.transfer.block_hash != m_of.transfer.block_hash) {
        say(fmt::format(
            "It was booked in block {}, which has left the chain: a reorg orphaned the transfer.",
            booking.transfer.block_number));
        conclude("reorganised", "run 'ctrip scan': it books the transaction where it is now");
        return;
    }
    switch (booking.standing) {
    case Standing::counts:
        counted();
        return;
    case Standing::late:
        say(fmt::format(
            "Its block is {} after the deadline, {}: it is booked, and does not count by itself.",
            span_text(m_of.transfer.block_time_s - m_of.payment.expires_at_s),
            base::to_rfc3339(m_of.payment.expires_at_s)));
        if (m_of.payment.status == Status::expired || m_of.payment.status == Status::pending) {
            conclude("late",
                     fmt::format(
                         "'ctrip accept {} --reason …' accepts it; else return the money by hand",
                         m_of.payment.id));
        } else {
            conclude("late", "nothing for the shop; the money can be returned by hand");
        }
        return;
    case Standing::wrong_token:
        say(fmt::format("The payment asks for {}, so it is booked, and does not count.",
                        m_of.payment.symbol));
        conclude("wrong_token", "ask the payer for the right currency; 'ctrip sweep' moves this to "
                                "the treasury, from where it can be returned");
        return;
    case Standing::early:
        say("It is from before the payment was made, when nobody knew its address: it is booked, "
            "and does not count.");
        conclude("early", "find out who used this address before: another database of the same "
                          "wallet, or one that was lost");
        return;
    case Standing::own:
        say("It came from an address or a transaction of ctrip's own (treasury, sponsor, Sweeper "
            "or a deposit): it is booked, and does not count.");
        conclude("own", "nothing is to be done");
        return;
    }
}

void TransferExplainer::counted()
{
    const Payment& payment = m_of.payment;
    const std::uint64_t depth = depth_of(m_of.transfer.block_number, m_of.head);
    say(fmt::format("It is booked and counts; the payment is {}, with {} of {}.",
                    to_string(payment.status),
                    evm::format_units(payment.received, payment.decimals),
                    money_text(payment.amount, payment.decimals, payment.symbol)));
    const std::string look =
        fmt::format("'ctrip explain {}' says how the payment stands", payment.id);
    if (payment.status == Status::pending) {
        conclude("underpaid", look);
    } else if (depth < payment.confirmations_required) {
        say(fmt::format("It is {} deep; {} are needed.", count_text(depth, "block"),
                        payment.confirmations_required));
        conclude("waiting_for_confirmations",
                 fmt::format("wait for {} more",
                             count_text(payment.confirmations_required - depth, "block")));
    } else {
        conclude("counted", look);
    }
}

void TransferExplainer::not_booked()
{
    const Payment& payment = m_of.payment;
    const auto state =
        store::ChainStore{m_context.database, m_context.clock}.find(m_of.chain.chain_id);
    if (!state || !state->cursor || state->cursor->block < m_of.transfer.block_number) {
        say(state && state->cursor
                ? fmt::format(
                      "The scan has read up to block {}, {} before it: it is not booked "
                      "yet.",
                      state->cursor->block,
                      count_text(m_of.transfer.block_number - state->cursor->block, "block"))
                : std::string{"The chain was never scanned: it is not booked yet."});
        if (const std::string run = run_text(m_context, "scan", m_of.chain.name); !run.empty()) {
            say(run);
        }
        conclude("not_read_yet", "wait for the next scan, or run 'ctrip scan'");
    } else if (m_of.transfer.block_time_s > payment.watch_until_s) {
        say(fmt::format(
            "It arrived after {}, when the address was no longer watched: nothing is booked.",
            base::to_rfc3339(payment.watch_until_s)));
        conclude("not_watched", "return the money by hand with the deposit's own key");
    } else if (!is_asked() && !m_of.transfer.token) {
        say(fmt::format("The payment asks for {}, and its balance of {} was not read since: "
                        "nothing is booked, and it does not count.",
                        payment.symbol, m_of.chain.native.symbol));
        conclude("not_looked_for",
                 fmt::format("run 'ctrip scan --tx {}', which books it as another currency, and "
                             "ask the payer for the right one",
                             m_of.transfer.tx_hash.to_hex()));
    } else if (const auto doubts = store::DoubtStore{m_context.database, m_context.clock}.within(
                   m_of.chain.chain_id, m_of.transfer.block_number, m_of.transfer.block_number);
               !doubts.empty() && (m_of.transfer.token || doubts.front().transactions)) {
        say("The scan has read past its block, which it did not get whole: it is not booked yet.");
        say(doubt_text(doubts.front(), m_of.chain.name));
        conclude(
            "not_booked",
            fmt::format("wait until a node shows the block, or run 'ctrip scan --tx {}', which "
                        "books it by its receipt",
                        m_of.transfer.tx_hash.to_hex()));
    } else {
        say("The scan has read past its block, and it is not booked: the block lies before the "
            "first one that was read, or the token was configured later, or a reorg moved the "
            "transaction since.");
        conclude("not_booked",
                 fmt::format("run 'ctrip scan --tx {}', which books it if it is missing",
                             m_of.transfer.tx_hash.to_hex()));
    }
}

std::size_t weight_of(const TransferVerdict& verdict)
{
    return static_cast<std::size_t>(std::find(kWords.begin(), kWords.end(), verdict.word) -
                                    kWords.begin());
}

} // namespace

TransferVerdict judge_transfer(const ExplainContext& context, const TransferCase& of)
{
    return TransferExplainer{context, of}.run();
}

TransferVerdict archived_verdict(const store::ArchivedPayment& archived)
{
    return {
        .word = "archived",
        .next = fmt::format(
            "'ctrip archive --restore {} {}' restores the payment, and books what arrived since",
            archived.file, archived.id),
        .sentences = {},
        .facts = {}};
}

TransferVerdict worse_of(const TransferVerdict& a, const TransferVerdict& b)
{
    return weight_of(a) >= weight_of(b) ? a : b;
}

} // namespace ctrip::job
