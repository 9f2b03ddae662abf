// SPDX-License-Identifier: MIT
#include "rpc/node/node_pool.hpp"

#include "base/error.hpp"
#include "base/random.hpp"
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
constexpr std::int64_t kRetryAfterDefaultMs = 1'000;
constexpr std::int64_t kRetryAfterMaxMs = 5'000;
constexpr std::int64_t kContradictionWaitMs = 250;
constexpr std::int64_t kPauseMinMs = 10'000;
constexpr std::int64_t kPauseMaxMs = 600'000;
constexpr std::int64_t kPauseAskedMaxMs = 24LL * 3'600'000;
constexpr std::int64_t kDoublingsMax = 16;
/// Between two tries to raise a limit that the node was seen to have. A try costs one refused
/// request.
constexpr std::int64_t kGrowthWaitMs = 600'000;

void wait_ms(std::int64_t ms)
{
    std::this_thread::sleep_for(std::chrono::milliseconds{ms});
}

/// Adds up to a quarter of `ms`, so that many hosts do not retry at the same moment. Never less
/// than `ms`: a time that a node names is a minimum.
std::int64_t with_jitter(std::int64_t ms)
{
    const auto span = static_cast<std::uint64_t>(ms / 4 + 1);
    return ms + static_cast<std::int64_t>(base::random_u64() % span);
}

std::size_t requests_max(const std::string& url, const JsonRpcOptions& options)
{
    // Concurrent requests hide the round trip. On this machine there is next to none, and more
    // requests only evict each other's bodies from the processor's caches.
    const std::size_t share = http::is_loopback_url(url) ? 2 : 1;
    return std::max<std::size_t>(1, options.in_flight_max / share);
}

NodeFacts remembered(const std::string& key, const JsonRpcOptions& options)
{
    return options.memory == nullptr ? NodeFacts{} : options.memory->find(key);
}

} // namespace

Node::Node(const std::string& node_url, const JsonRpcOptions& options)
    : url(node_url), shown(http::redact_url(node_url)), key(node_key(node_url)),
      known(remembered(key, options)), facts(known),
      logs_blocks(options.logs_blocks_max, known.logs_blocks_max),
      batch(options.batch_max, known.batch_max), calls(options.calls_max, known.calls_max),
      requests(requests_max(node_url, options), known.requests_max),
      topics(kRecipientTopicsMax, known.topics_max),
      meter(options.meter, options.chain, node_url, options.tells_trace)
{
}

void Node::succeeded() noexcept
{
    cut_offs = rate_limits = contradictions = timeouts = 0;
    answered = true;
}

NodePool::NodePool(const JsonRpcOptions& options, const base::Log& log, AskChainId ask_chain_id)
    : m_options(options), m_log(log),
      m_clock(options.clock == nullptr ? m_system_clock : *options.clock),
      m_ask_chain_id(std::move(ask_chain_id))
{
    m_nodes.reserve(options.rpc_urls.size());
    for (const std::string& url : options.rpc_urls) {
        m_nodes.emplace_back(url, options);
    }
}

/// Saves here, because this is outside of every DbTransaction of a job and is reached however the
/// job ends. A run that is killed saves nothing, and the next one learns again.
NodePool::~NodePool()
{
    if (m_options.memory == nullptr) {
        return;
    }
    const std::int64_t now_ms = m_clock.now_ms();
    for (Node& node : m_nodes) {
        if (node.answered && !node.given_up && !node.behind) {
            node.facts.failures = 0;
            node.facts.paused_until_ms = 0;
        }
        const auto learn = [now_ms](const Limit& limit, std::optional<std::uint64_t>& max,
                                    std::int64_t& grows_ms) {
            // A longer time was written by a wrong clock.
            const bool grows = grows_ms <= now_ms || grows_ms > now_ms + kGrowthWaitMs;
            max = limit.learnt(grows);
            if (limit.is_certain()) {
                grows_ms = now_ms + kGrowthWaitMs;
            } else if (!max) {
                grows_ms = 0;
            }
        };
        NodeFacts& facts = node.facts;
        learn(node.logs_blocks, facts.logs_blocks_max, facts.logs_blocks_grow_ms);
        learn(node.batch, facts.batch_max, facts.batch_grow_ms);
        learn(node.calls, facts.calls_max, facts.calls_grow_ms);
        learn(node.requests, facts.requests_max, facts.requests_grow_ms);
        learn(node.topics, facts.topics_max, facts.topics_grow_ms);
        node.meter.learnt("logs_blocks", facts.logs_blocks_max);
        node.meter.learnt("full_blocks", facts.batch_max);
        node.meter.learnt("calls", facts.calls_max);
        node.meter.learnt("requests", facts.requests_max);
        node.meter.learnt("recipients", facts.topics_max);
        m_options.memory->save(node.key, node.known, facts);
    }
}

Node& NodePool::current(std::span<const Node* const> but, std::size_t wanted)
{
    for (;;) {
        Node* const node = best(but);
        if (node == nullptr) {
            throw_none_left(but.size(), wanted);
        }
        if (node->checked) {
            return *node;
        }
        try {
            check_chain(*node);
        } catch (const NodeFailure& failure) {
            after(*node, failure);
        }
    }
}

/// The first node that may be asked; if all are paused, the one whose pause ends first.
Node* NodePool::best(std::span<const Node* const> but)
{
    Node* paused = nullptr;
    for (Node& node : m_nodes) {
        if (node.given_up || std::find(but.begin(), but.end(), &node) != but.end()) {
            continue;
        }
        if (!is_paused(node)) {
            return &node;
        }
        if (paused == nullptr || node.facts.paused_until_ms < paused->facts.paused_until_ms) {
            paused = &node;
        }
    }
    return paused;
}

