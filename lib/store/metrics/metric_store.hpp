// SPDX-License-Identifier: MIT
// The counters, gauges and histograms of metric_values.
#pragma once

#include "meter/meter.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// A stored value, as meter::Delta has it.
struct StoredMetric
{
    std::string name;
    std::string labels;
    std::string part;
    std::int64_t value = 0;
};

class MetricStore
{
public:
    explicit MetricStore(Database& database) : m_database(database) {}

    /// Adds each to its value, in one set of statements. Within a DbTransaction.
    void add(std::span<const meter::Delta> deltas);
    /// Makes each the stored value; writes only those that are new or differ. Within a
    /// DbTransaction. Two processes that set the same one at once would add up: a job's lock keeps
    /// them apart.
    void set(std::span<const meter::Level> levels);
    /// A gauge's stored value; none before it was set.
    [[nodiscard]] std::optional<std::int64_t> level(std::string_view name, std::string_view labels);
    /// All gauges of this name, by their labels.
    [[nodiscard]] std::map<std::string, std::int64_t> levels(std::string_view name);
    /// By name, labels and part. Their number depends on the configuration, not on how many
    /// payments there are.
    [[nodiscard]] std::vector<StoredMetric> all();

private:
    Database& m_database;
};

} // namespace ctrip::store
