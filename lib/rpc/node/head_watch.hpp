// SPDX-License-Identifier: MIT
// Asks all nodes of a chain for their heads and passes over those that are behind or implausible.
#pragma once

#include "base/log.hpp"
#include "http/client.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/parse/json_parser.hpp"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

class HeadWatch
{
public:
    HeadWatch(NodePool& pool, const JsonRpcOptions& options, const base::Log& log);

    /// Asks all nodes that are not paused, at the same time, if there are at least two and the last
    /// comparison is a minute ago; returns whether it did. Sets `head` of each node that answered.
    /// Nodes that lag or contradict the others, or that answer more than 5 s after the first, are
    /// passed over with a warning. A node lags only where another one shows the later block, and
    /// not only its number: one that does not show its own head is passed over instead.
    bool compare();

    /// Warns, once, if the head's time is more than 10 minutes before this machine's clock.
    void saw(const Node& node, const BlockHeader& head);

private:
    using Replies = std::vector<std::optional<http::Response>>;

    [[nodiscard]] std::vector<Node*> candidates() const;
    [[nodiscard]] Replies gather(std::span<Node* const> nodes, const Call& call);
    template <typename Take>
    [[nodiscard]] std::vector<Node*> ask_all(std::span<Node* const> nodes, const Call& call,
                                             const Take& take);
    void drop_unshown(std::vector<Node*>& nodes);
    [[nodiscard]] bool shows_head(Node& node);
    void judge(std::span<Node* const> nodes) const;

    NodePool& m_pool;
    const JsonRpcOptions& m_options;
    const base::Log& m_log;
    std::unique_ptr<http::Client> m_client; ///< Null if there is only one node.
    JsonParser m_parser;
    std::optional<std::int64_t> m_compared_ms;
    bool m_warned = false;
};

} // namespace ctrip::rpc
