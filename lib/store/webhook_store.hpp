// SPDX-License-Identifier: MIT
// The outbox: webhook messages that were written with their status change and wait for delivery.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::store {

struct WebhookMessage
{
    std::string id; ///< "msg_…": the shop's idempotency key, the same for every attempt.
    std::string payment_id;
    std::uint64_t seq = 0;
    std::string event;
    std::optional<std::string> url; ///< The payment's own; none: the configured one.
    std::string body;
    std::uint64_t attempts = 0; ///< So far.
    std::int64_t created_at_ms = 0;
    std::int64_t next_attempt_ms = 0;
};

/// A place in the order of the due messages, to go on behind it. As it is made: before the first.
struct WebhookPlace
{
    std::int64_t next_attempt_ms = std::numeric_limits<std::int64_t>::min();
    std::string id;

    [[nodiscard]] static WebhookPlace behind(const WebhookMessage& message)
    {
        return {message.next_attempt_ms, message.id};
    }
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

class WebhookStore
{
public:
    explicit WebhookStore(Database& database);

    /// Messages that are due at `now_ms`, those that wait longest first: of each payment only the
    /// first that is still pending, so that order holds. A run that leaves some where they are goes
    /// on behind the last one it saw.
    [[nodiscard]] std::vector<WebhookMessage> due(std::int64_t now_ms, std::size_t max,
                                                  const WebhookPlace& after = {});
    /// Records attempts; makes its own Work, so many outcomes cost one commit.
    void record(std::span<const WebhookOutcome> outcomes);
    [[nodiscard]] WebhookBacklog backlog();

private:
    Database& m_database;
};

} // namespace ctrip::store
