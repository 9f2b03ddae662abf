// SPDX-License-Identifier: MIT
#include "rpc/node/head_watch.hpp"

#include "rpc/node/head_check.hpp"
#include "rpc/node/response_check.hpp"
#include "rpc/parse/block.hpp"
#include "rpc/parse/text.hpp"
#include "rpc/read/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace ctrip::rpc {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// How long the other nodes may take after the first good answer, so that one that hangs does not
/// hold up the run.
constexpr std::int64_t kGraceMs = 5'000;
constexpr std::int64_t kCompareAgainMs = 60'000;
constexpr std::int64_t kOldHead_s = 600;

bool is_lasting(NodeFault fault)
{
    return fault == NodeFault::unreachable || fault == NodeFault::timed_out ||
           fault == NodeFault::broken || fault == NodeFault::wrong_chain;
}

/// The answer to a single call. NodeFailure for an error or null.
template <typename T>
T only(std::vector<Answer<T>>&& answers, std::string_view thing)
{
    if (answers[0].error) {
        throw NodeFailure{is_rate_limit(*answers[0].error) ? NodeFault::rate_limited
                          : may_pass(*answers[0].error)    ? NodeFault::inconsistent
                                                           : NodeFault::broken,
                          "refuses: " + answers[0].error->message, answers[0].error->backoff_s};
    }
    if (!answers[0].result) {
        throw NodeFailure{NodeFault::broken, fmt::format("has no {}", thing)};
    }
    return std::move(*answers[0].result);
}

} // namespace

HeadWatch::HeadWatch(NodePool& pool, const JsonRpcOptions& options, const base::Log& log)
    : m_pool(pool), m_options(options), m_log(log)
{
    if (options.rpc_urls.size() > 1) {
        m_client = std::make_unique<http::Client>(
            http::ClientOptions{.connections_max = options.rpc_urls.size()});
    }
}

bool HeadWatch::compare()
{
    const std::int64_t now_ms = m_pool.now_ms();
    if (m_client == nullptr || (m_compared_ms && now_ms - *m_compared_ms < kCompareAgainMs)) {
        return false;
    }
    m_compared_ms = now_ms;
    std::vector<Node*> nodes = candidates();
    if (nodes.size() < 2) {
        return false;
    }
    std::vector<Node*> unchecked;
    for (Node* node : nodes) {
        if (!node->checked) {
            unchecked.push_back(node);
        }
    }
    static_cast<void>(ask_all(unchecked, {"eth_chainId", "[]"}, [&](Node& node, std::string& body) {
        const auto text = only(parse_strings(m_parser, body, 1), "chain id");
        m_pool.take_chain_id(node, require_quantity(text));
    }));
    std::erase_if(nodes, [](const Node* node) { return !node->checked || node->given_up; });
    auto answered =
        ask_all(nodes, call_block(BlockTag::latest), [&](Node& node, std::string& body) {
            node.head = only(parse_headers(m_parser, body, 1), "latest block");
        });
    drop_unshown(answered);
    judge(answered);
    return true;
}

/// Passes over nodes whose heads are far ahead of another one's and that do not show them.
void HeadWatch::drop_unshown(std::vector<Node*>& nodes)
{
    const auto seen = [](const Node* node) {
        return SeenHead{.number = node->head->number, .time_s = node->head->timestamp_s};
    };
    while (nodes.size() > 1) {
        const auto by_number = [](const Node* a, const Node* b) {
            return a->head->number < b->head->number;
        };
        const auto [low, high] = std::minmax_element(nodes.begin(), nodes.end(), by_number);
        if (!is_far_ahead(seen(*high), seen(*low)) || shows_head(**high)) {
            return;
        }
        m_pool.pass_over(**high, fmt::format("reports block {} as its head and does not show it",
                                             (*high)->head->number));
        nodes.erase(high);
    }
}

/// True also where the node does not answer: that proves nothing.
bool HeadWatch::shows_head(Node& node)
{
    Node* const asked = &node;
    bool is_shown = true;
    static_cast<void>(ask_all({&asked, 1}, call_block(node.head->number, Transactions::hashes),
                              [&](const Node& one, std::string& body) {
                                  const auto answers = parse_headers(m_parser, body, 1);
                                  const auto& shown = answers.front().result;
                                  is_shown = shown && shown->number == one.head->number &&
                                             shown->hash == one.head->hash;
                              }));
    return is_shown;
}

