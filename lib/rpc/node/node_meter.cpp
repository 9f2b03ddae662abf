// SPDX-License-Identifier: MIT
#include "rpc/node/node_meter.hpp"

#include "base/url.hpp"
#include "meter/tracer.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// The method, if all calls have the same one.
std::string request_name(std::span<const Call> calls)
{
    const bool is_one =
        !calls.empty() && std::all_of(calls.begin(), calls.end(), [&](const Call& call) {
            return call.method == calls.front().method;
        });
    return is_one ? std::string{calls.front().method} : "batch";
}

} // namespace

NodeMeter::NodeMeter(meter::Meter* meter, std::string_view chain, const std::string& url,
                     bool tells_trace)
    : m_meter(meter), m_chain(chain), m_tells_trace(tells_trace)
{
    if (meter != nullptr) {
        const base::ParsedUrl parsed = base::parse_url(url);
        m_node = parsed.valid() ? parsed.url.host_and_port() : "other";
    }
}

http::Client::Done NodeMeter::counted(http::Request& request, std::span<const Call> calls,
                                      http::Client::Done done)
{
    if (m_meter == nullptr) {
        return done;
    }
    if (m_meter->tracer() != nullptr) {
        done = traced(request, calls, std::move(done));
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

http::Client::Done NodeMeter::traced(http::Request& request, std::span<const Call> calls,
                                     http::Client::Done done) const
{
    meter::Tracer* const tracer = m_meter->tracer();
    if (!tracer->run()) {
        return done;
    }
    base::SpanContext context = base::new_span_in(tracer->run()->trace_id);
    if (m_tells_trace) {
        request.headers.push_back("traceparent: " + base::traceparent(context));
    }
    std::string name = request_name(calls);
    meter::SpanAttributes attributes{{"rpc.system", "jsonrpc"},
                                     {"rpc.method", name},
                                     {"server.address", m_node},
                                     {"ctrip.chain", m_chain},
                                     {"ctrip.calls", static_cast<std::int64_t>(calls.size())}};
    return [tracer, context = std::move(context), name = std::move(name),
            attributes = std::move(attributes), done = std::move(done),
            began = meter::Tracer::Steady::now()](http::Response&& response) mutable {
        std::string error = response.error;
        if (response.failure == http::Failure::none) {
            constexpr int kErrors = 400;
            attributes.emplace_back("http.response.status_code", std::int64_t{response.status});
            error = response.status >= kErrors ? fmt::format("HTTP {}", response.status) : "";
        }
        tracer->add_request(std::move(name), context, began, std::move(attributes),
                            std::move(error));
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

void NodeMeter::disagreed() const
{
    if (m_meter != nullptr) {
        m_meter->counter(Family::node_disagreements, {m_chain, m_node}).add();
    }
}

void NodeMeter::learnt(std::string_view limit, std::optional<std::uint64_t> max) const
{
    if (m_meter != nullptr && max) {
        m_meter->set_gauge(Family::node_limit, {m_chain, m_node, limit},
                           static_cast<std::int64_t>(*max));
    }
}

} // namespace ctrip::rpc
