// SPDX-License-Identifier: MIT
// The metrics of /metrics: read from the database, and written as text.
#pragma once

#include "base/clock.hpp"
#include "store/chain_store.hpp"
#include "store/database.hpp"
#include "store/doubt_store.hpp"
#include "store/metrics/metric_store.hpp"
#include "store/oddity_store.hpp"
#include "store/outbox/endpoint_store.hpp"
#include "store/run_store.hpp"
#include "store/sweep_store.hpp"
#include "store/webhook_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::telemetry {

struct MetricsSnapshot
{
    std::vector<store::PaymentCount> payments;
    std::vector<store::ChainState> chains;
    store::WebhookBacklog webhooks;
    std::vector<store::EndpointCount> endpoints; ///< One for each state.
    std::vector<store::JobRun> runs;
    struct BalanceTurn
    {
        std::string chain;
        std::int64_t seconds = 0;
    };
    std::vector<store::Oddity> oddities;
    std::vector<BalanceTurn> balance_turns; ///< Of chains on which balances are read.
    struct Doubts
    {
        std::string chain;
        std::optional<store::DoubtSummary> summary; ///< None: no block is doubted.
    };
    std::vector<Doubts> doubts; ///< One for each chain.
    struct SweepTxs
    {
        std::string chain;
        store::SweepTxCount open;
    };
    std::vector<SweepTxs> sweep_txs;
    std::vector<store::StoredMetric> stored; ///< In the order of MetricStore::all().
    std::uint64_t database_bytes = 0;
    std::optional<std::uint64_t> disk_free_bytes; ///< Where ctrip writes. None: not known.
    int schema_version = 0;
    std::int64_t now_ms = 0; ///< Time of the snapshot.
    std::string version;     ///< Of the program.
};

/// Reads counts that are kept: the cost does not depend on the number of payments. Throws
/// Error{unavailable} if the database can't be read.
[[nodiscard]] MetricsSnapshot read_metrics(store::Database& database, const base::Clock& clock,
                                           std::string_view version);

inline constexpr std::string_view kPrometheusType = "text/plain; version=0.0.4; charset=utf-8";
inline constexpr std::string_view kOpenMetricsType =
    "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Prometheus text format 0.0.4. A value that is not known yet (such as the cursor of a new chain)
/// has no sample.
[[nodiscard]] std::string to_prometheus_text(const MetricsSnapshot& snapshot);
/// The same as OpenMetrics 1.0, with the last run of each job as exemplar of its duration.
[[nodiscard]] std::string to_openmetrics_text(const MetricsSnapshot& snapshot);

} // namespace ctrip::telemetry
