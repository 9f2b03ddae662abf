// SPDX-License-Identifier: MIT
// Requests to one node, many under way, each for one range of blocks.
#pragma once

#include "http/client.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/read/pending_range.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

class RangeRequests
{
public:
    using OnReply = std::function<void(std::string& body)>;
    /// False: the request cannot be made smaller.
    using OnTooLarge = std::function<bool()>;
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
    void send(PendingRange& range, std::span<const Call> calls, OnReply on_reply,
              OnTooLarge on_too_large);
    /// For calls that may share requests in any number. Adds to `awaited` itself.
    /// NodeFault::too_much, after the limit was lowered, if the node does not accept so many calls
    /// in one request.
    void send_calls(PendingRange& range, std::span<const Call> calls, OnReply on_reply);

    /// Returns when all requests are answered, including those that the answers cause. An exception
    /// from a callback ends it.
    void run() { m_client.run(); }

    /// NodeFailure for an error of the request as a whole: too many calls, or a rate limit.
    template <typename T>
    void require_fits(const std::vector<Answer<T>>& answers)
    {
        for (const Answer<T>& answer : answers) {
            if (answer.error) {
                require_no_limit(m_node, *answer.error, answers.size());
            }
        }
        m_node.calls.took(answers.size());
    }

    [[nodiscard]] Node& node() noexcept { return m_node; }
    [[nodiscard]] JsonParser& parser() noexcept { return m_parser; }
    [[nodiscard]] std::size_t under_way() const noexcept { return m_under_way; }

private:
    Node& m_node;
    const JsonRpcOptions& m_options;
    Events m_events;
    JsonParser m_parser;
    http::Client m_client;
    std::size_t m_under_way = 0;
};

} // namespace ctrip::rpc
