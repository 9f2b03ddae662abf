// SPDX-License-Identifier: MIT
#include "webhook/dispatcher.hpp"

#include "base/check.hpp"
#include "base/hex.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "crypto/hash.hpp"
#include "http/client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ctrip::webhook {

namespace {

constexpr std::size_t kUrlHashBytes = 4;
constexpr std::int64_t kPaceWindowMs = 1'000;
/// With a rate: what was not begun in this time may be made up for.
constexpr std::int64_t kBurstUs = 100'000;

std::string key_of(const Message& message)
{
    return message.endpoint.empty() ? endpoint_of(message.url) : message.endpoint;
}

} // namespace

std::string endpoint_of(const std::string& url)
{
    const base::ParsedUrl parsed = base::parse_url(url);
    if (!parsed.valid()) {
        return http::redact_url(url); // It is logged, and no request is sent there.
    }
    const char* const usual = parsed.url.scheme == "https" ? "443" : "80";
    return base::to_lower(parsed.url.host + ":" + parsed.url.port.value_or(usual));
}

std::string disabled_name(const Message& message)
{
    if (message.is_named) {
        return message.endpoint;
    }
    const auto hash = crypto::sha256(
        {reinterpret_cast<const std::uint8_t*>(message.url.data()), message.url.size()});
    return fmt::format("{}/#{}", message.endpoint,
                       base::to_hex(base::ByteView{hash}.first(kUrlHashBytes)));
}

Dispatcher::Dispatcher(DispatchLimits limits) : m_limits(limits)
{
    CTRIP_CHECK(limits.under_way_max > limits.reserved && limits.under_way_per_endpoint_max > 0);
    CTRIP_CHECK(limits.claimed_per_endpoint_min > 0 &&
                limits.claimed_per_endpoint_min <= limits.claimed_per_endpoint_max);
}

Dispatcher::Offer Dispatcher::offer(Message&& message, std::int64_t now_ms)
{
    if (m_known.contains(message.id)) {
        return Offer::known;
    }
    Endpoint& endpoint = m_endpoints[key_of(message)];
    if (now_ms < endpoint.down_until_ms) {
        return Offer::endpoint_down;
    }
    if (!has_room(endpoint)) {
        return Offer::no_room;
    }
    m_known.insert(message.id);
    endpoint.waiting.push_back(std::move(message));
    ++m_waiting;
    if (!endpoint.is_wanting) {
        endpoint.is_wanting = true;
        m_wanting.push_back(&endpoint); // Pointers to elements of an unordered_map stay valid.
    }
    return Offer::taken;
}

bool Dispatcher::has_room(const Endpoint& endpoint) const noexcept
{
    const std::size_t max = m_waiting < m_limits.held_max ? m_limits.held_per_endpoint_max
                                                          : m_limits.under_way_per_endpoint_max;
    return endpoint.waiting.size() < max;
}

/// How many more messages to claim for the endpoint. Zero while more than half of its share is
/// claimed, so that they are not claimed one by one.
std::size_t Dispatcher::short_of(const Endpoint& endpoint, std::size_t chosen) const noexcept
{
    const std::size_t full = m_claimed + chosen < m_limits.claimed_max
                                 ? std::clamp(endpoint.pace, m_limits.claimed_per_endpoint_min,
                                              m_limits.claimed_per_endpoint_max)
                                 : 1;
    const std::size_t has = endpoint.claimed.size();
    return has <= full / 2 ? full - has : 0;
}

std::vector<Message> Dispatcher::wanted()
{
    std::vector<Message> messages;
    for (std::size_t turns = m_wanting.size(); turns > 0; --turns) {
        Endpoint& endpoint = *m_wanting.front();
        m_wanting.pop_front();
        std::size_t left = std::min(short_of(endpoint, messages.size()), endpoint.waiting.size());
        for (; left > 0; --left) {
            messages.push_back(std::move(endpoint.waiting.front()));
            endpoint.waiting.pop_front();
            --m_waiting;
        }
        endpoint.is_wanting = !endpoint.waiting.empty();
        if (endpoint.is_wanting) {
            m_wanting.push_back(&endpoint);
        }
    }
    return messages;
}

