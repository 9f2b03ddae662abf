// SPDX-License-Identifier: MIT
#include "store/node_store.hpp"

#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"

namespace ctrip::store {

namespace {

consteval std::size_t of(std::string_view column)
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
    return NodeRecord{.paused_until_ms = row->integer(of("paused_until_ms")),
                      .failures = row->integer(of("failures")),
                      .logs_blocks_max = row->optional_unsigned(of("logs_blocks_max")),
                      .batch_max = row->optional_unsigned(of("batch_max")),
                      .calls_max = row->optional_unsigned(of("calls_max")),
                      .requests_max = row->optional_unsigned(of("requests_max")),
                      .balance_way = row->optional_text(of("balance_way")),
                      .trace_way = row->optional_text(of("trace_way"))};
}

void NodeStore::save(evm::ChainId chain_id, std::string_view node, const NodeRecord& record)
{
    static const std::string sql = upsert_into(kNodes);
    m_database.execute(sql, row_of(kNodes, {{of("chain_id"), chain_id},
                                            {of("node"), node},
                                            {of("paused_until_ms"), record.paused_until_ms},
                                            {of("failures"), record.failures},
                                            {of("logs_blocks_max"), record.logs_blocks_max},
                                            {of("batch_max"), record.batch_max},
                                            {of("calls_max"), record.calls_max},
                                            {of("requests_max"), record.requests_max},
                                            {of("balance_way"), record.balance_way},
                                            {of("trace_way"), record.trace_way},
                                            {of("updated_ms"), m_clock.now_ms()}}));
}

} // namespace ctrip::store
