// SPDX-License-Identifier: MIT
// Keeps messages from endpoints that fail, by the state that all runs share in the database: a
// breaker (webhook/breaker.hpp) with what it does to messages that wait.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "job/send_webhooks/targets.hpp"
#include "store/outbox/endpoint_store.hpp"
#include "store/webhook_store.hpp"
#include "webhook/breaker.hpp"
#include "webhook/dispatcher.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ctrip::job {

/// Logs a message that is not tried any more; `fields` say which, and why.
void log_given_up(const base::Log& log, base::LogFields fields);

class EndpointGate
{
public:
    struct Stores
    {
        store::WebhookStore& messages;
        store::EndpointStore& endpoints;
    };
    EndpointGate(Stores stores, const Targets& targets, const base::Clock& clock,
                 const base::Log& log);

    /// Reads what other runs have stored, and makes due the messages that probe open endpoints.
    void refresh();

    /// Whether a message that is due may be queued. If not it is postponed by flush().
    [[nodiscard]] bool admits(const store::DueWebhook& due, const webhook::Message& message);
    /// Whether a message that was queued may leave now.
    [[nodiscard]] bool may_leave(const webhook::Message& message) const;
    /// A message that was admitted was not sent.
    void withdrawn(const webhook::Message& message);

    enum class Result : std::uint8_t
    {
        delivered,
        failed,
        given_up, ///< Failed for the last time.
        gone,     ///< 410.
    };
    void answered(const webhook::Message& message, Result result, const std::string& error);

    /// Stores what is postponed, and makes due what waits for endpoints that are back: before the
    /// outcome that shows it is stored, so that after a crash between it is found again.
    void bring_forward();
    /// Stores the rest: after the outcomes of the same messages, so that a crash between leaves an
    /// endpoint failing that the next message finds alive.
    void flush();

    /// Messages that this run postponed to endpoints that still fail, and all that were given up.
    [[nodiscard]] std::uint64_t held() const noexcept;
    [[nodiscard]] std::uint64_t given_up() const noexcept { return m_given_up; }

private:
    /// Null unless an operator has to enable the message's endpoint.
    [[nodiscard]] const webhook::EndpointHealth* disabled(const webhook::Message& message) const;
    void postpone(const store::DueWebhook& due, const webhook::EndpointHealth& health);
    void tell(const webhook::EndpointHealth& health);

    Stores m_stores;
    const Targets& m_targets;
    const base::Clock& m_clock;
    const base::Log& m_log;
    webhook::Breaker m_breaker;
    std::vector<store::PostponedWebhook> m_postponed;
    std::unordered_set<std::string>
        m_recovered; ///< Endpoints whose messages are to be brought forward.
    std::unordered_set<std::string> m_told;
    std::unordered_map<std::string, std::uint64_t> m_held; ///< By the endpoint.
    std::uint64_t m_given_up = 0;
};

} // namespace ctrip::job