void Dispatcher::claimed(Message&& message)
{
    Endpoint& endpoint = m_endpoints[key_of(message)];
    endpoint.claimed.push_back(std::move(message));
    ++m_claimed;
    if (!endpoint.has_turn) {
        endpoint.has_turn = true;
        m_turns.push_back(&endpoint);
    }
}

void Dispatcher::missed(const Message& message)
{
    m_known.erase(message.id);
}

void Dispatcher::limit(const std::string& endpoint, const EndpointLimits& limits)
{
    Endpoint& one = m_endpoints[endpoint];
    one.under_way_max = limits.under_way_max;
    one.rate = limits.rate;
}

bool Dispatcher::may_start(const Endpoint& endpoint, std::int64_t now_ms) const noexcept
{
    if (endpoint.rate > 0 && now_ms * 1'000 < endpoint.next_us) {
        return false;
    }
    if (endpoint.under_way == 0) {
        return m_under_way < m_limits.under_way_max;
    }
    const std::size_t max =
        endpoint.under_way_max > 0 ? endpoint.under_way_max : m_limits.under_way_per_endpoint_max;
    return endpoint.under_way < max && m_under_way < m_limits.under_way_max - m_limits.reserved;
}

std::optional<Message> Dispatcher::next(std::int64_t now_ms)
{
    for (std::size_t turns = m_turns.size(); turns > 0; --turns) {
        Endpoint& endpoint = *m_turns.front();
        m_turns.pop_front();
        if (endpoint.claimed.empty()) { // Its messages were released.
            endpoint.has_turn = false;
            continue;
        }
        if (!may_start(endpoint, now_ms)) {
            m_turns.push_back(&endpoint);
            continue;
        }
        Message message = std::move(endpoint.claimed.front());
        endpoint.claimed.pop_front();
        endpoint.has_turn = !endpoint.claimed.empty();
        if (endpoint.has_turn) {
            m_turns.push_back(&endpoint);
        }
        if (endpoint.rate > 0) {
            endpoint.next_us = std::max(endpoint.next_us, now_ms * 1'000 - kBurstUs) +
                               1'000'000 / static_cast<std::int64_t>(endpoint.rate);
        }
        --m_claimed;
        ++endpoint.under_way;
        ++m_under_way;
        return message;
    }
    return std::nullopt;
}

void Dispatcher::count_answer(Endpoint& endpoint, std::int64_t now_ms) noexcept
{
    const std::int64_t passed_ms = now_ms - endpoint.counted_since_ms;
    if (passed_ms >= kPaceWindowMs) {
        // After two seconds without an answer the last count is too old.
        endpoint.pace = passed_ms < 2 * kPaceWindowMs ? endpoint.answers : 0;
        endpoint.answers = 0;
        endpoint.counted_since_ms = now_ms;
    }
    ++endpoint.answers;
    endpoint.pace = std::max(endpoint.pace, endpoint.answers);
}

std::vector<std::string> Dispatcher::answered(const Message& message, Outcome outcome,
                                              std::int64_t now_ms)
{
    const auto found = m_endpoints.find(key_of(message));
    CTRIP_CHECK(found != m_endpoints.end() && found->second.under_way > 0);
    Endpoint& endpoint = found->second;
    --endpoint.under_way;
    --m_under_way;
    if (outcome == Outcome::answered) {
        count_answer(endpoint, now_ms);
        return {};
    }
    endpoint.down_until_ms = now_ms + m_limits.down_ms;
    endpoint.pace = 0;
    endpoint.answers = 0;
    std::vector<std::string> release;
    for (const Message& waiting : endpoint.waiting) {
        m_known.erase(waiting.id);
    }
    for (const Message& claimed : endpoint.claimed) {
        m_known.erase(claimed.id);
        release.push_back(claimed.id);
    }
    m_waiting -= endpoint.waiting.size();
    m_claimed -= endpoint.claimed.size();
    endpoint.waiting.clear();
    endpoint.claimed.clear();
    return release;
}

void Dispatcher::forget(const std::string& id)
{
    m_known.erase(id);
}

} // namespace ctrip::webhook
