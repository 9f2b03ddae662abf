// SPDX-License-Identifier: MIT
#include "store/outbox/event_feed.hpp"

#include "store/counters.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

namespace ctrip::store {

namespace {

constexpr std::string_view kCounter = "events";
/// More events than any shop has between two backups.
constexpr std::uint64_t kSkipped = 1'000'000'000;

/// One of a clock that was set back waits until the earlier ones of its payment have a number.
constexpr std::string_view kNumber =
    "WITH chosen AS MATERIALIZED (SELECT w.id, row_number() OVER (ORDER BY w.created_at_ms, "
    "w.payment_id, w.seq) AS place FROM webhooks w WHERE w.position IS NULL AND NOT EXISTS (SELECT "
    "1 FROM webhooks e WHERE e.payment_id = w.payment_id AND e.seq < w.seq AND e.position IS NULL "
    "AND e.created_at_ms > w.created_at_ms) ORDER BY w.created_at_ms, w.payment_id, w.seq LIMIT "
    "$1) UPDATE webhooks SET position = $2 + chosen.place FROM chosen WHERE webhooks.id = "
    "chosen.id";

} // namespace

std::uint64_t EventFeed::number(std::size_t max)
{
    if (!m_database.query_row("SELECT 1 FROM webhooks WHERE position IS NULL LIMIT 1")) {
        return 0;
    }
    return retry_conflicts([&] {
        DbTransaction transaction{m_database};
        // The counter's row is locked from here to the commit: a higher number is never seen before
        // a lower one.
        const std::uint64_t before = take_from_counter(m_database, kCounter, max);
        const std::uint64_t numbered = m_database.execute(kNumber, {std::uint64_t{max}, before});
        if (numbered > 0) { // Else another process was first, and no number is used up.
            write_copies("w.position > $1 AND w.position <= $2", {before, before + max});
            transaction.commit();
        }
        return numbered;
    });
}

void EventFeed::tell_waiting()
{
    if (m_subscribers.has_usual || m_subscribers.endpoints.empty() ||
        !m_database.query_row("SELECT 1 FROM webhooks WHERE state = 'pending' AND claimed_by IS "
                              "NULL AND url IS NULL AND endpoint = '' AND position > 0 LIMIT 1")) {
        return;
    }
    retry_conflicts([&] {
        DbTransaction transaction{m_database};
        write_copies("w.position > $1 AND w.state = 'pending' AND w.claimed_by IS NULL AND w.url "
                     "IS NULL AND w.endpoint = ''",
                     {0});
        transaction.commit();
    });
}

/// `which`: a condition on the usual messages, with these values.
void EventFeed::write_copies(std::string_view which, std::initializer_list<Value> values)
{
    for (const Subscription& one : m_subscribers.endpoints) {
        std::vector<Value> all{values};
        all.emplace_back(one.endpoint);
        const std::size_t name = all.size();
        const std::string types =
            one.types.empty() ? "" : " AND w.event IN " + append_list(all, one.types);
        m_database.execute(
            fmt::format("INSERT INTO webhooks (id, payment_id, seq, event, endpoint, body, state, "
                        "attempts, step_shift, replayed, created_at_ms, next_attempt_ms, position) "
                        "SELECT w.id || '-' || ${0}, w.payment_id, w.seq, w.event, ${0}, w.body, "
                        "'pending', 0, 0, 0, w.created_at_ms, w.created_at_ms, 0 FROM webhooks w "
                        "WHERE {1}{2} ON CONFLICT DO NOTHING",
                        name, which, types),
            all);
    }
    if (!m_subscribers.has_usual && !m_subscribers.endpoints.empty()) {
        m_database.execute(
            fmt::format("UPDATE webhooks AS w SET state = 'skipped' WHERE {} AND w.state = "
                        "'pending' AND w.claimed_by IS NULL AND w.url IS NULL AND w.endpoint = ''",
                        which),
            values);
    }
}

std::vector<FeedEvent> EventFeed::read(std::uint64_t after, std::size_t max)
{
    std::vector<FeedEvent> events;
    for (const Row& row : m_database.query(
             "SELECT position, id, payment_id, event, body FROM webhooks WHERE position > 0 AND "
             "position > $1 ORDER BY position LIMIT $2",
             {after, std::uint64_t{max}})) {
        events.push_back({.position = row.unsigned_integer(0),
                          .message_id = row.text(1),
                          .payment_id = row.text(2),
                          .type = row.text(3),
                          .body = row.text(4)});
    }
    return events;
}

void skip_event_numbers(Database& database)
{
    static_cast<void>(take_from_counter(database, kCounter, kSkipped));
}

} // namespace ctrip::store
