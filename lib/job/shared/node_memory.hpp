// SPDX-License-Identifier: MIT
// Keeps facts about a chain's nodes in the database, from one run to the next.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "rpc/node_memory.hpp"
#include "store/database.hpp"

namespace ctrip::job {

/// A failure of the database is logged and otherwise ignored: the facts are hints, and the job
/// works without them.
class StoredNodeMemory final : public rpc::NodeMemory
{
public:
    StoredNodeMemory(evm::ChainId chain_id, store::Database& database, const base::Clock& clock,
                     const base::Log& log);

    [[nodiscard]] rpc::NodeFacts find(const std::string& node_key) noexcept override;
    void save(const std::string& node_key, const rpc::NodeFacts& before,
              const rpc::NodeFacts& after) noexcept override;

private:
    evm::ChainId m_chain_id;
    store::Database& m_database;
    const base::Clock& m_clock;
    const base::Log& m_log;
};

} // namespace ctrip::job
