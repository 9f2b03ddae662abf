// SPDX-License-Identifier: MIT
// The counters and histograms of metric_values.
#pragma once

#include "meter/meter.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <span>
#include <string>
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
    /// By name, labels and part. Their number depends on the configuration, not on how many
    /// payments there are.
    [[nodiscard]] std::vector<StoredMetric> all();

private:
    Database& m_database;
};

} // namespace ctrip::store
