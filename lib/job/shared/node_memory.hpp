// SPDX-License-Identifier: MIT
// Remembers what was learnt of a chain's nodes in the database.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "rpc/node_memory.hpp"
#include "store/database.hpp"

namespace ctrip::job {

/// A failure of the database is logged and otherwise of no consequence: what was to be remembered
/// are hints, and a job that did its work has done it.
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
