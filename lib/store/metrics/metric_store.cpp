// SPDX-License-Identifier: MIT
#include "store/metrics/metric_store.hpp"

#include <algorithm>

namespace ctrip::store {

namespace {

/// Of one statement: SQLite takes 32,766 values, four for each change.
constexpr std::size_t kChangesMax = 500;

} // namespace

void MetricStore::add(std::span<const meter::Delta> deltas)
{
    while (!deltas.empty()) {
        const auto some = deltas.first(std::min(deltas.size(), kChangesMax));
        std::vector<std::vector<Value>> changes;
        changes.reserve(some.size());
        for (const meter::Delta& delta : some) {
            changes.push_back({delta.name, delta.labels, delta.part, delta.value});
        }
        m_database.add_metrics(changes);
        deltas = deltas.subspan(some.size());
    }
}

std::vector<StoredMetric> MetricStore::all()
{
    std::vector<StoredMetric> metrics;
    for (const Row& row : m_database.query(
             "SELECT name, labels, part, CAST(SUM(value) AS BIGINT) FROM metric_values "
             "GROUP BY name, labels, part ORDER BY name, labels, part")) {
        metrics.push_back({row.text(0), row.text(1), row.text(2), row.integer(3)});
    }
    return metrics;
}

} // namespace ctrip::store
