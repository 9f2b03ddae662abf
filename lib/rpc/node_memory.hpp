// SPDX-License-Identifier: MIT
// What is remembered of a node from one run to the next, and the interface to where that is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::rpc {

/// Hints, none of them needed: without them everything is found out again.
struct NodeFacts
{
    std::int64_t paused_until_ms = 0; ///< Unix time; 0: not paused.
    std::int64_t failures = 0;        ///< Runs in a row that it failed in.
    // What its provider was found to take, where that is less than is configured.
    std::optional<std::uint64_t> logs_blocks_max; ///< Blocks of one eth_getLogs call.
    std::optional<std::uint64_t> batch_max;       ///< Full blocks of one HTTP request.
    std::optional<std::uint64_t> calls_max;       ///< Other calls of one HTTP request.
    std::optional<std::uint64_t> requests_max;    ///< HTTP requests under way.
    // Words of whoever found them out; a word that is not known is an unknown way.
    std::optional<std::string> balance_way; ///< How it gives many balances at once.
    std::optional<std::string> trace_way;   ///< How it tells what a block's transactions did.

    friend bool operator==(const NodeFacts&, const NodeFacts&) = default;
};

/// Where the facts of one chain's nodes are kept. Neither function throws: without a memory the
/// work can be done all the same.
class NodeMemory
{
public:
    NodeMemory() = default;
    NodeMemory(const NodeMemory&) = delete;
    NodeMemory& operator=(const NodeMemory&) = delete;
    virtual ~NodeMemory() = default;

    /// Without facts for a node that was never heard of.
    [[nodiscard]] virtual NodeFacts find(const std::string& node_key) noexcept = 0;
    /// Changes what differs between `before`, which find() gave, and `after`; other runs may have
    /// changed the rest meanwhile. Must not be called within a DbTransaction.
    virtual void save(const std::string& node_key, const NodeFacts& before,
                      const NodeFacts& after) noexcept = 0;
};

/// A node's name in the memory: half of a hash of its URL, which may hold a secret.
[[nodiscard]] std::string node_key(const std::string& url);

} // namespace ctrip::rpc
