// SPDX-License-Identifier: MIT
#include "rpc/read/range_requests.hpp"

#include <utility>

namespace ctrip::rpc {

namespace {

bool is_usable(const http::Response& response)
{
    try {
        require_reply(response);
        return true;
    } catch (const NodeFailure& failure) {
        if (failure.fault() == NodeFault::rate_limited ||
            response.failure == http::Failure::unreachable) {
            throw;
        }
        return false;
    }
}

} // namespace

RangeRequests::RangeRequests(Node& node, const JsonRpcOptions& options, Events events)
    : m_node(node), m_options(options), m_events(std::move(events)),
      m_client({.connections_max = node.requests.value()})
{
}

void RangeRequests::send(PendingRange& range, std::span<const Call> calls, OnReply on_reply,
                         OnTooLarge on_too_large)
{
    ++m_under_way;
    m_client.submit(to_request(m_node, to_body(calls), m_options),
                    [this, &range, on_reply = std::move(on_reply),
                     on_too_large = std::move(on_too_large)](http::Response&& response) {
                        --m_under_way;
                        m_events.free();
                        if (!is_too_large(response) || !on_too_large()) {
                            require_reply(response);
                            on_reply(response.body);
                            m_node.requests.took(m_node.requests.value());
                        }
                        --range.awaited;
                        m_events.answered(range);
                    });
}

void RangeRequests::send_calls(PendingRange& range, std::span<const Call> calls, OnReply on_reply)
{
    ++range.awaited;
    send(range, calls, std::move(on_reply), [this, count = calls.size()] {
        if (count > 1) {
            m_node.calls.refused(count);
            throw NodeFailure{NodeFault::too_much, "refuses this many calls in one request"};
        }
        return false;
    });
}

void RangeRequests::try_calls(PendingRange& range, std::span<const Call> calls, OnReply on_reply,
                              OnFailure on_failure)
{
    ++range.awaited;
    ++m_under_way;
    m_client.submit(to_request(m_node, to_body(calls), m_options),
                    [this, &range, on_reply = std::move(on_reply),
                     on_failure = std::move(on_failure),
                     count = calls.size()](http::Response&& response) {
                        --m_under_way;
                        m_events.free();
                        require_small_enough(m_node, response, count);
                        if (is_usable(response)) {
                            on_reply(response.body);
                        } else {
                            on_failure();
                        }
                        --range.awaited;
                        m_events.answered(range);
                    });
}

} // namespace ctrip::rpc
