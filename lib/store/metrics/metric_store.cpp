// SPDX-License-Identifier: MIT
#include "store/metrics/metric_store.hpp"

#include <algorithm>
#include <map>

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

void MetricStore::set(std::span<const meter::Level> levels)
{
    std::map<std::string_view, std::map<std::string, std::int64_t>> stored; // By name and labels.
    for (const meter::Level& one : levels) {
        if (const auto [of_name, is_new] = stored.try_emplace(one.name); is_new) {
            of_name->second = this->levels(one.name);
        }
    }
    std::vector<meter::Delta> changes;
    for (const meter::Level& one : levels) {
        const auto& of_name = stored[one.name];
        const auto found = of_name.find(one.labels);
        const std::int64_t before = found == of_name.end() ? 0 : found->second;
        if (found == of_name.end() || before != one.value) {
            changes.push_back({.name = one.name,
                               .labels = one.labels,
                               .part = std::string{meter::kLevel},
                               .value = one.value - before});
        }
    }
    add(changes);
}

std::map<std::string, std::int64_t> MetricStore::levels(std::string_view name)
{
    std::map<std::string, std::int64_t> levels;
    for (const Row& row : m_database.query(
             "SELECT labels, CAST(SUM(value) AS BIGINT) FROM metric_values WHERE name = $1 AND "
             "part = $2 GROUP BY labels",
             {name, meter::kLevel})) {
        levels.emplace(row.text(0), row.integer(1));
    }
    return levels;
}

std::optional<std::int64_t> MetricStore::level(std::string_view name, std::string_view labels)
{
    const auto row = m_database.query_row(
        "SELECT COUNT(*), CAST(COALESCE(SUM(value), 0) AS BIGINT) FROM metric_values WHERE name = "
        "$1 AND labels = $2 AND part = $3",
        {name, labels, meter::kLevel});
    return row && row->integer(0) > 0 ? std::optional{row->integer(1)} : std::nullopt;
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
