// SPDX-License-Identifier: MIT
// What the parts of a client share for one chain over JSON-RPC: options, the pool with its
// failover, batched calls, and the comparison of heads.
#pragma once

#include "base/log.hpp"
#include "rpc/node/head_watch.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/read/exchange.hpp"

#include <span>

namespace ctrip::rpc {

/// Not thread-safe. A node that failed stays passed over for the life of the object, so make one
/// for each run. Its destructor saves what was learnt about the nodes to the memory of its options.
class JsonRpcConnection
{
public:
    JsonRpcConnection(JsonRpcOptions options, const base::Log& log);

    [[nodiscard]] const JsonRpcOptions& options() const noexcept { return m_options; }
    [[nodiscard]] NodePool& pool() noexcept { return m_pool; }
    [[nodiscard]] Exchange& exchange() noexcept { return m_exchange; }
    [[nodiscard]] HeadWatch& heads() noexcept { return m_heads; }

    /// Makes the calls to the most preferred node that can do it, and returns the result of
    /// `finish` for the answers. NodeFailure from `finish` leads to a retry or to the next node.
    template <typename T, typename Finish>
    auto ask(std::span<const Call> calls, Exchange::Reader<T> reader, const Finish& finish)
    {
        return m_pool.ask(
            [&](Node& node) { return finish(m_exchange.ask<T>(node, calls, reader)); });
    }

private:
    JsonRpcOptions m_options;
    Exchange m_exchange;
    NodePool m_pool;
    HeadWatch m_heads;
};

} // namespace ctrip::rpc
