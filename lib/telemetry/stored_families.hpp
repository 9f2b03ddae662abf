// SPDX-License-Identifier: MIT
// The stored counters and histograms as families of /metrics. Pure.
#pragma once

#include "store/metrics/metric_store.hpp"
#include "store/run_store.hpp"
#include "telemetry/exposition.hpp"

#include <span>
#include <vector>

namespace ctrip::telemetry {

/// In the order of meter::Family. Buckets become cumulative; bounds in which nothing was observed
/// have their bucket too. A stored name, bound or label set of another version of the program is
/// shown if its family still exists. `runs`: the last run of each job is the exemplar of its
/// duration's bucket, by its run id as trace id.
[[nodiscard]] std::vector<MetricFamily> stored_families(std::span<const store::StoredMetric> stored,
                                                        std::span<const store::JobRun> runs);

} // namespace ctrip::telemetry
