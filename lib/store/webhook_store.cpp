// SPDX-License-Identifier: MIT
#include "store/webhook_store.hpp"

#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"
#include "store/sql_list.hpp"
#include "webhook/retry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace ctrip::store {

namespace {

/// Of each payment only the first pending message to an endpoint is due. "No earlier message is
/// pending", once true, stays true: messages are written in the order of seq, and only an operator
/// makes one pending again after a later one was sent. So the condition may be evaluated in the
/// statement's snapshot, however old that is when the row is locked; only the row's own columns
/// have to be checked again. A message after one that is being delivered is not due until the
/// outcome of that one is committed, since a claimed message is still pending.
constexpr std::string_view kDue =
    "w.state = 'pending' AND w.claimed_by IS NULL AND w.next_attempt_ms <= $1 AND NOT EXISTS "
    "(SELECT 1 FROM webhooks e WHERE e.payment_id = w.payment_id AND e.endpoint = w.endpoint AND "
    "e.seq < w.seq AND e.state = 'pending')";

constexpr std::string_view kDueColumns = "w.id, w.endpoint, w.url, w.next_attempt_ms, w.resume_ms, "
                                         "w.attempts + w.step_shift";

std::vector<DueWebhook> to_due(const Rows& rows)
{
    std::vector<DueWebhook> messages;
    for (const Row& row : rows) {
        messages.push_back({.id = row.text(0),
                            .endpoint = row.text(1),
                            .url = row.optional_text(2),
                            .next_attempt_ms = row.integer(3),
                            .resume_ms = row.optional_integer(4),
                            .steps = row.integer(5)});
    }
    return messages;
}

/// Rows of attempts that one statement inserts.
constexpr std::size_t kAttemptsAtOnce = 16;

/// A message whose number of attempts was lowered outside ctrip keeps its older rows.
std::string attempt_statement(std::size_t rows)
{
    const std::size_t columns = kWebhookAttempts.columns.size();
    std::string sql = fmt::format("INSERT INTO {} ({}) VALUES ", kWebhookAttempts.name,
                                  column_list(kWebhookAttempts));
    for (std::size_t i = 0; i < rows; ++i) {
        sql += (i == 0 ? "" : ", ") + places(1 + i * columns, columns);
    }
    return sql + " ON CONFLICT DO NOTHING";
}

void append_attempt(std::vector<Value>& values, const WebhookOutcome& outcome)
{
    const WebhookRequest& request = *outcome.request;
    std::vector<Value> row =
        row_of(kWebhookAttempts,
               {{place_of(kWebhookAttempts, "payment_id"), request.payment_id},
                {place_of(kWebhookAttempts, "message_id"), outcome.id},
                {place_of(kWebhookAttempts, "number"), request.number},
                {place_of(kWebhookAttempts, "ended_ms"), outcome.attempted_ms},
                {place_of(kWebhookAttempts, "duration_ms"), request.duration_ms},
                {place_of(kWebhookAttempts, "status"), outcome.status},
                {place_of(kWebhookAttempts, "address"),
                 request.address.empty() ? std::nullopt : std::optional{request.address}},
                {place_of(kWebhookAttempts, "answer"), request.answer},
                {place_of(kWebhookAttempts, "error"),
                 outcome.error.empty() ? std::nullopt : std::optional{outcome.error}}});
    std::move(row.begin(), row.end(), std::back_inserter(values));
}

/// Two runs that choose the same messages at once, on PostgreSQL: the second skips the rows that
/// the first has locked; if the first has committed by then, the row is read again and has
/// claimed_by set. On SQLite, writing statements run one after another. The choice is in a
/// materialized WITH so that it is made once: as a subquery of the UPDATE it could be evaluated
/// again for each row.
std::string claim_statement(std::string_view hold)
{
    return fmt::format("WITH chosen AS MATERIALIZED (SELECT w.id FROM webhooks w WHERE w.id IN "
                       "{} AND {}{}) UPDATE webhooks SET claimed_by = $2 WHERE id IN (SELECT id "
                       "FROM chosen) RETURNING id, payment_id, seq, endpoint, url, body, attempts, "
                       "attempts + step_shift, replayed, next_attempt_ms, resume_ms, "
                       "created_at_ms",
                       places(3, kFixedListPlaces), kDue, hold);
}

} // namespace

