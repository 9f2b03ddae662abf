// SPDX-License-Identifier: MIT
// Decides which webhook message is sent next, so that a slow or dead endpoint never delays another.
// A message is offered, waits, is wanted (the caller claims it, because other runs read the same
// outbox), and is sent. Pure: no clock, no I/O.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ctrip::webhook {

struct Message
{
    std::string id;
    std::string url;
    std::string body;           ///< May be empty until the message is claimed.
    std::uint64_t attempts = 0; ///< Requests made so far.
    /// Messages with the same one are slow or fail together. Empty: endpoint_of(url).
    std::string endpoint;
    bool is_named = false;    ///< `endpoint` is a name of the configuration.
    bool has_own_url = false; ///< `url` is the payment's own.
    std::string payment_id;
    std::int64_t steps = 0;                ///< Of the retry schedule, that are behind it.
    std::optional<std::int64_t> resume_ms; ///< Its scheduled attempt, where this is an early one.
    bool replayed = false;                 ///< Sent again by hand; told in a header.
    std::int64_t created_at_ms = 0;        ///< When its event was written; once it is claimed.
};

/// "host:port" in lower case, with the scheme's port where the URL names none. Its messages are
/// slow or fail together.
[[nodiscard]] std::string endpoint_of(const std::string& url);

/// What an endpoint that has answered 410 is known by: its name or, where it has none, host and
/// port and a hash of the URL, since another path of the host may be alive. The message's
/// `endpoint` is set.
[[nodiscard]] std::string disabled_name(const Message& message);

struct DispatchLimits
{
    /// Each endpoint that hangs holds one until its time-out.
    std::size_t under_way_max = 256;
    std::size_t under_way_per_endpoint_max = 8;
    /// Connections that only endpoints with nothing under way may take.
    std::size_t reserved = 192;
    std::size_t held_per_endpoint_max = 2'000;
    /// Above it an endpoint holds no more messages than may be under way to it.
    std::size_t held_max = 20'000;
    /// Messages of an endpoint that are claimed before they can be sent: as many as it answers in
    /// about a second, within these bounds. Other runs cannot take a claimed message, and each
    /// claim costs a commit.
    std::size_t claimed_per_endpoint_min = 16;
    std::size_t claimed_per_endpoint_max = 256;
    std::size_t claimed_max = 2'000; ///< Above it an endpoint gets what can be sent at once.
    std::int64_t down_ms = 30'000; ///< How long nothing is sent to an endpoint that did not answer.
};

/// Of one endpoint.
struct EndpointLimits
{
    std::size_t under_way_max = 8;
    std::uint64_t rate = 0; ///< Messages begun in a second; 0: any number.
};

class Dispatcher
{
public:
    explicit Dispatcher(DispatchLimits limits = {});

    void limit(const std::string& endpoint, const EndpointLimits& limits);

    enum class Offer : std::uint8_t
    {
        taken,
        known,         ///< Waiting, under way, or not forgotten yet.
        endpoint_down, ///< Not taken, and no attempt is made.
        no_room,       ///< Not taken: enough messages wait for this endpoint.
    };
    /// `message` is moved from only where it is taken.
    [[nodiscard]] Offer offer(Message&& message, std::int64_t now_ms);

    /// Messages that should be claimed now, so that no endpoint runs short: a few for each, oldest
    /// offers first. Call claimed() or missed() for each of them.
    [[nodiscard]] std::vector<Message> wanted();
    void claimed(Message&& message);
    /// Another run has claimed it, or it is not due any more: forgotten.
    void missed(const Message& message);

    /// The next claimed message to send; endpoints take turns. It counts as under way from now on.
    [[nodiscard]] std::optional<Message> next(std::int64_t now_ms);

    enum class Outcome : std::uint8_t
    {
        answered,
        /// Timed out or unreachable: messages that wait for the endpoint are dropped, and no new
        /// ones are taken for `down_ms`.
        unreachable,
    };
    /// Returns the ids of claimed messages that were dropped, which the caller releases.
    [[nodiscard]] std::vector<std::string> answered(const Message& message, Outcome outcome,
                                                    std::int64_t now_ms);

    /// Its result is stored, so it may be offered again.
    void forget(const std::string& id);

    /// Offered and not yet under way.
    [[nodiscard]] std::size_t waiting() const noexcept { return m_waiting + m_claimed; }
    [[nodiscard]] std::size_t under_way() const noexcept { return m_under_way; }

private:
    struct Endpoint
    {
        std::deque<Message> waiting; ///< Not claimed.
        std::deque<Message> claimed;
        std::size_t under_way = 0;
        std::size_t under_way_max = 0; ///< 0: DispatchLimits has it.
        std::uint64_t rate = 0;
        std::int64_t next_us = 0; ///< With a rate: when the next one may begin.
        std::int64_t down_until_ms = 0;
        std::int64_t counted_since_ms = 0;
        std::size_t answers = 0; ///< Since counted_since_ms.
        std::size_t pace = 0;    ///< Answers in one second, as last counted.
        bool is_wanting = false; ///< It is in m_wanting.
        bool has_turn = false;   ///< It is in m_turns.
    };

    [[nodiscard]] bool may_start(const Endpoint& endpoint, std::int64_t now_ms) const noexcept;
    [[nodiscard]] bool has_room(const Endpoint& endpoint) const noexcept;
    [[nodiscard]] std::size_t short_of(const Endpoint& endpoint, std::size_t chosen) const noexcept;
    static void count_answer(Endpoint& endpoint, std::int64_t now_ms) noexcept;

    DispatchLimits m_limits;
    std::unordered_map<std::string, Endpoint> m_endpoints;
    std::deque<Endpoint*> m_wanting; ///< Endpoints with waiting messages.
    std::deque<Endpoint*> m_turns;   ///< Endpoints with claimed messages.
    std::unordered_set<std::string> m_known;
    std::size_t m_waiting = 0;
    std::size_t m_claimed = 0;
    std::size_t m_under_way = 0;
};

} // namespace ctrip::webhook
