// SPDX-License-Identifier: MIT
#include "store/status_writer.hpp"

#include "payment/ledger.hpp"
#include "payment/payment.hpp"
#include "store/chain_store.hpp"
#include "store/metrics/life_meter.hpp"
#include "store/payment_rows.hpp"
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"
#include "webhook/payload.hpp"

#include <fmt/format.h>

#include <utility>

namespace ctrip::store {

StatusWriter::StatusWriter(Database& database, const base::Clock& clock, OnStatusChange on_change)
    : m_database(database), m_clock(clock), m_on_change(std::move(on_change)), m_transfers(database)
{
}

void StatusWriter::hold(std::string_view payment_id)
{
    hold_payment(m_database, payment_id);
}

std::optional<payment::Payment> StatusWriter::find_held(std::string_view payment_id)
{
    const auto row = m_database.query_row(
        fmt::format("{} WHERE id = $1{}", select_payments(), m_database.for_update()),
        {payment_id});
    return row ? std::optional{to_payment(*row)} : std::nullopt;
}

void StatusWriter::decide(payment::Payment& payment, const Decision& decision)
{
    m_database.execute("UPDATE transfers SET depth = 'seen' WHERE payment_id = $1 AND "
                       "orphaned = 1 AND depth <> 'seen'",
                       {payment.id});
    payment.vanished = false;
    payment.flags.set(payment::Flag::manual);
    static_cast<void>(
        follow(payment, ChainStore{m_database, m_clock}.head(payment.chain_id), decision));
}

std::vector<payment::Event> StatusWriter::reassess(std::string_view payment_id,
                                                   std::optional<evm::BlockNumber> head)
{
    // Lock the payment before reading its transfers: any other writer of them has committed, or
    // waits for this lock.
    std::optional<payment::Payment> payment = find_held(payment_id);
    if (!payment) { // A row that refers to it was changed outside ctrip.
        throw Error{
            ErrorKind::unavailable,
            fmt::format("database: there is no payment '{}', and rows refer to it", payment_id)};
    }
    return follow(*payment, head, std::nullopt);
}

std::vector<payment::Event> StatusWriter::reassess(payment::Payment&& payment,
                                                   std::optional<evm::BlockNumber> head)
{
    return follow(payment, head, std::nullopt);
}

std::vector<std::string> StatusWriter::take_reverted()
{
    return std::exchange(m_reverted, {});
}

std::vector<payment::Event> StatusWriter::follow(payment::Payment& payment,
                                                 std::optional<evm::BlockNumber> head,
                                                 std::optional<Decision> decided)
{
    const std::vector<payment::Booking> booked = m_transfers.bookings(payment.id);
    const payment::Assessment assessment = payment::assess(payment, booked);
    std::vector<payment::Step> steps = payment::steps_to(payment, assessment);
    if (decided && !steps.empty()) {
        steps.front().reason = decided->reason;
    }
    const bool changed = decided || !steps.empty() || payment.flags != assessment.flags ||
                         payment.received != assessment.received ||
                         payment.received_late != assessment.received_late ||
                         payment.detected_in_block != assessment.detected_in_block ||
                         payment.vanished != assessment.vanished ||
                         payment.other_transfers != assessment.other_transfers;
    if (!changed) {
        return {};
    }
    if (assessment.vanished && !payment.vanished) {
        m_reverted.push_back(payment.id);
    }
    count_new_flags(m_database, payment.chain, payment.flags, assessment.flags);
    payment.flags = assessment.flags;
    payment.received = assessment.received;
    payment.received_late = assessment.received_late;
    payment.detected_in_block = assessment.detected_in_block;
    payment.vanished = assessment.vanished;
    payment.other_transfers = assessment.other_transfers;
    payment.updated_at_s = m_clock.now_s();
    std::vector<payment::Event> events;
    std::string_view actor = decided ? decided->actor : std::string_view{};
    for (const payment::Step& step : steps) {
        write_step(payment, step, std::exchange(actor, {}), booked, head);
        events.push_back(step.event);
    }
    update(payment);
    return events;
}

void StatusWriter::write_step(payment::Payment& payment, const payment::Step& step,
                              std::string_view actor, const std::vector<payment::Booking>& bookings,
                              std::optional<evm::BlockNumber> head)
{
    const std::int64_t now_ms = m_clock.now_ms();
    payment.status = step.to;
    ++payment.seq;
    static const std::string insert_step = insert_into(kPaymentHistory);
    m_database.execute(
        insert_step,
        row_of(kPaymentHistory,
               {{place_of(kPaymentHistory, "payment_id"), payment.id},
                {place_of(kPaymentHistory, "seq"), payment.seq},
                {place_of(kPaymentHistory, "event"), payment::to_string(step.event)},
                {place_of(kPaymentHistory, "status_from"), payment::to_string(step.from)},
                {place_of(kPaymentHistory, "status_to"), payment::to_string(step.to)},
                {place_of(kPaymentHistory, "reason"), step.reason},
                {place_of(kPaymentHistory, "at"), now_ms / 1000},
                {place_of(kPaymentHistory, "actor"),
                 actor.empty() ? std::nullopt : std::optional{actor}}}));
    count_step(m_database, {.payment_id = payment.id,
                            .chain = payment.chain,
                            .created_at_s = payment.created_at_s,
                            .event = step.event,
                            .bookings = bookings,
                            .now_s = now_ms / 1000});
    const std::string body = webhook::payload({.payment = payment,
                                               .event = step.event,
                                               .head = head,
                                               .bookings = bookings,
                                               .at_s = now_ms / 1000});
    static const std::string insert_message = insert_into(kWebhooks);
    m_database.execute(
        insert_message,
        row_of(kWebhooks,
               {{place_of(kWebhooks, "id"),
                 webhook::message_id(payment.id, payment.seq, payment::to_string(step.event))},
                {place_of(kWebhooks, "payment_id"), payment.id},
                {place_of(kWebhooks, "seq"), payment.seq},
                {place_of(kWebhooks, "event"), payment::to_string(step.event)},
                {place_of(kWebhooks, "endpoint"), ""},
                {place_of(kWebhooks, "url"), payment.webhook_url},
                {place_of(kWebhooks, "body"), body},
                {place_of(kWebhooks, "state"), "pending"},
                {place_of(kWebhooks, "attempts"), 0},
                {place_of(kWebhooks, "step_shift"), 0},
                {place_of(kWebhooks, "replayed"), 0},
                {place_of(kWebhooks, "created_at_ms"), now_ms},
                {place_of(kWebhooks, "next_attempt_ms"), now_ms}}));
    if (m_on_change) {
        m_database.after_commit(
            [on_change = m_on_change, change = StatusChange{.payment_id = payment.id,
                                                            .event = step.event,
                                                            .from = step.from,
                                                            .to = step.to,
                                                            .reason = step.reason}] {
                on_change(change);
            });
    }
}

void StatusWriter::update(const payment::Payment& payment)
{
    const std::uint64_t changed = m_database.execute(
        "UPDATE payments SET status = $1, flags = $2, received = $3, received_late = $4, "
        "detected_in_block = $5, seq = $6, updated_at = $7, accepted = $8, cancelled = $9, "
        "vanished = $10, other_transfers = $11, revision = revision + 1 WHERE id = $12 AND "
        "revision = $13",
        {payment::to_string(payment.status), payment.flags.to_text(), payment.received,
         payment.received_late, payment.detected_in_block, payment.seq, payment.updated_at_s,
         payment.accepted, payment.cancelled, payment.vanished, payment.other_transfers, payment.id,
         payment.revision});
    if (changed != 1) {
        throw Error{
            ErrorKind::unavailable,
            fmt::format("payment '{}': another process changed it at the same moment; run again",
                        payment.id)};
    }
}

} // namespace ctrip::store
