// SPDX-License-Identifier: MIT
#include "rpc/read/range_requests.hpp"

#include <utility>

namespace ctrip::rpc {

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

} // namespace ctrip::rpc
