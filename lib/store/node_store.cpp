// SPDX-License-Identifier: MIT
#include "store/node_store.hpp"

namespace ctrip::store {

NodeStore::NodeStore(Database& database, const base::Clock& clock)
    : m_database(database), m_clock(clock)
{
}

std::optional<NodeRecord> NodeStore::find(evm::ChainId chain_id, std::string_view node)
{
    return select(chain_id, node, {});
}

std::optional<NodeRecord> NodeStore::hold(evm::ChainId chain_id, std::string_view node)
{
    return select(chain_id, node, m_database.for_update());
}

std::optional<NodeRecord> NodeStore::select(evm::ChainId chain_id, std::string_view node,
                                            std::string_view hold)
{
    const std::string sql =
        "SELECT paused_until_ms, failures, logs_blocks_max, batch_max, calls_max, requests_max, "
        "balance_way, trace_way FROM nodes WHERE chain_id = $1 AND node = $2" +
        std::string{hold};
    const std::optional<Row> row = m_database.query_row(sql, {chain_id, node});
    if (!row) {
        return std::nullopt;
    }
    return NodeRecord{.paused_until_ms = row->integer(0),
                      .failures = row->integer(1),
                      .logs_blocks_max = row->optional_unsigned(2),
                      .batch_max = row->optional_unsigned(3),
                      .calls_max = row->optional_unsigned(4),
                      .requests_max = row->optional_unsigned(5),
                      .balance_way = row->optional_text(6),
                      .trace_way = row->optional_text(7)};
}

void NodeStore::save(evm::ChainId chain_id, std::string_view node, const NodeRecord& record)
{
    m_database.execute(
        "INSERT INTO nodes (chain_id, node, paused_until_ms, failures, logs_blocks_max, batch_max, "
        "calls_max, requests_max, balance_way, trace_way, updated_ms) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "ON CONFLICT (chain_id, node) DO UPDATE SET "
        "paused_until_ms = excluded.paused_until_ms, failures = excluded.failures, "
        "logs_blocks_max = excluded.logs_blocks_max, batch_max = excluded.batch_max, "
        "calls_max = excluded.calls_max, requests_max = excluded.requests_max, "
        "balance_way = excluded.balance_way, trace_way = excluded.trace_way, "
        "updated_ms = excluded.updated_ms",
        {chain_id, node, record.paused_until_ms, record.failures, record.logs_blocks_max,
         record.batch_max, record.calls_max, record.requests_max, record.balance_way,
         record.trace_way, m_clock.now_ms()});
}

} // namespace ctrip::store
