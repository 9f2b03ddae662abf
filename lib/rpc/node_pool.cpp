// SPDX-License-Identifier: MIT
#include "rpc/node_pool.hpp"

#include "base/error.hpp"
#include "http/url_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <thread>

namespace ctrip::rpc {

namespace {

constexpr unsigned kCutOffsMax = 1;
constexpr unsigned kRateLimitsMax = 2;
constexpr unsigned kContradictionsMax = 2;
constexpr std::int64_t kRetryAfterDefaultMs = 1'000;
constexpr std::int64_t kRetryAfterMaxMs = 5'000;
constexpr std::int64_t kContradictionWaitMs = 250;

void wait_ms(std::int64_t ms)
{
    std::this_thread::sleep_for(std::chrono::milliseconds{ms});
}

} // namespace

NodePool::NodePool(const JsonRpcOptions& options, const base::Log& log, AskChainId ask_chain_id)
    : m_options(options), m_log(log), m_ask_chain_id(std::move(ask_chain_id))
{
    for (const std::string& url : options.rpc_urls) {
        Node node;
        node.url = url;
        node.shown = http::redact_url(url);
        node.logs_blocks_max = std::max<std::uint64_t>(1, options.logs_blocks_max);
        node.batch_max = std::max<std::size_t>(1, options.batch_max);
        // Requests under way hide the round trip. Where there is none, more of them only push each
        // other's bodies out of the processor's caches.
        const std::size_t share = http::is_loopback_url(node.url) ? 2 : 1;
        node.in_flight_max = std::max<std::size_t>(1, options.in_flight_max / share);
        m_nodes.push_back(std::move(node));
    }
}

Node& NodePool::current()
{
    for (Node& node : m_nodes) {
        while (!node.given_up) {
            if (node.checked) {
                return node;
            }
            try {
                check_chain(node);
            } catch (const NodeFailure& failure) {
                after(node, failure);
            }
        }
    }
    throw_none_left();
}

void NodePool::check_chain(Node& node) const
{
    const evm::ChainId id = m_ask_chain_id(node);
    if (id != m_options.chain_id) {
        throw NodeFailure{NodeFault::wrong_chain,
                          fmt::format("is chain {}, not {}", id, m_options.chain_id)};
    }
    node.checked = true;
    node.forget_troubles();
}

void NodePool::after(Node& node, const NodeFailure& failure) const
{
    switch (failure.fault()) {
    case NodeFault::too_much: // Whoever throws it asks for less each time.
        return;
    case NodeFault::cut_off:
        if (++node.cut_offs > kCutOffsMax) {
            give_up(node, failure);
        }
        return;
    case NodeFault::rate_limited: {
        // Zero is what some say who mean "soon"; they need a pause all the same.
        const std::int64_t asked_ms = failure.retry_after_s().value_or(0) * 1'000;
        if (++node.rate_limits > kRateLimitsMax || asked_ms > kRetryAfterMaxMs) {
            give_up(node, failure);
            return;
        }
        wait_ms(asked_ms > 0 ? asked_ms : kRetryAfterDefaultMs);
        return;
    }
    case NodeFault::inconsistent:
        if (++node.contradictions > kContradictionsMax) {
            give_up(node, failure);
            return;
        }
        wait_ms(kContradictionWaitMs);
        return;
    case NodeFault::unreachable:
    case NodeFault::broken:
    case NodeFault::wrong_chain:
        give_up(node, failure);
        return;
    }
}

void NodePool::give_up(Node& node, const NodeFailure& failure) const
{
    node.given_up = failure.fault();
    node.why = failure.what();
    const bool others =
        std::any_of(m_nodes.begin(), m_nodes.end(), [](const Node& one) { return !one.given_up; });
    if (others) { // Of the last one the error tells.
        m_log.warning(fmt::format("chain '{}': node {}: {}; passed over for this run",
                                  m_options.chain, node.shown, node.why));
    }
}

void NodePool::throw_none_left() const
{
    std::string reasons;
    bool wrong_chain = false;
    bool other_fault = false;
    for (const Node& node : m_nodes) {
        reasons += fmt::format("{}node {}: {}", reasons.empty() ? "" : "; ", node.shown, node.why);
        wrong_chain = wrong_chain || node.given_up == NodeFault::wrong_chain;
        other_fault = other_fault || (node.given_up != NodeFault::wrong_chain &&
                                      node.given_up != NodeFault::unreachable);
    }
    if (wrong_chain && !other_fault) {
        throw Error{ErrorKind::config, fmt::format("chain '{}': {}; fix rpc_urls or chain_id",
                                                   m_options.chain, reasons)};
    }
    if (m_nodes.empty()) {
        throw Error{
            ErrorKind::config,
            fmt::format("chain '{}': no node is configured; set rpc_urls", m_options.chain)};
    }
    throw Error{ErrorKind::unavailable, fmt::format("chain '{}': {}", m_options.chain, reasons)};
}

http::Request to_request(const Node& node, std::string body, const JsonRpcOptions& options)
{
    http::Request request;
    request.url = node.url;
    request.headers = {"Content-Type: application/json", "Accept: application/json"};
    request.body = std::move(body);
    request.timeout_ms = options.timeout_ms;
    request.connect_timeout_ms = std::min(request.connect_timeout_ms, options.timeout_ms);
    request.body_bytes_max = options.reply_bytes_max;
    return request;
}

void require_reply(const http::Response& response)
{
    switch (response.failure) {
    case http::Failure::none:
        break;
    case http::Failure::unreachable:
        throw NodeFailure{NodeFault::unreachable, "cannot be reached: " + response.error};
    case http::Failure::timeout:
        throw NodeFailure{NodeFault::unreachable, "gave no answer in time"};
    case http::Failure::cut_off:
        throw NodeFailure{NodeFault::cut_off, "broke off its answer: " + response.error};
    case http::Failure::too_large:
        throw NodeFailure{NodeFault::broken, response.error};
    }
    if (response.status == 429) {
        throw NodeFailure{NodeFault::rate_limited, "wants fewer requests (HTTP 429)",
                          response.retry_after_s};
    }
    if (response.status == 402) {
        throw NodeFailure{NodeFault::broken, "its quota is used up (HTTP 402)"};
    }
    if (response.status == 401 || response.status == 403) {
        throw NodeFailure{
            NodeFault::broken,
            fmt::format("refuses us (HTTP {}); is the key in its URL right?", response.status)};
    }
    // Some say with a status of 400, 413 or 500 that there is a JSON-RPC error in the body.
    const std::size_t first = response.body.find_first_not_of(" \t\r\n");
    const bool json =
        first != std::string::npos && (response.body[first] == '{' || response.body[first] == '[');
    if (response.status != 200 && !json) {
        throw NodeFailure{NodeFault::broken,
                          fmt::format("answered with HTTP status {}", response.status)};
    }
}

} // namespace ctrip::rpc
