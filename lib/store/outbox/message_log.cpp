// SPDX-License-Identifier: MIT
#include "store/outbox/message_log.hpp"

#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::store {

namespace {

constexpr std::string_view kSelect =
    "SELECT w.id, w.payment_id, w.seq, w.event, w.endpoint, w.url, w.state, w.attempts, "
    "w.replayed, w.claimed_by, w.created_at_ms, w.next_attempt_ms, w.attempted_ms, w.last_status, "
    "w.last_error FROM webhooks w";

std::optional<int> to_status(const Row& row, std::size_t column)
{
    return row.is_null(column) ? std::nullopt
                               : std::optional{static_cast<int>(row.integer(column))};
}

LoggedMessage to_message(const Row& row)
{
    return {.id = row.text(0),
            .payment_id = row.text(1),
            .seq = row.unsigned_integer(2),
            .event = row.text(3),
            .endpoint = row.text(4),
            .url = row.optional_text(5),
            .state = row.text(6),
            .attempts = row.unsigned_integer(7),
            .replayed = row.boolean(8),
            .is_under_way = !row.is_null(9),
            .created_ms = row.integer(10),
            .next_attempt_ms = row.integer(11),
            .attempted_ms = row.optional_integer(12),
            .last_status = to_status(row, 13),
            .last_error = row.optional_text(14)};
}

/// Conditions of a statement and their values, joined by AND.
class Conditions
{
public:
    void add(std::string_view condition, Value value)
    {
        m_values.push_back(std::move(value));
        m_sql += fmt::format("{}{} ${}", joint(), condition, m_values.size());
    }
    template <typename Items>
    void add_list(std::string_view column, const Items& items)
    {
        if (!items.empty()) {
            m_sql += fmt::format("{}{} IN ", joint(), column);
            m_sql += append_list(m_values, items);
        }
    }
    void add_place(std::string_view comparison, const MessagePlace& place)
    {
        const std::size_t first = m_values.size() + 1;
        m_values.insert(m_values.end(),
                        {place.created_ms, place.payment_id, place.seq, place.endpoint});
        m_sql += fmt::format("{}(w.created_at_ms, w.payment_id, w.seq, w.endpoint) {} {}", joint(),
                             comparison, places(first, 4));
    }
    [[nodiscard]] const std::string& sql() const noexcept { return m_sql; }
    [[nodiscard]] std::vector<Value>& values() noexcept { return m_values; }

private:
    [[nodiscard]] std::string_view joint() const noexcept
    {
        return m_sql.empty() ? " WHERE " : " AND ";
    }

    std::string m_sql;
    std::vector<Value> m_values;
};

} // namespace

std::vector<LoggedMessage> MessageLog::find(const MessageFilter& filter)
{
    const bool is_up = filter.order == MessageOrder::oldest_first;
    Conditions conditions;
    conditions.add_list("w.state", filter.states);
    if (filter.payment_id) {
        conditions.add("w.payment_id =", *filter.payment_id);
    }
    if (filter.event) {
        conditions.add("w.event =", *filter.event);
    }
    conditions.add_list("p.chain_id", filter.chain_ids);
    if (filter.since_ms) {
        conditions.add("w.created_at_ms >=", *filter.since_ms);
    }
    if (filter.before_ms) {
        conditions.add("w.created_at_ms <", *filter.before_ms);
    }
    if (filter.after) {
        conditions.add_place(is_up ? ">" : "<", *filter.after);
    }
    conditions.values().emplace_back(std::uint64_t{filter.max});
    const std::string_view direction = is_up ? "" : " DESC";
    const std::string sql = fmt::format(
        "{0}{1}{2} ORDER BY w.created_at_ms{3}, w.payment_id{3}, w.seq{3}, w.endpoint{3} LIMIT "
        "${4}",
        kSelect, filter.chain_ids.empty() ? "" : " JOIN payments p ON p.id = w.payment_id",
        conditions.sql(), direction, conditions.values().size());
    std::vector<LoggedMessage> messages;
    for (const Row& row : m_database.query(sql, conditions.values())) {
        messages.push_back(to_message(row));
    }
    return messages;
}

std::optional<LoggedMessage> MessageLog::find(std::string_view id)
{
    const auto row = m_database.query_row(fmt::format("{} WHERE w.id = $1", kSelect), {id});
    return row ? std::optional{to_message(*row)} : std::nullopt;
}

std::string MessageLog::body(std::string_view id)
{
    const auto row = m_database.query_row("SELECT body FROM webhooks WHERE id = $1", {id});
    return row ? row->text(0) : std::string{};
}

std::vector<LoggedAttempt> MessageLog::attempts(const LoggedMessage& message)
{
    std::vector<LoggedAttempt> attempts;
    for (const Row& row : m_database.query(
             "SELECT number, ended_ms, duration_ms, status, address, answer, error FROM "
             "webhook_attempts WHERE payment_id = $1 AND message_id = $2 ORDER BY number",
             {message.payment_id, message.id})) {
        attempts.push_back({.number = row.unsigned_integer(0),
                            .ended_ms = row.integer(1),
                            .duration_ms = row.integer(2),
                            .status = to_status(row, 3),
                            .address = row.optional_text(4),
                            .answer = row.text(5),
                            .error = row.optional_text(6)});
    }
    return attempts;
}

std::vector<std::string> MessageLog::send_again(std::span<const std::string> ids, bool is_replay,
                                                std::int64_t now_ms)
{
    static const std::string sql = fmt::format(
        "UPDATE webhooks SET replayed = CASE WHEN $1 = 1 OR state = 'delivered' THEN 1 ELSE "
        "replayed END, state = 'pending', next_attempt_ms = $2, resume_ms = NULL, step_shift = "
        "-attempts WHERE state IN ('pending', 'delivered', 'dead') AND claimed_by IS NULL AND id "
        "IN {} RETURNING id",
        places(3, kFixedListPlaces));
    std::vector<std::string> changed;
    by_fixed_lists({is_replay, now_ms}, ids, [&](const std::vector<Value>& values) {
        for (const Row& row : retry_conflicts([&] { return m_database.query(sql, values); })) {
            changed.push_back(row.text(0));
        }
    });
    return changed;
}

} // namespace ctrip::store
