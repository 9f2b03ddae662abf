// SPDX-License-Identifier: MIT
#include "store/outbox/endpoint_store.hpp"

#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"

#include <cstdint>

namespace ctrip::store {

namespace {

using webhook::EndpointHealth;

constexpr std::size_t column(std::string_view name)
{
    return kWebhookEndpoints.place(name);
}

/// The table's CHECK keeps other texts out.
EndpointHealth::State to_state(std::string_view text)
{
    using State = EndpointHealth::State;
    return text == to_string(State::open)       ? State::open
           : text == to_string(State::disabled) ? State::disabled
                                                : State::failing;
}

} // namespace

std::vector<EndpointHealth> EndpointStore::all()
{
    static const std::string sql = select_from(kWebhookEndpoints) + " ORDER BY endpoint LIMIT " +
                                   std::to_string(kEndpointsMax);
    std::vector<EndpointHealth> endpoints;
    for (const Row& row : m_database.query(sql)) {
        endpoints.push_back({.endpoint = row.text(column("endpoint")),
                             .state = to_state(row.text(column("state"))),
                             .failures = row.unsigned_integer(column("failures")),
                             .since_ms = row.integer(column("since_ms")),
                             .probe_ms = row.integer(column("probe_ms")),
                             .probes = row.unsigned_integer(column("probes")),
                             .probe_id = row.text(column("probe_id")),
                             .last_error = row.text(column("last_error"))});
    }
    return endpoints;
}

std::vector<EndpointCount> EndpointStore::count_by_state()
{
    using State = EndpointHealth::State;
    std::vector<EndpointCount> counts;
    for (const State state : {State::failing, State::open, State::disabled}) {
        const auto row = m_database.query_row(
            "SELECT COUNT(*) FROM webhook_endpoints WHERE state = $1", {to_string(state)});
        counts.push_back(
            {.state = std::string{to_string(state)}, .endpoints = row->unsigned_integer(0)});
    }
    return counts;
}

void EndpointStore::save(const webhook::Breaker::Changes& changes)
{
    if (changes.failing.empty() && changes.healed.empty()) {
        return;
    }
    static const std::string upsert = upsert_into(kWebhookEndpoints);
    retry_conflicts([&] {
        DbTransaction transaction{m_database};
        for (const EndpointHealth& one : changes.failing) {
            m_database.execute(
                upsert, row_of(kWebhookEndpoints,
                               {{place_of(kWebhookEndpoints, "endpoint"), one.endpoint},
                                {place_of(kWebhookEndpoints, "state"), to_string(one.state)},
                                {place_of(kWebhookEndpoints, "failures"), one.failures},
                                {place_of(kWebhookEndpoints, "since_ms"), one.since_ms},
                                {place_of(kWebhookEndpoints, "probe_ms"), one.probe_ms},
                                {place_of(kWebhookEndpoints, "probes"), one.probes},
                                {place_of(kWebhookEndpoints, "probe_id"), one.probe_id},
                                {place_of(kWebhookEndpoints, "last_error"), one.last_error}}));
        }
        for (const std::string& endpoint : changes.healed) {
            static_cast<void>(forget(endpoint));
        }
        transaction.commit();
    });
}

bool EndpointStore::forget(std::string_view endpoint)
{
    return m_database.execute("DELETE FROM webhook_endpoints WHERE endpoint = $1", {endpoint}) > 0;
}

} // namespace ctrip::store