std::string webhook_place_lock(std::int64_t number)
{
    return fmt::format("send-webhooks-{}", number);
}

WebhookStore::WebhookStore(Database& database) : m_database(database) {}

// The holder of a place's lock may clear its claims: the run that made them has ended. On
// PostgreSQL the lock ends with the session that made the claims, so none can follow.

std::optional<WebhookPlace> WebhookStore::claim_place()
{
    for (std::int64_t number = 0; number < kWebhookPlaces; ++number) {
        if (auto lock = m_database.try_lock(webhook_place_lock(number))) {
            WebhookPlace place{number, std::move(lock)};
            static_cast<void>(free_claims(number));
            return place;
        }
    }
    return std::nullopt;
}

std::uint64_t WebhookStore::take_over(const WebhookPlace& place)
{
    std::uint64_t freed = 0;
    std::int64_t number = -1;
    while (true) {
        // From one number to the next by the index, so that the cost does not depend on the claims
        // of each.
        const auto row = m_database.query_row(
            "SELECT claimed_by FROM webhooks WHERE claimed_by > $1 ORDER BY claimed_by LIMIT 1",
            {number});
        if (!row) {
            return freed;
        }
        number = row->integer(0);
        if (number == place.number()) {
            continue;
        }
        if (const auto lock = m_database.try_lock(webhook_place_lock(number))) {
            freed += free_claims(number);
        }
    }
}

std::uint64_t WebhookStore::free_claims(std::int64_t number)
{
    // Read first, so that a run with nothing to release does not write.
    if (!m_database.query_row("SELECT 1 FROM webhooks WHERE claimed_by = $1 LIMIT 1", {number})) {
        return 0;
    }
    return retry_conflicts([&] {
        return m_database.execute("UPDATE webhooks SET claimed_by = NULL WHERE claimed_by = $1",
                                  {number});
    });
}

std::uint64_t WebhookStore::bring_back(std::int64_t now_ms)
{
    const std::int64_t latest_ms = now_ms + webhook::kDelayMaxMs;
    // Read first, at the far end of the index, so that a run with nothing to bring back does not
    // write.
    if (!m_database.query_row("SELECT 1 FROM webhooks WHERE state = 'pending' AND claimed_by IS "
                              "NULL AND next_attempt_ms > $1 ORDER BY next_attempt_ms DESC LIMIT 1",
                              {latest_ms})) {
        return 0;
    }
    return retry_conflicts([&] {
        return m_database.execute("UPDATE webhooks SET next_attempt_ms = $2 WHERE state = "
                                  "'pending' AND claimed_by IS NULL AND next_attempt_ms > $1",
                                  {latest_ms, now_ms});
    });
}

std::vector<DueWebhook> WebhookStore::due(std::int64_t now_ms, WebhookUrls urls, std::size_t max,
                                          const WebhookCursor& after)
{
    return to_due(m_database.query(
        fmt::format("SELECT {} FROM webhooks w WHERE {}{} AND (w.next_attempt_ms, w.id) > ($2, $3) "
                    "ORDER BY w.next_attempt_ms, w.id LIMIT $4",
                    kDueColumns, kDue,
                    urls == WebhookUrls::own ? " AND (w.url IS NOT NULL OR w.endpoint <> '')" : ""),
        {now_ms, after.next_attempt_ms, after.id, std::uint64_t{max}}));
}

bool WebhookStore::is_due_without_url(std::int64_t now_ms)
{
    // In the order of the index, so that at most the due messages with a URL of their own are read
    // before the answer.
    return m_database
        .query_row("SELECT 1 FROM webhooks WHERE state = 'pending' AND claimed_by IS NULL AND url "
                   "IS NULL AND endpoint = '' AND next_attempt_ms <= $1 ORDER BY next_attempt_ms, "
                   "id LIMIT 1",
                   {now_ms})
        .has_value();
}

