// SPDX-License-Identifier: MIT
// Requests to one node, many under way, each for one range of blocks.
#pragma once

#include "http/client.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/node/response_check.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/read/pending_range.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

class RangeRequests
{
public:
    using OnReply = std::function<void(std::string& body)>;
    using OnFailure = std::function<void()>;
    /// Asks for less, which throws NodeFailure{too_much}, or in another way, which returns true.
    /// False: the request cannot be made smaller.
    using OnDoubt = std::function<bool(const SizeDoubt&)>;
    struct Events
    {
        /// A connection is free. Called before the answer is processed, so that the next request is
        /// under way meanwhile.
        std::function<void()> free;
        /// A request of this range was answered.
        std::function<void(PendingRange&)> answered;
    };

    RangeRequests(Node& node, const JsonRpcOptions& options, Events events);

    /// The range must outlive run(). The caller adds to the range's `awaited` first.
    void send(PendingRange& range, std::span<const Call> calls, OnReply on_reply, OnDoubt on_doubt);
    /// For calls that may share requests in any number. Adds to `awaited` itself.
    /// NodeFault::too_much, after the limit was lowered, if the node does not accept so many calls
    /// in one request.
    void send_calls(PendingRange& range, std::span<const Call> calls, OnReply on_reply);

    /// NodeFailure{too_much}, after the limit was lowered, if `calls` calls shared a request.
    void ask_for_fewer_calls(std::size_t calls, const SizeDoubt& doubt);
    /// The same for calls that the reading can do without: where there is no answer to the request,
    /// or one that is no JSON, `on_failure` is called. NodeFailure for a rate limit, a node that
    /// cannot be reached, and too many calls in one request.
    void try_calls(PendingRange& range, std::span<const Call> calls, OnReply on_reply,
                   OnFailure on_failure);

    /// Returns when all requests are answered, including those that the answers cause. An exception
    /// from a callback ends it.
    void run() { m_client.run(); }

    /// NodeFailure for an error of the request as a whole: too many calls, or a rate limit. An
    /// error that says nothing about its call counts as such too, until the call is made by itself.
    template <typename T>
    void require_fits(const std::vector<Answer<T>>& answers)
    {
        for (const Answer<T>& answer : answers) {
            if (answer.error) {
                require_no_limit(m_node, *answer.error, answers.size());
            }
            if (answer.error && !is_of_call(*answer.error)) {
                ask_for_fewer_calls(answers.size(),
                                    {.why = "refuses: " + answer.error->message, .answered = true});
            }
        }
        took_calls(answers.size());
    }
    /// So many calls were answered that may share a request.
    void took_calls(std::size_t calls) noexcept
    {
        if (calls > 1) {
            m_node.calls.took(std::min<std::uint64_t>(calls, m_node.calls.value()));
        }
    }

    [[nodiscard]] Node& node() noexcept { return m_node; }
    [[nodiscard]] JsonParser& parser() noexcept { return m_parser; }
    [[nodiscard]] std::size_t under_way() const noexcept { return m_under_way; }

private:
    void take(http::Response& response, const OnReply& on_reply, const OnDoubt& on_doubt);

    Node& m_node;
    const JsonRpcOptions& m_options;
    Events m_events;
    JsonParser m_parser;
    http::Client m_client;
    std::size_t m_under_way = 0;
};

} // namespace ctrip::rpc
