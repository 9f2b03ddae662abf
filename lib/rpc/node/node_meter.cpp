// SPDX-License-Identifier: MIT
#include "rpc/node/node_meter.hpp"

#include "base/url.hpp"

#include <chrono>
#include <utility>

namespace ctrip::rpc {

namespace {

using meter::Family;

std::string_view to_string(NodeFault fault)
{
    switch (fault) {
    case NodeFault::unreachable:
        return "unreachable";
    case NodeFault::timed_out:
        return "timed_out";
    case NodeFault::broken:
        return "broken";
    case NodeFault::wrong_chain:
        return "wrong_chain";
    case NodeFault::cut_off:
        return "cut_off";
    case NodeFault::rate_limited:
        return "rate_limited";
    case NodeFault::inconsistent:
        return "inconsistent";
    case NodeFault::too_much:
        return "too_much";
    }
    return "other";
}

} // namespace

NodeMeter::NodeMeter(meter::Meter* meter, std::string_view chain, const std::string& url)
    : m_meter(meter), m_chain(chain)
{
    if (meter != nullptr) {
        const base::ParsedUrl parsed = base::parse_url(url);
        m_node = parsed.valid() ? parsed.url.host_and_port() : "other";
    }
}

http::Client::Done NodeMeter::counted(const http::Request& request, std::span<const Call> calls,
                                      http::Client::Done done)
{
    if (m_meter == nullptr) {
        return done;
    }
    if (m_requests == nullptr) {
        m_requests = &m_meter->counter(Family::node_requests, {m_chain, m_node});
        m_sent = &m_meter->counter(Family::node_sent, {m_chain, m_node});
        m_received = &m_meter->counter(Family::node_received, {m_chain, m_node});
        m_duration_ms = &m_meter->histogram(Family::node_request_duration, {m_chain, m_node});
    }
    m_requests->add();
    m_sent->add(static_cast<std::int64_t>(request.body.size()));
    for (const Call& call : calls) {
        calls_of(call.method).add();
    }
    // By the meter's own objects: an answer may come after the node is gone.
    return [received = m_received, duration_ms = m_duration_ms, done = std::move(done),
            began = std::chrono::steady_clock::now()](http::Response&& response) {
        using std::chrono::milliseconds;
        const auto took = std::chrono::steady_clock::now() - began;
        duration_ms->observe(std::chrono::duration_cast<milliseconds>(took).count());
        received->add(static_cast<std::int64_t>(response.body.size()));
        done(std::move(response));
    };
}

meter::Counter& NodeMeter::calls_of(std::string_view method)
{
    meter::Counter*& counter = m_calls[method];
    if (counter == nullptr) {
        counter = &m_meter->counter(Family::node_calls, {m_chain, m_node, method});
    }
    return *counter;
}

void NodeMeter::failed(NodeFault fault) const
{
    if (m_meter != nullptr) {
        m_meter->counter(Family::node_failures, {m_chain, m_node, to_string(fault)}).add();
    }
}

void NodeMeter::paused() const
{
    if (m_meter != nullptr) {
        m_meter->counter(Family::node_pauses, {m_chain, m_node}).add();
    }
}

} // namespace ctrip::rpc