std::vector<WebhookMessage> WebhookStore::claim(const WebhookPlace& place,
                                                std::span<const std::string> ids,
                                                std::int64_t now_ms)
{
    std::vector<WebhookMessage> messages;
    const std::string sql = claim_statement(m_database.for_update_skip_locked());
    by_fixed_lists({now_ms, place.number()}, ids, [&](const std::vector<Value>& values) {
        const Rows rows = retry_conflicts([&] { return m_database.query(sql, values); });
        for (const Row& row : rows) {
            messages.push_back({.id = row.text(0),
                                .payment_id = row.text(1),
                                .seq = row.unsigned_integer(2),
                                .endpoint = row.text(3),
                                .url = row.optional_text(4),
                                .body = row.text(5),
                                .attempts = row.unsigned_integer(6),
                                .steps = row.integer(7),
                                .replayed = row.boolean(8),
                                .next_attempt_ms = row.integer(9),
                                .resume_ms = row.optional_integer(10),
                                .created_at_ms = row.integer(11)});
        }
    });
    // RETURNING has no order.
    std::sort(messages.begin(), messages.end(),
              [](const WebhookMessage& left, const WebhookMessage& right) {
                  return std::tie(left.next_attempt_ms, left.id) <
                         std::tie(right.next_attempt_ms, right.id);
              });
    return messages;
}

void WebhookStore::record(const WebhookPlace& place, std::span<const WebhookOutcome> outcomes,
                          std::span<const std::string> given_back)
{
    if (outcomes.empty() && given_back.empty()) {
        return;
    }
    retry_conflicts([&] {
        DbTransaction transaction{m_database};
        std::vector<const WebhookOutcome*> made;
        std::map<std::optional<int>, std::vector<const WebhookOutcome*>> delivered;
        for (const WebhookOutcome& outcome : outcomes) {
            if (outcome.kind == WebhookOutcome::Kind::delivered && outcome.request) {
                delivered[outcome.status].push_back(&outcome);
            } else if (record_one(place, outcome) && outcome.request) {
                made.push_back(&outcome);
            }
        }
        for (const auto& [status, some] : delivered) {
            record_delivered(place, some, made);
        }
        store_attempts(made);
        static const std::string give_back =
            "UPDATE webhooks SET claimed_by = NULL WHERE claimed_by = $1 AND id IN " +
            places(2, kFixedListPlaces);
        by_fixed_lists({place.number()}, given_back, [&](const std::vector<Value>& values) {
            m_database.execute(give_back, values);
        });
        transaction.commit();
    });
}

bool WebhookStore::record_one(const WebhookPlace& place, const WebhookOutcome& outcome)
{
    const bool retry = outcome.kind == WebhookOutcome::Kind::retry;
    const bool dead = outcome.kind == WebhookOutcome::Kind::dead;
    return m_database.execute(
               "UPDATE webhooks SET state = $1, attempts = attempts + $2, step_shift = step_shift "
               "+ $3, attempted_ms = $4, next_attempt_ms = $5, last_status = $6, last_error = $7, "
               "resume_ms = NULL, claimed_by = NULL WHERE id = $8 AND state = 'pending' AND "
               "claimed_by = $9",
               {retry  ? "pending"
                : dead ? "dead"
                       : "delivered",
                outcome.request ? 1 : 0, outcome.step_shift, outcome.attempted_ms,
                retry ? outcome.next_attempt_ms : outcome.attempted_ms, outcome.status,
                outcome.error.empty() ? std::nullopt : std::optional{outcome.error}, outcome.id,
                place.number()}) == 1;
}

/// Messages that one status was answered to. Each gets the time of the last; its own is in its
/// attempt.
void WebhookStore::record_delivered(const WebhookPlace& place,
                                    std::span<const WebhookOutcome* const> outcomes,
                                    std::vector<const WebhookOutcome*>& made)
{
    static const std::string sql = fmt::format(
        "UPDATE webhooks SET state = 'delivered', attempts = attempts + 1, attempted_ms = $1, "
        "next_attempt_ms = $1, last_status = $2, last_error = NULL, resume_ms = NULL, claimed_by = "
        "NULL WHERE state = 'pending' AND claimed_by = $3 AND id IN {} RETURNING id",
        places(4, kFixedListPlaces));
    std::unordered_map<std::string, const WebhookOutcome*> by_id;
    std::vector<std::string> ids;
    std::int64_t last_ms = 0;
    for (const WebhookOutcome* outcome : outcomes) {
        by_id.emplace(outcome->id, outcome);
        ids.push_back(outcome->id);
        last_ms = std::max(last_ms, outcome->attempted_ms);
    }
    by_fixed_lists({last_ms, outcomes.front()->status, place.number()},
                   std::span<const std::string>{ids}, [&](const std::vector<Value>& values) {
                       for (const Row& row : m_database.query(sql, values)) {
                           made.push_back(by_id.at(row.text(0)));
                       }
                   });
}

