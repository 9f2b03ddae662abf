// SPDX-License-Identifier: MIT
#include "webhook/breaker.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <utility>

namespace ctrip::webhook {

using State = EndpointHealth::State;

std::string_view to_string(State state) noexcept
{
    switch (state) {
    case State::failing:
        return "failing";
    case State::open:
        return "open";
    case State::disabled:
        return "disabled";
    }
    CTRIP_CHECK(false);
}

void Breaker::load(std::vector<EndpointHealth>&& stored)
{
    std::unordered_map<std::string, EndpointHealth> endpoints;
    for (EndpointHealth& one : stored) {
        std::string endpoint = one.endpoint;
        endpoints.emplace(std::move(endpoint), std::move(one));
    }
    for (const std::string& endpoint : m_changed) {
        endpoints.erase(endpoint);
        if (auto own = m_endpoints.extract(endpoint)) {
            endpoints.insert(std::move(own));
        }
    }
    m_endpoints = std::move(endpoints);
}

Breaker::Gate Breaker::gate(const std::string& endpoint, const std::string& message_id, bool is_new,
                            std::int64_t now_ms)
{
    const EndpointHealth* const health = find(endpoint);
    if (health == nullptr || health->state == State::failing) {
        return Gate::send;
    }
    if (health->state == State::disabled || m_probing.contains(endpoint)) {
        return Gate::wait;
    }
    const std::int64_t last_ms = health->probe_ms - probe_interval_ms(health->probes);
    if (!is_probe_due(*health, now_ms) &&
        !(is_new && now_ms >= last_ms + m_limits.new_message_ms)) {
        return Gate::wait;
    }
    m_probing.emplace(endpoint, message_id);
    return Gate::probe;
}

bool Breaker::may_leave(const std::string& endpoint, const std::string& message_id) const
{
    const EndpointHealth* const health = find(endpoint);
    if (health == nullptr || health->state == State::failing) {
        return true;
    }
    const auto probe = m_probing.find(endpoint);
    return health->state == State::open && probe != m_probing.end() && probe->second == message_id;
}

void Breaker::withdrawn(const std::string& endpoint, const std::string& message_id)
{
    const auto probe = m_probing.find(endpoint);
    if (probe != m_probing.end() && probe->second == message_id) {
        m_probing.erase(probe);
    }
}

void Breaker::failed(const std::string& endpoint, const std::string& message_id,
                     const std::string& error, std::int64_t now_ms)
{
    const bool was_probe = m_probing.erase(endpoint) > 0;
    EndpointHealth& health = m_endpoints[endpoint];
    if (health.failures == 0) {
        health.endpoint = endpoint;
        health.since_ms = now_ms;
    }
    ++health.failures;
    health.last_error = error;
    if (!message_id.empty()) {
        health.probe_id = message_id;
    }
    if (health.state == State::failing && health.failures >= m_limits.failures) {
        health.state = State::open;
        health.probes = 0;
        health.probe_ms = now_ms + probe_interval_ms(0);
    } else if (health.state == State::open && was_probe) {
        ++health.probes;
        health.probe_ms = now_ms + probe_interval_ms(health.probes);
    }
    m_changed.insert(endpoint);
}

void Breaker::waits(const std::string& endpoint, const std::string& message_id)
{
    const auto found = m_endpoints.find(endpoint);
    if (found != m_endpoints.end() && found->second.state == State::open) {
        found->second.probe_id = message_id;
        m_changed.insert(endpoint);
    }
}

void Breaker::gone(const std::string& endpoint, const std::string& error, std::int64_t now_ms)
{
    m_probing.erase(endpoint);
    EndpointHealth& health = m_endpoints[endpoint];
    if (health.failures == 0) {
        health.endpoint = endpoint;
        health.since_ms = now_ms;
    }
    ++health.failures;
    health.last_error = error;
    health.state = State::disabled;
    m_changed.insert(endpoint);
}

bool Breaker::delivered(const std::string& endpoint, const std::string& message_id,
                        std::int64_t now_ms)
{
    withdrawn(endpoint, message_id);
    const auto found = m_endpoints.find(endpoint);
    // A message that was under way when the endpoint answered another one with 410 enables nothing.
    if (found == m_endpoints.end() || found->second.state == State::disabled) {
        return false;
    }
    const bool recovered =
        found->second.state == State::open || now_ms - found->second.since_ms >= m_limits.outage_ms;
    m_endpoints.erase(found);
    m_changed.insert(endpoint);
    return recovered;
}

std::vector<std::string> Breaker::probes_due(std::int64_t now_ms) const
{
    std::vector<std::string> ids;
    for (const auto& [endpoint, health] : m_endpoints) {
        if (health.state == State::open && is_probe_due(health, now_ms) &&
            !m_probing.contains(endpoint)) {
            ids.push_back(health.probe_id);
        }
    }
    return ids;
}

const EndpointHealth* Breaker::find(const std::string& endpoint) const
{
    const auto found = m_endpoints.find(endpoint);
    return found == m_endpoints.end() ? nullptr : &found->second;
}

Breaker::Changes Breaker::changes()
{
    Changes changes;
    for (const std::string& endpoint : std::exchange(m_changed, {})) {
        if (const EndpointHealth* const health = find(endpoint)) {
            changes.failing.push_back(*health);
        } else {
            changes.healed.push_back(endpoint);
        }
    }
    return changes;
}

bool Breaker::is_probe_due(const EndpointHealth& health, std::int64_t now_ms) const noexcept
{
    // A time that is further away was written by a clock that was ahead.
    return now_ms >= health.probe_ms || health.probe_ms - now_ms > m_limits.probe_last_ms;
}

std::int64_t Breaker::probe_interval_ms(std::uint64_t probes) const noexcept
{
    std::int64_t interval_ms = m_limits.probe_first_ms;
    for (std::uint64_t i = 0; i < probes && interval_ms < m_limits.probe_last_ms; ++i) {
        interval_ms *= 2;
    }
    return std::min(interval_ms, m_limits.probe_last_ms);
}

} // namespace ctrip::webhook
