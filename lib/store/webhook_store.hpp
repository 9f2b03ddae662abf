// SPDX-License-Identifier: MIT
// The outbox: webhook messages, written together with their status change, and their delivery.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"
#include "store/recorded_messages.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ctrip::store {

/// A message that is due, with what the choice of messages to send needs.
struct DueWebhook
{
    std::string id;                 ///< "msg_…"
    std::string endpoint;           ///< Name of the configured endpoint; empty: the usual one.
    std::optional<std::string> url; ///< The payment's own URL; none: the endpoint's.
    std::int64_t next_attempt_ms = 0;
    std::optional<std::int64_t>
        resume_ms;          ///< Its scheduled attempt, where this one is an early one.
    std::int64_t steps = 0; ///< Of the retry schedule, that are behind it.
};

/// A message to deliver.
struct WebhookMessage
{
    std::string id; ///< The shop's idempotency key, the same for every attempt.
    std::string payment_id;
    std::uint64_t seq = 0;
    std::string endpoint; ///< As in DueWebhook.
    std::optional<std::string> url;
    std::string body;
    std::uint64_t attempts = 0; ///< Requests made before this one.
    std::int64_t steps = 0;     ///< As in DueWebhook.
    bool replayed = false;      ///< Sent again by hand.
    std::int64_t next_attempt_ms = 0;
    std::optional<std::int64_t> resume_ms; ///< As in DueWebhook.
    std::int64_t created_at_ms = 0;        ///< When its event was written.
};

/// A position in the order of due messages. By default: before the first.
struct WebhookCursor
{
    std::int64_t next_attempt_ms = std::numeric_limits<std::int64_t>::min();
    std::string id;

    [[nodiscard]] static WebhookCursor behind(const DueWebhook& message)
    {
        return {message.next_attempt_ms, message.id};
    }
};

/// Which due messages to return.
enum class WebhookUrls : std::uint8_t
{
    any,
    own, ///< Those with their own URL, and those of named endpoints.
};

/// At most so many runs deliver at the same time.
inline constexpr std::int64_t kWebhookPlaces = 64;

/// The name of a place's lock. To keep every run from delivering, take all kWebhookPlaces of them.
[[nodiscard]] std::string webhook_place_lock(std::int64_t number);

/// A run's number among the runs that share the outbox, unique as long as this object lives. A
/// message is claimed by writing the number into its row.
class WebhookPlace
{
public:
    WebhookPlace(std::int64_t number, std::unique_ptr<Lock> lock)
        : m_number(number), m_lock(std::move(lock))
    {
    }
    [[nodiscard]] std::int64_t number() const noexcept { return m_number; }

private:
    std::int64_t m_number;
    std::unique_ptr<Lock> m_lock;
};

/// What is stored of a request.
struct WebhookRequest
{
    std::string payment_id;
    std::uint64_t number = 1; ///< 1, 2, … of the message.
    std::int64_t duration_ms = 0;
    std::string address; ///< Connected to, or tried last; empty: none.
    std::string answer;  ///< The first bytes of its body.
};

/// What became of a message that was claimed.
struct WebhookOutcome
{
    enum class Kind : std::uint8_t
    {
        delivered,
        retry, ///< Next attempt at next_attempt_ms.
        dead,  ///< Given up: a dead letter.
    };
    std::string id;
    Kind kind = Kind::delivered;
    std::optional<int> status; ///< The HTTP status, if there was a response.
    std::string error;         ///< One line; empty if delivered.
    std::int64_t attempted_ms = 0;
    std::int64_t next_attempt_ms = 0; ///< For retry.
    std::int64_t step_shift = 0; ///< Added to the steps that are behind it, beside the attempt's.
    std::optional<WebhookRequest> request; ///< None: none was made, and no attempt counts.
};