std::vector<Node*> HeadWatch::candidates() const
{
    std::vector<Node*> found;
    for (Node& node : m_pool.nodes()) {
        if (!node.given_up && !m_pool.is_paused(node)) {
            found.push_back(&node);
        }
    }
    return found;
}

/// Makes the call to all `nodes` at the same time, passes each answer to `take`, and returns the
/// nodes that answered. The others are passed over or given up.
template <typename Take>
std::vector<Node*> HeadWatch::ask_all(std::span<Node* const> nodes, const Call& call,
                                      const Take& take)
{
    Replies replies = gather(nodes, call);
    std::vector<Node*> answered;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        Node& node = *nodes[i];
        if (!replies[i]) {
            m_pool.pass_over(node,
                             fmt::format("is {} s slower than another one", kGraceMs / 1'000));
            continue;
        }
        try {
            try {
                require_reply(*replies[i]);
                take(node, replies[i]->body);
                answered.push_back(&node);
            } catch (const BadReply& bad) {
                throw NodeFailure{NodeFault::broken, bad.what()};
            }
        } catch (const NodeFailure& failure) {
            // Other failures get a retry when the node is asked next.
            if (is_lasting(failure.fault())) {
                m_pool.after(node, failure);
            }
        }
    }
    return answered;
}

HeadWatch::Replies HeadWatch::gather(std::span<Node* const> nodes, const Call& call)
{
    // Shared with the callbacks: a late answer may arrive after this function has returned.
    const auto replies = std::make_shared<Replies>(nodes.size());
    const auto left = std::make_shared<std::size_t>(nodes.size());
    const auto any_good = std::make_shared<bool>(false);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        submit_counted(*m_client, *nodes[i], to_request(*nodes[i], to_body({&call, 1}), m_options),
                       {&call, 1}, [replies, left, any_good, i](http::Response&& response) {
                           *any_good = *any_good || (response.failure == http::Failure::none &&
                                                     response.status == 200);
                           (*replies)[i] = std::move(response);
                           --*left;
                       });
    }
    std::optional<SteadyClock::time_point> end;
    while (*left > 0) {
        if (!end && *any_good) {
            end = SteadyClock::now() + std::chrono::milliseconds{kGraceMs};
        }
        const std::int64_t wait_ms =
            end ? std::chrono::ceil<std::chrono::milliseconds>(*end - SteadyClock::now()).count()
                : kGraceMs;
        if (wait_ms <= 0 || !m_client->run_once(wait_ms)) {
            break;
        }
    }
    return std::move(*replies);
}

void HeadWatch::judge(std::span<Node* const> nodes) const
{
    std::vector<SeenHead> heads;
    for (const Node* node : nodes) {
        heads.push_back({.number = node->head->number, .time_s = node->head->timestamp_s});
    }
    const auto judgements = judge_heads(heads, m_pool.now_ms() / 1'000);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        switch (judgements[i].verdict) {
        case HeadJudgement::Verdict::fine:
            break;
        case HeadJudgement::Verdict::behind:
            m_pool.pass_over(
                *nodes[i],
                fmt::format(
                    "lags: its head, block {}, is {} blocks and {} s behind that of another node",
                    heads[i].number, judgements[i].blocks, judgements[i].seconds));
            break;
        case HeadJudgement::Verdict::impossible:
            // It may be right in everything else: where a quorum needs it, it is asked.
            m_pool.pass_over(*nodes[i],
                             fmt::format("reports block {} of {} as its head, which contradicts "
                                         "the heads of other nodes",
                                         heads[i].number, base::to_rfc3339(heads[i].time_s)));
            break;
        }
    }
}

void HeadWatch::saw(const Node& node, const BlockHeader& head)
{
    const std::int64_t old_s = m_pool.now_ms() / 1'000 - head.timestamp_s;
    if (old_s <= kOldHead_s || m_warned) {
        return;
    }
    m_warned = true;
    m_log.warning(fmt::format("chain '{}': node {}: its newest block, {}, is {} minutes old by "
                              "this machine's clock; the node may lag",
                              m_options.chain, node.shown, head.number, old_s / 60));
}

} // namespace ctrip::rpc
