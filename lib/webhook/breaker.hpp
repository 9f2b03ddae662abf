// SPDX-License-Identifier: MIT
// Decides what is sent to an endpoint that fails (circuit breaker): after some failures in a row it
// is opened, and only single messages try it now and then, until one is delivered. Pure: no clock,
// no I/O.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ctrip::webhook {

/// How an endpoint has failed lately. One that does not fail has no record.
struct EndpointHealth
{
    enum class State : std::uint8_t
    {
        failing,  ///< Messages are sent to it.
        open,     ///< Only probes are.
        disabled, ///< Nothing is, until an operator enables it: it has answered 410.
    };
    std::string endpoint;
    State state = State::failing;
    std::uint64_t failures = 0; ///< In a row.
    std::int64_t since_ms = 0;  ///< Unix time of the first of them.
    std::int64_t probe_ms = 0;  ///< While it is open: the next probe's time.
    std::uint64_t probes = 0;   ///< That failed since it is open.
    std::string probe_id;       ///< A message that waits for it, for the next probe.
    std::string last_error;     ///< One line.
};

[[nodiscard]] std::string_view to_string(EndpointHealth::State state) noexcept;

struct BreakerLimits
{
    std::uint64_t failures = 5; ///< In a row, that open an endpoint.
    /// Between probes: the first, doubled for each that failed, up to the last.
    std::int64_t probe_first_ms = 5'000;
    std::int64_t probe_last_ms = 300'000;
    /// A message that was never sent is a probe itself, if the last one is this long ago: what
    /// fails again and again may be one message, not the endpoint.
    std::int64_t new_message_ms = 30'000;
    /// An endpoint that has failed for this long and delivers again has recovered, even if it was
    /// not open: what waits for it is due.
    std::int64_t outage_ms = 60'000;
};

class Breaker
{
public:
    explicit Breaker(BreakerLimits limits = {}) : m_limits(limits) {}

    /// What is stored of all endpoints, by other runs too. Keeps what was not taken by changes().
    void load(std::vector<EndpointHealth>&& stored);

    enum class Gate : std::uint8_t
    {
        send,
        probe, ///< Send it, and no other until its result is known: call failed() or the like.
        wait,
    };
    /// For a message that is about to be queued.
    [[nodiscard]] Gate gate(const std::string& endpoint, const std::string& message_id, bool is_new,
                            std::int64_t now_ms);
    /// Whether a message that was queued before may be sent now.
    [[nodiscard]] bool may_leave(const std::string& endpoint, const std::string& message_id) const;
    /// The message was not sent after all.
    void withdrawn(const std::string& endpoint, const std::string& message_id);

    /// `message_id` is empty where it was given up.
    void failed(const std::string& endpoint, const std::string& message_id,
                const std::string& error, std::int64_t now_ms);
    /// The message goes on waiting for an endpoint that is open.
    void waits(const std::string& endpoint, const std::string& message_id);
    /// It has answered 410 Gone.
    void gone(const std::string& endpoint, const std::string& error, std::int64_t now_ms);
    /// True if it has recovered: bring forward what waits for it.
    [[nodiscard]] bool delivered(const std::string& endpoint, const std::string& message_id,
                                 std::int64_t now_ms);

    /// The messages of open endpoints whose next probe is due while none is under way.
    [[nodiscard]] std::vector<std::string> probes_due(std::int64_t now_ms) const;
    /// Whether any endpoint fails.
    [[nodiscard]] bool has_failing() const noexcept { return !m_endpoints.empty(); }
    /// Null for one that does not fail.
    [[nodiscard]] const EndpointHealth* find(const std::string& endpoint) const;

    struct Changes
    {
        std::vector<EndpointHealth> failing;
        std::vector<std::string> healed; ///< They have no record any more.
    };
    /// Since the last call.
    [[nodiscard]] Changes changes();

private:
    [[nodiscard]] bool is_probe_due(const EndpointHealth& health,
                                    std::int64_t now_ms) const noexcept;
    [[nodiscard]] std::int64_t probe_interval_ms(std::uint64_t probes) const noexcept;

    BreakerLimits m_limits;
    std::unordered_map<std::string, EndpointHealth> m_endpoints;
    std::unordered_map<std::string, std::string> m_probing; ///< Endpoints and the message sent.
    std::unordered_set<std::string> m_changed;
};

} // namespace ctrip::webhook
