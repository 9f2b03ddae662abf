// SPDX-License-Identifier: MIT
// The outbox: webhook messages that were written with their status change and wait for delivery.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ctrip::store {

/// A message that is due: what it takes to say whether it can leave now.
struct DueWebhook
{
    std::string id;                 ///< "msg_…"
    std::optional<std::string> url; ///< The payment's own; none: the configured one.
    std::int64_t next_attempt_ms = 0;
};

/// A message to deliver.
struct WebhookMessage
{
    std::string id; ///< The shop's idempotency key, the same for every attempt.
    std::string payment_id;
    std::uint64_t seq = 0;
    std::optional<std::string> url;
    std::string body;
    std::uint64_t attempts = 0; ///< So far.
    std::int64_t next_attempt_ms = 0;
};

/// Where in the order of the due messages to go on. As it is made: before the first.
struct WebhookCursor
{
    std::int64_t next_attempt_ms = std::numeric_limits<std::int64_t>::min();
    std::string id;

    [[nodiscard]] static WebhookCursor behind(const DueWebhook& message)
    {
        return {message.next_attempt_ms, message.id};
    }
};

/// Which of the due messages are asked for.
enum class WebhookUrls : std::uint8_t
{
    any,
    own, ///< Those with a URL of their own.
};

/// So many runs deliver side by side at most.
inline constexpr std::int64_t kWebhookPlaces = 64;

/// The lock of a place: whoever wants no run at all to deliver takes all kWebhookPlaces of them.
[[nodiscard]] std::string webhook_place_lock(std::int64_t number);

/// A run's place among those that share the queue: a number that nobody else has as long as this
/// lives. A message is claimed by writing the number beside it.
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

/// What became of one attempt.
struct WebhookOutcome
{
    enum class Kind : std::uint8_t
    {
        delivered,
        retry, ///< Tried again at next_attempt_ms.
        dead,  ///< Given up: a dead letter.
    };
    std::string id;
    Kind kind = Kind::delivered;
    std::optional<int> status; ///< The HTTP status, where there was an answer.
    std::string error;         ///< One line; empty where delivered.
    std::int64_t attempted_ms = 0;
    std::int64_t next_attempt_ms = 0; ///< For retry.
};

struct WebhookBacklog
{
    std::uint64_t pending = 0;
    std::uint64_t dead = 0;
    std::optional<std::int64_t> oldest_pending_ms; ///< When the oldest pending one was written.
};

/// The queue. Any number of runs share it, on any number of hosts: each walks through what is due,
/// claims what it is about to send, and records what became of it.
class WebhookStore
{
public:
    explicit WebhookStore(Database& database);

    /// The lowest place that is free; nothing where all are taken. Claims that a dead run has left
    /// under this number are given back.
    [[nodiscard]] std::optional<WebhookPlace> claim_place();
    /// Gives back what dead runs have left claimed, under whatever number but this one. How many
    /// messages that were.
    std::uint64_t take_over(const WebhookPlace& place);

    /// Messages that are due at `now_ms` and that nobody has claimed, those that wait longest
    /// first: of each payment only the first that is still pending, so that order holds. A run that
    /// leaves some where they are goes on behind the last one it saw.
    [[nodiscard]] std::vector<DueWebhook> due(std::int64_t now_ms, WebhookUrls urls,
                                              std::size_t max, const WebhookCursor& after = {});
    /// Whether a message is due that has no URL of its own.
    [[nodiscard]] bool is_due_without_url(std::int64_t now_ms);

    /// Claims those of these messages that are (still) due and nobody else's, those that wait
    /// longest first. They are this run's alone until their outcome is recorded or they are given
    /// back.
    [[nodiscard]] std::vector<WebhookMessage>
    claim(const WebhookPlace& place, std::span<const std::string> ids, std::int64_t now_ms);
    /// Records attempts, which ends their claims, and gives other claimed messages back untried. A
    /// message that is not this place's any more is left as it is. Makes its own DbTransaction, so
    /// many outcomes cost one commit.
    void record(const WebhookPlace& place, std::span<const WebhookOutcome> outcomes,
                std::span<const std::string> given_back = {});

    [[nodiscard]] WebhookBacklog backlog();

private:
    [[nodiscard]] std::uint64_t free_claims(std::int64_t number);

    Database& m_database;
};

} // namespace ctrip::store
