// SPDX-License-Identifier: MIT
#include "rpc/read/range_requests.hpp"

#include "rpc/read/call_sender.hpp"

#include <algorithm>
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
                         OnDoubt on_doubt)
{
    ++m_under_way;
    rpc::send_calls(m_client, m_node, m_options, calls,
                    [this, &range, on_reply = std::move(on_reply),
                     on_doubt = std::move(on_doubt)](http::Response&& response) {
                        --m_under_way;
                        m_events.free();
                        take(response, on_reply, on_doubt);
                        --range.awaited;
                        m_events.answered(range);
                    });
}

void RangeRequests::take(http::Response& response, const OnReply& on_reply, const OnDoubt& on_doubt)
{
    const auto doubt = size_doubt(response);
    if (doubt && on_doubt(*doubt)) {
        return;
    }
    require_reply(response);
    try {
        on_reply(response.body);
    } catch (const BadReply& bad) {
        if (!on_doubt({.why = bad.what(), .of_batch = bad.is_of_batch()})) {
            throw;
        }
        return;
    }
    m_node.requests.took(m_node.requests.value());
}

void RangeRequests::send_calls(PendingRange& range, std::span<const Call> calls, OnReply on_reply)
{
    ++range.awaited;
    send(range, calls, std::move(on_reply), [this, count = calls.size()](const SizeDoubt& doubt) {
        ask_for_fewer_calls(count, doubt);
        return false;
    });
}

void RangeRequests::ask_for_fewer_calls(std::size_t calls, const SizeDoubt& doubt)
{
    const std::uint64_t sent = std::min<std::uint64_t>(calls, m_node.calls.value());
    if (sent > 1) {
        ask_for_less(m_node, m_node.calls, sent, doubt);
    }
}

void RangeRequests::try_calls(PendingRange& range, std::span<const Call> calls, OnReply on_reply,
                              OnFailure on_failure)
{
    ++range.awaited;
    ++m_under_way;
    rpc::send_calls(m_client, m_node, m_options, calls,
                    [this, &range, on_reply = std::move(on_reply),
                     on_failure = std::move(on_failure),
                     count = calls.size()](http::Response&& response) {
                        --m_under_way;
                        m_events.free();
                        if (const auto doubt = size_doubt(response)) {
                            ask_for_fewer_calls(count, *doubt);
                        }
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
