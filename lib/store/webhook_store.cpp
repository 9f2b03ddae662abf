// SPDX-License-Identifier: MIT
#include "store/webhook_store.hpp"

namespace ctrip::store {

WebhookStore::WebhookStore(Database& database) : m_database(database) {}

std::vector<WebhookMessage> WebhookStore::due(std::int64_t now_ms, std::size_t max,
                                              const WebhookPlace& after)
{
    std::vector<WebhookMessage> messages;
    for (const Row& row : m_database.query(
             "SELECT w.id, w.payment_id, w.seq, w.event, w.url, w.body, w.attempts, "
             "w.created_at_ms, w.next_attempt_ms "
             "FROM webhooks w WHERE w.state = 'pending' AND w.next_attempt_ms <= $1 AND "
             "(w.next_attempt_ms, w.id) > ($2, $3) AND NOT EXISTS "
             "(SELECT 1 FROM webhooks e WHERE e.payment_id = w.payment_id AND e.seq < w.seq AND "
             "e.state = 'pending') ORDER BY w.next_attempt_ms, w.id LIMIT $4",
             {now_ms, after.next_attempt_ms, after.id, std::uint64_t{max}})) {
        messages.push_back({.id = row.text(0),
                            .payment_id = row.text(1),
                            .seq = row.unsigned_integer(2),
                            .event = row.text(3),
                            .url = row.optional_text(4),
                            .body = row.text(5),
                            .attempts = row.unsigned_integer(6),
                            .created_at_ms = row.integer(7),
                            .next_attempt_ms = row.integer(8)});
    }
    return messages;
}

void WebhookStore::record(std::span<const WebhookOutcome> outcomes)
{
    if (outcomes.empty()) {
        return;
    }
    Work work{m_database};
    for (const WebhookOutcome& outcome : outcomes) {
        const bool retry = outcome.kind == WebhookOutcome::Kind::retry;
        const bool dead = outcome.kind == WebhookOutcome::Kind::dead;
        m_database.execute("UPDATE webhooks SET state = $1, attempts = attempts + 1, attempted_ms "
                           "= $2, next_attempt_ms = $3, "
                           "last_status = $4, last_error = $5 WHERE id = $6 AND state = 'pending'",
                           {retry  ? "pending"
                            : dead ? "dead"
                                   : "delivered",
                            outcome.attempted_ms,
                            retry ? outcome.next_attempt_ms : outcome.attempted_ms, outcome.status,
                            outcome.error.empty() ? std::nullopt : std::optional{outcome.error},
                            outcome.id});
    }
    work.commit();
}

WebhookBacklog WebhookStore::backlog()
{
    const auto pending = m_database.query_row(
        "SELECT COUNT(*), MIN(created_at_ms) FROM webhooks WHERE state = 'pending'");
    const auto dead = m_database.query_row("SELECT COUNT(*) FROM webhooks WHERE state = 'dead'");
    return {.pending = pending->unsigned_integer(0),
            .dead = dead->unsigned_integer(0),
            .oldest_pending_ms = pending->optional_integer(1)};
}

} // namespace ctrip::store
