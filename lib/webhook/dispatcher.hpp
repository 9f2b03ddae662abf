// SPDX-License-Identifier: MIT
// Decides which webhook message leaves next, so that a slow or dead endpoint never delays another.
// A message is offered, waits, is wanted (the caller claims it, since other runs share the queue),
// and leaves. Pure: no clock, no I/O.
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
    std::string body;           ///< Not needed before it is claimed.
    std::uint64_t attempts = 0; ///< Made so far.
};

/// "host:port" in lower case, with the scheme's port where the URL names none: what is slow or dead
/// together.
[[nodiscard]] std::string endpoint_of(const std::string& url);

struct DispatchLimits
{
    std::size_t under_way_max = 64;
    std::size_t under_way_per_endpoint_max = 8;
    /// Connections that only endpoints with nothing under way may take.
    std::size_t reserved = 16;
    std::size_t held_per_endpoint_max = 2'000;
    std::size_t held_max =
        20'000; ///< Beyond it an endpoint holds no more than may be under way to it.
    /// Messages of an endpoint that are claimed before they can leave: as many as it answers within
    /// a second or so, within these bounds. What one run has claimed no other can take, and each
    /// claim costs a commit.
    std::size_t claimed_per_endpoint_min = 16;
    std::size_t claimed_per_endpoint_max = 256;
    std::size_t claimed_max = 2'000; ///< Beyond it an endpoint gets what can leave at once.
    std::int64_t down_ms = 30'000;   ///< How long an endpoint is left alone that did not answer.
};

class Dispatcher
{
public:
    explicit Dispatcher(DispatchLimits limits = {});

    enum class Offer : std::uint8_t
    {
        taken,
        known,         ///< It waits, is under way, or was not forgotten yet.
        endpoint_down, ///< Left for another time, without an attempt.
        no_room,       ///< Enough wait for this endpoint.
    };
    /// `message` is moved from only where it is taken.
    [[nodiscard]] Offer offer(Message&& message, std::int64_t now_ms);

    /// Messages that should be claimed now, so that no endpoint runs short: a few at a time for
    /// each, those that were offered first. Each must be answered by claimed() or missed().
    [[nodiscard]] std::vector<Message> wanted();
    void claimed(Message&& message);
    /// Another run has it, or it is not due any more: forgotten.
    void missed(const Message& message);

    /// The next claimed message to send; endpoints take turns. It counts as under way from now on.
    [[nodiscard]] std::optional<Message> next();

    enum class Outcome : std::uint8_t
    {
        answered,
        unreachable, ///< Timed out or unreachable: what waits for the endpoint is let go, and
                     ///< nothing new is taken for a while.
    };
    /// The ids of claimed messages that were let go, to be given back.
    [[nodiscard]] std::vector<std::string> answered(const Message& message, Outcome outcome,
                                                    std::int64_t now_ms);

    /// What became of the message is stored, so it may be offered again.
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
        std::int64_t down_until_ms = 0;
        std::int64_t counted_since_ms = 0;
        std::size_t answers = 0; ///< Since then.
        std::size_t pace = 0;    ///< Answers in a second, as it was last counted.
        bool is_wanting = false; ///< It stands in m_wanting.
        bool has_turn = false;   ///< It stands in m_turns.
    };

    [[nodiscard]] bool may_start(const Endpoint& endpoint) const noexcept;
    [[nodiscard]] bool has_room(const Endpoint& endpoint) const noexcept;
    [[nodiscard]] std::size_t short_of(const Endpoint& endpoint, std::size_t chosen) const noexcept;
    void count_answer(Endpoint& endpoint, std::int64_t now_ms) const noexcept;

    DispatchLimits m_limits;
    std::unordered_map<std::string, Endpoint> m_endpoints;
    std::deque<Endpoint*> m_wanting; ///< With messages that wait.
    std::deque<Endpoint*> m_turns;   ///< With messages that are claimed.
    std::unordered_set<std::string> m_known;
    std::size_t m_waiting = 0;
    std::size_t m_claimed = 0;
    std::size_t m_under_way = 0;
};

} // namespace ctrip::webhook
