// SPDX-License-Identifier: MIT
#include "store/node_store.hpp"

#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"

namespace ctrip::store {

namespace {

consteval std::size_t node_column(std::string_view column)
{
    return place_of(kNodes, column);
}

} // namespace

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
    static const std::string sql = select_from(kNodes) + " WHERE chain_id = $1 AND node = $2";
    const std::optional<Row> row =
        m_database.query_row(hold.empty() ? sql : sql + std::string{hold}, {chain_id, node});
    if (!row) {
        return std::nullopt;
    }
    return NodeRecord{.paused_until_ms = row->integer(node_column("paused_until_ms")),
                      .failures = row->integer(node_column("failures")),
                      .logs_blocks_max = row->optional_unsigned(node_column("logs_blocks_max")),
                      .batch_max = row->optional_unsigned(node_column("batch_max")),
                      .calls_max = row->optional_unsigned(node_column("calls_max")),
                      .requests_max = row->optional_unsigned(node_column("requests_max")),
                      .topics_max = row->optional_unsigned(node_column("topics_max")),
                      .logs_blocks_grow_ms = row->integer(node_column("logs_blocks_grow_ms")),
                      .batch_grow_ms = row->integer(node_column("batch_grow_ms")),
                      .calls_grow_ms = row->integer(node_column("calls_grow_ms")),
                      .requests_grow_ms = row->integer(node_column("requests_grow_ms")),
                      .topics_grow_ms = row->integer(node_column("topics_grow_ms")),
                      .balance_way = row->optional_text(node_column("balance_way")),
                      .trace_way = row->optional_text(node_column("trace_way"))};
}

void NodeStore::save(evm::ChainId chain_id, std::string_view node, const NodeRecord& record)
{
    static const std::string sql = upsert_into(kNodes);
    m_database.execute(
        sql, row_of(kNodes, {{node_column("chain_id"), chain_id},
                             {node_column("node"), node},
                             {node_column("paused_until_ms"), record.paused_until_ms},
                             {node_column("failures"), record.failures},
                             {node_column("logs_blocks_max"), record.logs_blocks_max},
                             {node_column("batch_max"), record.batch_max},
                             {node_column("calls_max"), record.calls_max},
                             {node_column("requests_max"), record.requests_max},
                             {node_column("topics_max"), record.topics_max},
                             {node_column("logs_blocks_grow_ms"), record.logs_blocks_grow_ms},
                             {node_column("batch_grow_ms"), record.batch_grow_ms},
                             {node_column("calls_grow_ms"), record.calls_grow_ms},
                             {node_column("requests_grow_ms"), record.requests_grow_ms},
                             {node_column("topics_grow_ms"), record.topics_grow_ms},
                             {node_column("balance_way"), record.balance_way},
                             {node_column("trace_way"), record.trace_way},
                             {node_column("updated_ms"), m_clock.now_ms()}}));
}

} // namespace ctrip::store