/// A message that is due and not sent, because its endpoint does not answer.
struct PostponedWebhook
{
    DueWebhook message;
    std::optional<std::int64_t> next_attempt_ms; ///< None: it is given up.
    std::int64_t step_shift = 0;                 ///< Added to the steps that are behind it.
    std::string error;                           ///< One line.
};

struct WebhookBacklog
{
    std::uint64_t pending = 0;
    std::uint64_t dead = 0;
    std::optional<std::int64_t> oldest_pending_ms; ///< Creation time of the oldest pending message.
};

/// The outbox. Up to kWebhookPlaces runs share it, on any number of hosts: each reads due messages,
/// claims those it is about to send, and records the outcomes.
class WebhookStore
{
public:
    explicit WebhookStore(Database& database);

    /// The lowest free place; nothing if all are taken. Releases claims that a dead run left under
    /// this number.
    [[nodiscard]] std::optional<WebhookPlace> claim_place();
    /// Releases the claims of dead runs under all numbers but this one. Returns the number of
    /// messages.
    std::uint64_t take_over(const WebhookPlace& place);

    /// Makes those due now that are put off further than a retry can be, as by a clock that was
    /// ahead for a while. Returns the number of messages.
    std::uint64_t bring_back(std::int64_t now_ms);

    /// Messages that are due at `now_ms` and not claimed, oldest due time first; at most `max`. Of
    /// each payment only its first pending message, to keep their order. `after`: where the last
    /// call ended, for a run that leaves some unclaimed.
    [[nodiscard]] std::vector<DueWebhook> due(std::int64_t now_ms, WebhookUrls urls,
                                              std::size_t max, const WebhookCursor& after = {});
    /// Whether a due message has no URL of its own.
    [[nodiscard]] bool is_due_without_url(std::int64_t now_ms);

    /// Claims those of these messages that are still due and not claimed, and returns them, oldest
    /// due time first. No other run gets them until their outcome is recorded or they are released.
    [[nodiscard]] std::vector<WebhookMessage>
    claim(const WebhookPlace& place, std::span<const std::string> ids, std::int64_t now_ms);
    /// What the payments' own tables have of these messages.
    [[nodiscard]] std::unordered_map<std::string, MessageRecord>
    records(std::span<const std::string> ids)
    {
        return find_message_records(m_database, ids);
    }
    /// Records attempts, which ends their claims, and releases the messages `given_back` without an
    /// attempt. A message that this place no longer claims is left unchanged. Makes its own
    /// DbTransaction, so that many outcomes cost one commit.
    void record(const WebhookPlace& place, std::span<const WebhookOutcome> outcomes,
                std::span<const std::string> given_back = {});

    /// Leaves those unchanged that another run has taken since. Makes its own DbTransaction.
    void postpone(std::span<const PostponedWebhook> messages);

    /// Messages that wait for a later attempt and are not claimed, ordered by its time; at most
    /// `max`.
    [[nodiscard]] std::vector<DueWebhook> waiting(std::int64_t now_ms, std::size_t max,
                                                  const WebhookCursor& after);
    /// Makes those of these messages due now that wait for a later attempt. One that fails then
    /// has its scheduled attempt all the same.
    void bring_forward(std::span<const std::string> ids, std::int64_t now_ms);

    [[nodiscard]] WebhookBacklog backlog();

    /// Deletes the attempts that ended before this time, at most `max` of them; returns their
    /// number.
    std::uint64_t forget_attempts(std::int64_t before_ms, std::size_t max);

private:
    /// False for a message that this place no longer claims.
    bool record_one(const WebhookPlace& place, const WebhookOutcome& outcome);
    void record_delivered(const WebhookPlace& place,
                          std::span<const WebhookOutcome* const> outcomes,
                          std::vector<const WebhookOutcome*>& made);
    void store_attempts(std::span<const WebhookOutcome* const> made);
    [[nodiscard]] std::uint64_t free_claims(std::int64_t number);

    Database& m_database;
};

} // namespace ctrip::store