void WebhookStore::store_attempts(std::span<const WebhookOutcome* const> made)
{
    static const std::string many = attempt_statement(kAttemptsAtOnce);
    static const std::string one = attempt_statement(1);
    std::vector<Value> values;
    while (!made.empty()) {
        const std::size_t count = made.size() < kAttemptsAtOnce ? 1 : kAttemptsAtOnce;
        values.clear();
        for (const WebhookOutcome* outcome : made.first(count)) {
            append_attempt(values, *outcome);
        }
        m_database.execute(count == 1 ? one : many, values);
        made = made.subspan(count);
    }
}

std::uint64_t WebhookStore::forget_attempts(std::int64_t before_ms, std::size_t max)
{
    // Read first, so that a run with nothing to forget does not write.
    const auto last = m_database.query_row(
        "SELECT ended_ms FROM (SELECT ended_ms FROM webhook_attempts WHERE ended_ms < $1 ORDER BY "
        "ended_ms LIMIT $2) oldest ORDER BY ended_ms DESC LIMIT 1",
        {before_ms, std::uint64_t{max}});
    if (!last) {
        return 0;
    }
    return retry_conflicts([&] {
        return m_database.execute("DELETE FROM webhook_attempts WHERE ended_ms <= $1",
                                  {last->integer(0)});
    });
}

void WebhookStore::postpone(std::span<const PostponedWebhook> messages)
{
    if (messages.empty()) {
        return;
    }
    retry_conflicts([&] {
        DbTransaction transaction{m_database};
        for (const PostponedWebhook& one : messages) {
            m_database.execute(
                "UPDATE webhooks SET state = $1, next_attempt_ms = $2, step_shift = step_shift + "
                "$3, last_error = $4, resume_ms = NULL WHERE id = $5 AND state = 'pending' AND "
                "claimed_by IS NULL AND next_attempt_ms = $6",
                {one.next_attempt_ms ? "pending" : "dead",
                 one.next_attempt_ms.value_or(one.message.next_attempt_ms), one.step_shift,
                 one.error, one.message.id, one.message.next_attempt_ms});
        }
        transaction.commit();
    });
}

std::vector<DueWebhook> WebhookStore::waiting(std::int64_t now_ms, std::size_t max,
                                              const WebhookCursor& after)
{
    return to_due(m_database.query(
        fmt::format("SELECT {} FROM webhooks w WHERE w.state = 'pending' AND w.claimed_by IS NULL "
                    "AND w.next_attempt_ms > $1 AND (w.next_attempt_ms, w.id) > ($2, $3) ORDER BY "
                    "w.next_attempt_ms, w.id LIMIT $4",
                    kDueColumns),
        {now_ms, after.next_attempt_ms, after.id, std::uint64_t{max}}));
}

void WebhookStore::bring_forward(std::span<const std::string> ids, std::int64_t now_ms)
{
    static const std::string sql =
        "UPDATE webhooks SET resume_ms = COALESCE(resume_ms, next_attempt_ms), next_attempt_ms = "
        "$1 WHERE state = 'pending' AND claimed_by IS NULL AND next_attempt_ms > $1 AND id IN " +
        places(2, kFixedListPlaces);
    by_fixed_lists({now_ms}, ids, [&](const std::vector<Value>& values) {
        retry_conflicts([&] { return m_database.execute(sql, values); });
    });
}

WebhookBacklog WebhookStore::backlog()
{
    WebhookBacklog backlog;
    for (const Row& row : m_database.query(
             "SELECT status, CAST(SUM(value) AS BIGINT) FROM status_counts WHERE subject = "
             "'webhooks' AND status IN ('pending', 'dead') GROUP BY status")) {
        (row.text(0) == "dead" ? backlog.dead : backlog.pending) = row.unsigned_integer(1);
    }
    backlog.oldest_pending_ms =
        m_database
            // The first two conditions are those of the index webhooks_pending; the third is for
            // PostgreSQL, which drops what an index has and then sees no condition for it.
            .query_row("SELECT MIN(created_at_ms) FROM webhooks WHERE state = 'pending' AND "
                       "created_at_ms >= 0 AND created_at_ms > 0")
            ->optional_integer(0);
    return backlog;
}

} // namespace ctrip::store
