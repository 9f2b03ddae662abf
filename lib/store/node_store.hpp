// SPDX-License-Identifier: MIT
// What earlier runs found out about each node: pauses, limits and supported methods. A cache of a
// few rows: without them runs only find it out again.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::store {

struct NodeRecord
{
    std::int64_t paused_until_ms = 0;
    std::int64_t failures = 0;
    std::optional<std::uint64_t> logs_blocks_max;
    std::optional<std::uint64_t> batch_max;
    std::optional<std::uint64_t> calls_max;
    std::optional<std::uint64_t> requests_max;
    std::optional<std::uint64_t> topics_max;
    std::int64_t logs_blocks_grow_ms = 0;
    std::int64_t batch_grow_ms = 0;
    std::int64_t calls_grow_ms = 0;
    std::int64_t requests_grow_ms = 0;
    std::int64_t topics_grow_ms = 0;
    std::optional<std::string> balance_way;
    std::optional<std::string> trace_way;
};

class NodeStore
{
public:
    NodeStore(Database& database, const base::Clock& clock);

    /// `node` is a hash of its URL, never the URL itself.
    [[nodiscard]] std::optional<NodeRecord> find(evm::ChainId chain_id, std::string_view node);
    /// The same within a DbTransaction: locks the row until it ends.
    [[nodiscard]] std::optional<NodeRecord> hold(evm::ChainId chain_id, std::string_view node);
    void save(evm::ChainId chain_id, std::string_view node, const NodeRecord& record);

private:
    [[nodiscard]] std::optional<NodeRecord> select(evm::ChainId chain_id, std::string_view node,
                                                   std::string_view hold);

    Database& m_database;
    const base::Clock& m_clock;
};

} // namespace ctrip::store
