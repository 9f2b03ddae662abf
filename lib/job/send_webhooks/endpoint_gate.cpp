// SPDX-License-Identifier: MIT
#include "job/send_webhooks/endpoint_gate.hpp"

#include "base/random.hpp"
#include "webhook/retry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace ctrip::job {

namespace {

using webhook::Breaker;
using webhook::EndpointHealth;
using webhook::Message;
using State = EndpointHealth::State;

constexpr std::size_t kWaitingPage = 500;

std::string why_not_sent(const EndpointHealth& health)
{
    if (health.state == State::disabled) {
        return fmt::format("not sent: {} has answered 410 Gone; 'ctrip webhooks enable {}' sends "
                           "to it again",
                           health.endpoint, health.endpoint);
    }
    return fmt::format("not sent: {} has failed {} times since {}: {}", health.endpoint,
                       health.failures, base::to_rfc3339(health.since_ms / 1000),
                       health.last_error);
}

} // namespace

void log_given_up(const base::Log& log, base::LogFields fields)
{
    fields.insert(fields.begin(), {"event", "webhook.dead"});
    log.error("a webhook message was given up; 'ctrip webhooks retry' sends it again", fields);
}

EndpointGate::EndpointGate(Stores stores, const Targets& targets, const base::Clock& clock,
                           const base::Log& log)
    : m_stores(stores), m_targets(targets), m_clock(clock), m_log(log)
{
}

void EndpointGate::refresh()
{
    m_breaker.load(m_stores.endpoints.all());
    const std::int64_t now_ms = m_clock.now_ms();
    const std::vector<std::string> probes = m_breaker.probes_due(now_ms);
    if (!probes.empty()) {
        m_stores.messages.bring_forward(probes, now_ms);
    }
}

const EndpointHealth* EndpointGate::disabled(const Message& message) const
{
    if (!m_breaker.has_failing()) { // The name takes a hash.
        return nullptr;
    }
    const EndpointHealth* const health = m_breaker.find(webhook::disabled_name(message));
    return health != nullptr && health->state == State::disabled ? health : nullptr;
}

bool EndpointGate::admits(const store::DueWebhook& due, const Message& message)
{
    if (const EndpointHealth* const health = disabled(message)) {
        postpone(due, *health);
        return false;
    }
    const std::string& endpoint = message.endpoint;
    if (m_breaker.gate(endpoint, due.id, due.steps == 0, m_clock.now_ms()) != Breaker::Gate::wait) {
        return true;
    }
    postpone(due, *m_breaker.find(endpoint));
    return false;
}

void EndpointGate::postpone(const store::DueWebhook& due, const EndpointHealth& health)
{
    const std::int64_t now_ms = m_clock.now_ms();
    store::PostponedWebhook one{.message = due,
                                .next_attempt_ms = due.resume_ms,
                                .step_shift = 0,
                                .error = why_not_sent(health)};
    if (!due.resume_ms || *due.resume_ms <= now_ms) {
        // Its schedule goes on, so that it ends when it would have ended.
        const auto steps = static_cast<std::uint64_t>(std::max<std::int64_t>(due.steps, 0)) + 1;
        const webhook::RetryDecision next = webhook::decide({}, steps, base::random_share());
        one.step_shift = 1;
        one.next_attempt_ms = next.verdict == webhook::Verdict::dead
                                  ? std::nullopt
                                  : std::optional{now_ms + next.delay_ms};
    }
    ++m_held[health.endpoint];
    if (one.next_attempt_ms) {
        m_breaker.waits(health.endpoint, due.id);
    } else {
        ++m_given_up;
        log_given_up(
            m_log, {{"endpoint", health.endpoint}, {"message_id", due.id}, {"reason", one.error}});
    }
    m_postponed.push_back(std::move(one));
}

bool EndpointGate::may_leave(const Message& message) const
{
    return disabled(message) == nullptr && m_breaker.may_leave(message.endpoint, message.id);
}

void EndpointGate::withdrawn(const Message& message)
{
    m_breaker.withdrawn(message.endpoint, message.id);
}

void EndpointGate::answered(const Message& message, Result result, const std::string& error)
{
    const std::int64_t now_ms = m_clock.now_ms();
    const std::string& endpoint = message.endpoint;
    switch (result) {
    case Result::delivered:
        if (m_breaker.delivered(endpoint, message.id, now_ms)) {
            m_log.info("a webhook endpoint is back; what waits for it is sent",
                       {{"event", "endpoint.back"}, {"endpoint", endpoint}});
            m_recovered.insert(endpoint);
            m_held.erase(endpoint);
        }
        return;
    case Result::failed:
    case Result::given_up:
        m_breaker.failed(endpoint, result == Result::failed ? message.id : std::string{}, error,
                         now_ms);
        tell(*m_breaker.find(endpoint));
        return;
    case Result::gone:
        m_breaker.withdrawn(endpoint, message.id);
        m_breaker.gone(webhook::disabled_name(message), error, now_ms);
        tell(*m_breaker.find(webhook::disabled_name(message)));
        return;
    }
}

void EndpointGate::tell(const EndpointHealth& health)
{
    if (health.state == State::failing ||
        !m_told.insert(fmt::format("{} {}", to_string(health.state), health.endpoint)).second) {
        return;
    }
    const bool is_disabled = health.state == State::disabled;
    const base::LogFields fields{{"event", is_disabled ? "endpoint.disabled" : "endpoint.open"},
                                 {"endpoint", health.endpoint},
                                 {"failures", std::to_string(health.failures)},
                                 {"reason", health.last_error}};
    if (is_disabled) {
        m_log.error(fmt::format("a webhook endpoint has answered 410 Gone; nothing is sent to it "
                                "until 'ctrip webhooks enable {}'",
                                health.endpoint),
                    fields);
    } else {
        m_log.warning("a webhook endpoint fails again and again; single messages try it from now "
                      "on",
                      fields);
    }
}

void EndpointGate::flush()
{
    bring_forward();
    m_stores.endpoints.save(m_breaker.changes());
}

std::uint64_t EndpointGate::held() const noexcept
{
    std::uint64_t held = 0;
    for (const auto& [endpoint, count] : m_held) {
        held += count;
    }
    return held;
}

void EndpointGate::bring_forward()
{
    m_stores.messages.postpone(std::exchange(m_postponed, {}));
    if (m_recovered.empty()) {
        return;
    }
    const std::int64_t now_ms = m_clock.now_ms();
    store::WebhookCursor cursor;
    std::vector<store::DueWebhook> page;
    do {
        page = m_stores.messages.waiting(now_ms, kWaitingPage, cursor);
        std::vector<std::string> ids;
        for (const store::DueWebhook& due : page) {
            const auto message = m_targets.message_of(due);
            if (message && m_recovered.contains(message->endpoint)) {
                ids.push_back(due.id);
            }
        }
        m_stores.messages.bring_forward(ids, now_ms);
        if (!page.empty()) {
            cursor = store::WebhookCursor::behind(page.back());
        }
    } while (page.size() == kWaitingPage);
    m_recovered.clear();
}

} // namespace ctrip::job
