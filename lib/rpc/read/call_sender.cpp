// SPDX-License-Identifier: MIT
#include "rpc/read/call_sender.hpp"

#include "base/text.hpp"
#include "rpc/node/response_check.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ctrip::rpc {

namespace {

/// Requests that are sent one after the other.
struct CallSequence
{
    http::Client& client;
    Node& node;
    std::span<const Call> calls; ///< Counted with the first request.
    std::vector<http::Request> requests;
    http::Client::Done done;
    std::size_t next = 0;
    std::string joined;
};

void append_items(std::string& joined, std::string_view body)
{
    std::string_view items = base::trim(body);
    if (items.starts_with('[') && items.ends_with(']')) {
        items = items.substr(1, items.size() - 2);
    }
    if (!joined.empty() && !items.empty()) {
        joined.push_back(',');
    }
    joined += items;
}

void send_next(const std::shared_ptr<CallSequence>& sequence)
{
    http::Request request = std::move(sequence->requests[sequence->next++]);
    const auto calls = std::exchange(sequence->calls, {});
    const auto on_response = [sequence](http::Response&& response) {
        if (may_hold_reply(response)) {
            append_items(sequence->joined, response.body);
            if (sequence->next < sequence->requests.size()) {
                send_next(sequence);
                return;
            }
            response.body = "[" + sequence->joined + "]";
        }
        sequence->done(std::move(response));
    };
    submit_counted(sequence->client, sequence->node, std::move(request), calls, on_response);
}

} // namespace

void send_calls(http::Client& client, Node& node, const JsonRpcOptions& options,
                std::span<const Call> calls, http::Client::Done done)
{
    const std::size_t per_request = node.calls.value();
    if (calls.size() <= per_request) {
        submit_counted(client, node, to_request(node, to_body(calls), options), calls,
                       std::move(done));
        return;
    }
    const auto sequence = std::make_shared<CallSequence>(CallSequence{.client = client,
                                                                      .node = node,
                                                                      .calls = calls,
                                                                      .requests = {},
                                                                      .done = std::move(done),
                                                                      .joined = {}});
    for (std::size_t first = 0; first < calls.size(); first += per_request) {
        const auto some = calls.subspan(first, std::min(per_request, calls.size() - first));
        sequence->requests.push_back(to_request(node, to_body(some, first), options));
    }
    send_next(sequence);
}

} // namespace ctrip::rpc
