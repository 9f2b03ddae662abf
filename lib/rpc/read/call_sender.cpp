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
    sequence->client.submit(std::move(request), [sequence](http::Response&& response) {
        if (may_hold_reply(response)) {
            append_items(sequence->joined, response.body);
            if (sequence->next < sequence->requests.size()) {
                send_next(sequence);
                return;
            }
            response.body = "[" + sequence->joined + "]";
        }
        sequence->done(std::move(response));
    });
}

} // namespace

void send_calls(http::Client& client, const Node& node, const JsonRpcOptions& options,
                std::span<const Call> calls, http::Client::Done done)
{
    const std::size_t per_request = node.calls.value();
    if (calls.size() <= per_request) {
        client.submit(to_request(node, to_body(calls), options), std::move(done));
        return;
    }
    const auto sequence = std::make_shared<CallSequence>(
        CallSequence{.client = client, .requests = {}, .done = std::move(done), .joined = {}});
    for (std::size_t first = 0; first < calls.size(); first += per_request) {
        const auto some = calls.subspan(first, std::min(per_request, calls.size() - first));
        sequence->requests.push_back(to_request(node, to_body(some, first), options));
    }
    send_next(sequence);
}

} // namespace ctrip::rpc
