// SPDX-License-Identifier: MIT
#include "job/shared/node_memory.hpp"

#include "store/node_store.hpp"

#include <exception>
#include <string>
#include <string_view>

namespace ctrip::job {

namespace {

rpc::NodeFacts to_facts(const store::NodeRecord& record)
{
    return {.paused_until_ms = record.paused_until_ms,
            .failures = record.failures,
            .logs_blocks_max = record.logs_blocks_max,
            .batch_max = record.batch_max,
            .calls_max = record.calls_max,
            .requests_max = record.requests_max,
            .topics_max = record.topics_max,
            .logs_blocks_grow_ms = record.logs_blocks_grow_ms,
            .batch_grow_ms = record.batch_grow_ms,
            .calls_grow_ms = record.calls_grow_ms,
            .requests_grow_ms = record.requests_grow_ms,
            .topics_grow_ms = record.topics_grow_ms,
            .balance_way = record.balance_way,
            .trace_way = record.trace_way};
}

store::NodeRecord to_record(const rpc::NodeFacts& facts)
{
    return {.paused_until_ms = facts.paused_until_ms,
            .failures = facts.failures,
            .logs_blocks_max = facts.logs_blocks_max,
            .batch_max = facts.batch_max,
            .calls_max = facts.calls_max,
            .requests_max = facts.requests_max,
            .topics_max = facts.topics_max,
            .logs_blocks_grow_ms = facts.logs_blocks_grow_ms,
            .batch_grow_ms = facts.batch_grow_ms,
            .calls_grow_ms = facts.calls_grow_ms,
            .requests_grow_ms = facts.requests_grow_ms,
            .topics_grow_ms = facts.topics_grow_ms,
            .balance_way = facts.balance_way,
            .trace_way = facts.trace_way};
}

/// `now`, with the members in which `before` and `after` differ taken from `after`.
rpc::NodeFacts with_changes(rpc::NodeFacts now, const rpc::NodeFacts& before,
                            const rpc::NodeFacts& after)
{
    const auto take = [&](auto member) {
        if (before.*member != after.*member) {
            now.*member = after.*member;
        }
    };
    take(&rpc::NodeFacts::paused_until_ms);
    take(&rpc::NodeFacts::failures);
    take(&rpc::NodeFacts::logs_blocks_max);
    take(&rpc::NodeFacts::batch_max);
    take(&rpc::NodeFacts::calls_max);
    take(&rpc::NodeFacts::requests_max);
    take(&rpc::NodeFacts::topics_max);
    take(&rpc::NodeFacts::logs_blocks_grow_ms);
    take(&rpc::NodeFacts::batch_grow_ms);
    take(&rpc::NodeFacts::calls_grow_ms);
    take(&rpc::NodeFacts::requests_grow_ms);
    take(&rpc::NodeFacts::topics_grow_ms);
    take(&rpc::NodeFacts::balance_way);
    take(&rpc::NodeFacts::trace_way);
    return now;
}

/// Runs `act`. An exception is logged as a warning.
template <typename Act>
void without_throwing(const base::Log& log, std::string_view what, const Act& act) noexcept
{
    try {
        try {
            act();
        } catch (const std::exception& error) {
            log.warning(what, {{"reason", error.what()}});
        }
    } catch (...) { // Logging failed too: memory is exhausted, and the job fails by that.
    }
}

} // namespace

StoredNodeMemory::StoredNodeMemory(evm::ChainId chain_id, store::Database& database,
                                   const base::Clock& clock, const base::Log& log)
    : m_chain_id(chain_id), m_database(database), m_clock(clock), m_log(log)
{
}

rpc::NodeFacts StoredNodeMemory::find(const std::string& node_key) noexcept
{
    rpc::NodeFacts facts;
    without_throwing(m_log, "a node's stored facts could not be read", [&] {
        if (const auto record = store::NodeStore{m_database, m_clock}.find(m_chain_id, node_key)) {
            facts = to_facts(*record);
        }
    });
    return facts;
}

void StoredNodeMemory::save(const std::string& node_key, const rpc::NodeFacts& before,
                            const rpc::NodeFacts& after) noexcept
{
    // The job itself reports a lost connection.
    if (before == after || !m_database.is_usable()) {
        return;
    }
    without_throwing(m_log, "a node's facts could not be stored", [&] {
        store::retry_conflicts([&] {
            store::DbTransaction transaction{m_database};
            store::NodeStore nodes{m_database, m_clock};
            const auto now = nodes.hold(m_chain_id, node_key);
            nodes.save(
                m_chain_id, node_key,
                to_record(with_changes(now ? to_facts(*now) : rpc::NodeFacts{}, before, after)));
            transaction.commit();
        });
    });
}

} // namespace ctrip::job
