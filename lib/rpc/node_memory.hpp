// SPDX-License-Identifier: MIT
// What is stored about a node between runs, and the interface of its store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::rpc {

/// Hints only: without them a run finds out the same again.
struct NodeFacts
{
    std::int64_t paused_until_ms = 0; ///< Unix time; 0: not paused.
    std::int64_t failures = 0;        ///< Consecutive runs in which it failed.
    // Limits of its provider, learnt from refusals, where they are below the configured ones.
    std::optional<std::uint64_t> logs_blocks_max; ///< Blocks of one eth_getLogs call.
    std::optional<std::uint64_t> batch_max;       ///< Full blocks of one HTTP request.
    std::optional<std::uint64_t> calls_max;       ///< Other calls of one HTTP request.
    std::optional<std::uint64_t> requests_max;    ///< HTTP requests at the same time.
    std::optional<std::uint64_t> topics_max;      ///< Recipients in one eth_getLogs call.
    // Unix time from which a run may raise each limit for the next one; 0: at any time.
    std::int64_t logs_blocks_grow_ms = 0;
    std::int64_t batch_grow_ms = 0;
    std::int64_t calls_grow_ms = 0;
    std::int64_t requests_grow_ms = 0;
    std::int64_t topics_grow_ms = 0;
    // Names of a BalanceWay and a TraceWay; an unknown name counts as none.
    std::optional<std::string> balance_way; ///< How to read many balances at once.
    std::optional<std::string> trace_way;   ///< How to trace the transactions of a block.

    friend bool operator==(const NodeFacts&, const NodeFacts&) = default;
};

/// Stores the facts of one chain's nodes. Neither function throws: a run works without them.
class NodeMemory
{
public:
    NodeMemory() = default;
    NodeMemory(const NodeMemory&) = delete;
    NodeMemory& operator=(const NodeMemory&) = delete;
    virtual ~NodeMemory() = default;

    /// Default values for a node that is not stored.
    [[nodiscard]] virtual NodeFacts find(const std::string& node_key) noexcept = 0;
    /// Writes only the fields that differ between `before`, from find(), and `after`: other runs
    /// may have changed the rest meanwhile. Must not be called within a DbTransaction.
    virtual void save(const std::string& node_key, const NodeFacts& before,
                      const NodeFacts& after) noexcept = 0;
};

/// The key of a node in the memory: 32 hex digits of a hash of its URL, which may hold a secret.
[[nodiscard]] std::string node_key(const std::string& url);

} // namespace ctrip::rpc
