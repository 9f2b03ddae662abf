// SPDX-License-Identifier: MIT
// Counts requests to one node, their calls, bytes and time, and its failures; with a tracer each
// request is a span.
#pragma once

#include "http/client.hpp"
#include "meter/meter.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/node_failure.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ctrip::rpc {

/// Of one node in one run. `meter` may be null, and must outlive the requests.
class NodeMeter
{
public:
    /// The node's label is host and port of its URL: nothing that may be secret.
    /// `tells_trace`: requests name their span to the node, where there is a tracer.
    NodeMeter(meter::Meter* meter, std::string_view chain, const std::string& url,
              bool tells_trace = false);

    /// Counts the request now and its answer when that comes, before `done` is called.
    [[nodiscard]] http::Client::Done counted(http::Request& request, std::span<const Call> calls,
                                             http::Client::Done done);
    void failed(NodeFault fault) const;
    void paused() const;
    /// It showed something else than what was booked or than another node.
    void disagreed() const;
    /// What it takes at most in one request; `limit` names what.
    void learnt(std::string_view limit, std::optional<std::uint64_t> max) const;

private:
    [[nodiscard]] meter::Counter& calls_of(std::string_view method);
    [[nodiscard]] http::Client::Done traced(http::Request& request, std::span<const Call> calls,
                                            http::Client::Done done) const;

    meter::Meter* m_meter;
    std::string m_chain;
    std::string m_node;
    bool m_tells_trace;
    /// Resolved at the first request.
    meter::Counter* m_requests = nullptr;
    meter::Counter* m_sent = nullptr;
    meter::Counter* m_received = nullptr;
    meter::Histogram* m_duration_ms = nullptr;
    std::map<std::string_view, meter::Counter*> m_calls; ///< By method: texts of the program.
};

} // namespace ctrip::rpc
