// SPDX-License-Identifier: MIT
#include "webhook/dispatcher.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <utility>

namespace ctrip::webhook {

std::string endpoint_of(std::string_view url)
{
    const std::size_t scheme_end = url.find("://");
    std::string_view rest = scheme_end == std::string_view::npos ? url : url.substr(scheme_end + 3);
    rest = rest.substr(0, rest.find_first_of("/?#"));
    rest.remove_prefix(rest.rfind('@') + 1); // npos + 1 is 0.
    std::string endpoint{rest};
    // A colon within the brackets of an IPv6 address is no port's.
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos || rest.find(']', colon) != std::string_view::npos) {
        endpoint += url.starts_with("https") || url.starts_with("HTTPS") ? ":443" : ":80";
    }
    std::transform(endpoint.begin(), endpoint.end(), endpoint.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return endpoint;
}

Dispatcher::Dispatcher(DispatchLimits limits) : m_limits(limits)
{
    CTRIP_CHECK(limits.under_way_max > limits.reserved && limits.under_way_per_endpoint_max > 0);
}

Dispatcher::Offer Dispatcher::offer(Message&& message, std::int64_t now_ms)
{
    if (m_known.contains(message.id)) {
        return Offer::known;
    }
    Endpoint& endpoint = m_endpoints[endpoint_of(message.url)];
    if (now_ms < endpoint.down_until_ms) {
        return Offer::endpoint_down;
    }
    if (!has_room(endpoint)) {
        return Offer::no_room;
    }
    m_known.insert(message.id);
    endpoint.waiting.push_back(std::move(message));
    ++m_waiting;
    if (!endpoint.has_turn) {
        endpoint.has_turn = true;
        m_turns.push_back(&endpoint); // Elements of an unordered_map stay where they are.
    }
    return Offer::taken;
}

bool Dispatcher::has_room(const Endpoint& endpoint) const noexcept
{
    const std::size_t max = m_waiting < m_limits.held_max ? m_limits.held_per_endpoint_max
                                                          : m_limits.under_way_per_endpoint_max;
    return endpoint.waiting.size() < max;
}

bool Dispatcher::may_start(const Endpoint& endpoint) const noexcept
{
    if (endpoint.under_way == 0) {
        return m_under_way < m_limits.under_way_max;
    }
    return endpoint.under_way < m_limits.under_way_per_endpoint_max &&
           m_under_way < m_limits.under_way_max - m_limits.reserved;
}

std::optional<Message> Dispatcher::next()
{
    for (std::size_t turns = m_turns.size(); turns > 0; --turns) {
        Endpoint& endpoint = *m_turns.front();
        m_turns.pop_front();
        if (endpoint.waiting.empty()) { // Its messages were let go.
            endpoint.has_turn = false;
            continue;
        }
        if (!may_start(endpoint)) {
            m_turns.push_back(&endpoint);
            continue;
        }
        Message message = std::move(endpoint.waiting.front());
        endpoint.waiting.pop_front();
        endpoint.has_turn = !endpoint.waiting.empty();
        if (endpoint.has_turn) {
            m_turns.push_back(&endpoint);
        }
        --m_waiting;
        ++endpoint.under_way;
        ++m_under_way;
        return message;
    }
    return std::nullopt;
}

void Dispatcher::answered(const Message& message, Answer answer, std::int64_t now_ms)
{
    const auto found = m_endpoints.find(endpoint_of(message.url));
    CTRIP_CHECK(found != m_endpoints.end() && found->second.under_way > 0);
    Endpoint& endpoint = found->second;
    --endpoint.under_way;
    --m_under_way;
    if (answer == Answer::came) {
        return;
    }
    endpoint.down_until_ms = now_ms + m_limits.down_ms;
    m_waiting -= endpoint.waiting.size();
    for (const Message& waiting : endpoint.waiting) {
        m_known.erase(waiting.id);
    }
    endpoint.waiting.clear();
}

void Dispatcher::forget(const std::string& id)
{
    m_known.erase(id);
}

} // namespace ctrip::webhook