bool NodePool::is_paused(const Node& node) const
{
    // A pause that is longer than the maximum was written by a wrong clock.
    const std::int64_t left_ms = node.facts.paused_until_ms - m_clock.now_ms();
    return node.behind || (!node.answered && left_ms > 0 && left_ms <= 2 * kPauseAskedMaxMs);
}

void NodePool::check_chain(Node& node) const
{
    take_chain_id(node, m_ask_chain_id(node));
}

void NodePool::take_chain_id(Node& node, evm::ChainId id) const
{
    if (id != m_options.chain_id) {
        throw NodeFailure{NodeFault::wrong_chain,
                          fmt::format("is chain {}, not {}", id, m_options.chain_id)};
    }
    node.checked = true;
    if (!node.answered) { // Later checks tell a failed request from a node that is down.
        node.succeeded();
    }
}

void NodePool::after(Node& node, const NodeFailure& failure) const
{
    node.meter.failed(failure.fault());
    switch (failure.fault()) {
    case NodeFault::too_much: // The limit was lowered where it was thrown.
        return;
    case NodeFault::cut_off:
        if (++node.cut_offs > kCutOffsMax) {
            give_up(node, failure);
        }
        return;
    case NodeFault::rate_limited:
        wait_for_rate(node, failure);
        return;
    case NodeFault::inconsistent:
        if (++node.contradictions > kContradictionsMax) {
            give_up(node, failure);
            return;
        }
        wait_ms(kContradictionWaitMs);
        return;
    case NodeFault::unreachable:
    case NodeFault::timed_out:
    case NodeFault::broken:
    case NodeFault::wrong_chain:
        give_up(node, failure);
        return;
    }
}

/// Lowers the number of concurrent requests; if that is 1, the number of calls in a request.
void NodePool::wait_for_rate(Node& node, const NodeFailure& failure) const
{
    if (node.requests.value() > 1) {
        node.requests.refused(node.requests.value());
    } else {
        node.batch.refused(node.batch.value(), std::nullopt, Refusal::unclear);
        node.calls.refused(node.calls.value(), std::nullopt, Refusal::unclear);
    }
    // Some nodes send "Retry-After: 0"; they need a pause all the same.
    const std::int64_t asked_ms = failure.retry_after_s().value_or(0) * 1'000;
    if (++node.rate_limits > kRateLimitsMax || asked_ms > kRetryAfterMaxMs) {
        give_up(node, failure);
        return;
    }
    wait_ms(with_jitter(asked_ms > 0 ? asked_ms : kRetryAfterDefaultMs << (node.rate_limits - 1)));
}

bool NodePool::others_left(const Node& but) const
{
    return std::any_of(m_nodes.begin(), m_nodes.end(),
                       [&](const Node& one) { return &one != &but && !one.given_up; });
}

void NodePool::pause(Node& node, std::optional<std::int64_t> asked_s) const
{
    node.meter.paused();
    node.facts.failures = node.known.failures + 1;
    const std::int64_t doublings = std::min(node.known.failures, kDoublingsMax);
    const std::int64_t own_ms = std::min(kPauseMinMs << doublings, kPauseMaxMs);
    const std::int64_t asked_ms = std::min(asked_s.value_or(0), kPauseAskedMaxMs / 1'000) * 1'000;
    node.facts.paused_until_ms = m_clock.now_ms() + with_jitter(std::max(own_ms, asked_ms));
}

void NodePool::give_up(Node& node, const NodeFailure& failure) const
{
    node.given_up = failure.fault();
    node.why = http::hide_secrets(node.url, failure.what());
    pause(node, failure.retry_after_s());
    if (others_left(node)) { // For the last node, the Error says it.
        m_log.warning(fmt::format("chain '{}': node {}: {}; paused for {} s", m_options.chain,
                                  node.shown, node.why,
                                  (node.facts.paused_until_ms - m_clock.now_ms()) / 1'000));
    }
}

void NodePool::pass_over(Node& node, const std::string& why) const
{
    node.behind = true;
    pause(node, std::nullopt);
    m_log.warning(fmt::format("chain '{}': node {}: {}; paused for {} s", m_options.chain,
                              node.shown, why,
                              (node.facts.paused_until_ms - m_clock.now_ms()) / 1'000));
}

void NodePool::warn(const Node& node, const std::string& what) const
{
    m_log.warning(fmt::format("chain '{}': node {}: {}", m_options.chain, node.shown, what));
}

void NodePool::throw_none_left(std::size_t have, std::size_t wanted) const
{
    std::string reasons;
    bool wrong_chain = false;
    bool other_fault = false;
    for (const Node& node : m_nodes) {
        if (!node.given_up) {
            continue; // It answered.
        }
        reasons += fmt::format("{}node {}: {}", reasons.empty() ? "" : "; ", node.shown, node.why);
        wrong_chain = wrong_chain || node.given_up == NodeFault::wrong_chain;
        other_fault = other_fault || (node.given_up != NodeFault::wrong_chain &&
                                      node.given_up != NodeFault::unreachable &&
                                      node.given_up != NodeFault::timed_out);
    }
    if (wanted > 1) {
        throw Error{
            ErrorKind::unavailable,
            fmt::format("chain '{}': only {} of the {} nodes of its quorum can be asked; {}",
                        m_options.chain, have, wanted, reasons)};
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

void submit_counted(http::Client& client, Node& node, http::Request request,
                    std::span<const Call> calls, http::Client::Done done)
{
    done = node.meter.counted(request, calls, std::move(done));
    client.submit(std::move(request), std::move(done));
}

} // namespace ctrip::rpc
