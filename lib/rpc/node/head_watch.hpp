// SPDX-License-Identifier: MIT
// Asks all nodes of a chain for their heads and passes over those that are not where the chain is.
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

    /// Asks those that are not paused, side by side, where there are several and the last time is
    /// a minute ago; true where that was done. Each that answered has its head then. One that
    /// lags or lies is passed over, with a warning; so is one that takes much longer than another.
    bool compare();

    /// `node` said this head: warns once where it is old by our own clock.
    void saw(const Node& node, const BlockHeader& head);

private:
    using Replies = std::vector<std::optional<http::Response>>;

    [[nodiscard]] std::vector<Node*> candidates() const;
    [[nodiscard]] Replies gather(std::span<Node* const> nodes, const Call& call);
    template <typename Take>
    [[nodiscard]] std::vector<Node*> ask_all(std::span<Node* const> nodes, const Call& call,
                                             const Take& take);
    void judge(std::span<Node* const> nodes) const;

    NodePool& m_pool;
    const JsonRpcOptions& m_options;
    const base::Log& m_log;
    std::unique_ptr<http::Client> m_client; ///< Made where there are several nodes.
    JsonParser m_parser;
    std::optional<std::int64_t> m_compared_ms;
    bool m_warned = false;
};

} // namespace ctrip::rpc
