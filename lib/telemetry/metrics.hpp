// SPDX-License-Identifier: MIT
// The metrics of /metrics: read from the database, and written in Prometheus' text format.
#pragma once

#include "base/clock.hpp"
#include "store/chain_store.hpp"
#include "store/database.hpp"
#include "store/doubt_store.hpp"
#include "store/oddity_store.hpp"
#include "store/outbox/endpoint_store.hpp"
#include "store/run_store.hpp"
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
    std::int64_t now_ms = 0;    ///< Time of the snapshot.
    std::string version;        ///< Of the program.
};

/// Throws Error{unavailable} if the database can't be read.
[[nodiscard]] MetricsSnapshot read_metrics(store::Database& database, const base::Clock& clock,
                                           std::string_view version);

/// Prometheus text format 0.0.4. A value that is not known yet (such as the cursor of a new chain)
/// has no sample.
[[nodiscard]] std::string to_prometheus_text(const MetricsSnapshot& snapshot);

} // namespace ctrip::telemetry
