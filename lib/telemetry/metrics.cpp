// SPDX-License-Identifier: MIT
#include "telemetry/metrics.hpp"

#include "store/balance_store.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace ctrip::telemetry {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using Labels = std::vector<ClientMetric::Label>;

MetricFamily family(const char* name, const char* help)
{
    return {.name = name, .help = help, .type = prometheus::MetricType::Gauge, .metric = {}};
}

void add(MetricFamily& to, Labels labels, double value)
{
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    to.metric.push_back(std::move(metric));
}

double seconds(std::int64_t milliseconds)
{
    return static_cast<double>(milliseconds) / 1000.0;
}

void add_payments(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    MetricFamily payments = family("ctrip_payments", "Payments by chain and status.");
    for (const store::PaymentCount& count : snapshot.payments) {
        add(payments, {{"chain", count.chain}, {"status", count.status}},
            static_cast<double>(count.count));
    }
    families.push_back(std::move(payments));
}

void add_chains(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    MetricFamily cursor = family("ctrip_chain_cursor_block", "The last block that scan has read.");
    MetricFamily head = family("ctrip_chain_head_block",
                               "The chain's newest block when scan or confirm last read it.");
    MetricFamily final_block =
        family("ctrip_chain_final_block", "The newest block that counts as final.");
    MetricFamily updated = family("ctrip_chain_updated_timestamp_seconds",
                                  "When scan or confirm last read the chain.");
    const auto add_known = [](MetricFamily& to, const Labels& labels,
                              const std::optional<std::uint64_t>& value) {
        if (value) {
            add(to, labels, static_cast<double>(*value));
        }
    };
    for (const store::ChainState& chain : snapshot.chains) {
        const Labels labels{{"chain", chain.name}};
        add_known(cursor, labels, chain.cursor ? std::optional{chain.cursor->block} : std::nullopt);
        add_known(head, labels, chain.head);
        add_known(final_block, labels, chain.final_block);
        if (chain.updated_at_s > 0) {
            add(updated, labels, static_cast<double>(chain.updated_at_s));
        }
    }
    for (MetricFamily* one : {&cursor, &head, &final_block, &updated}) {
        families.push_back(std::move(*one));
    }
}

/// The chain's name; empty for one that was never scanned.
std::string name_of(const MetricsSnapshot& snapshot, evm::ChainId chain_id)
{
    const auto found =
        std::find_if(snapshot.chains.begin(), snapshot.chains.end(),
                     [&](const store::ChainState& chain) { return chain.chain_id == chain_id; });
    return found == snapshot.chains.end() ? std::string{} : found->name;
}

void add_oddities(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    constexpr std::string_view batch = "batch_transaction";
    MetricFamily oddities =
        family("ctrip_chain_oddities", "Contradictions of nodes that scan passed over, by kind.");
    MetricFamily batches = family("ctrip_chain_batch_transactions",
                                  "Frame and batch transactions (types 0x06 and 0x76) that scan "
                                  "read; balances show what they paid.");
    for (const store::Oddity& oddity : snapshot.oddities) {
        Labels labels{{"chain", name_of(snapshot, oddity.chain_id)}};
        if (oddity.kind == batch) {
            add(batches, labels, static_cast<double>(oddity.total));
            continue;
        }
        labels.push_back({"kind", oddity.kind});
        add(oddities, labels, static_cast<double>(oddity.total));
    }
    families.push_back(std::move(oddities));
    families.push_back(std::move(batches));
}

void add_balances(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    MetricFamily turn = family("ctrip_balance_turn_seconds",
                               "Age, by the chain's time, of the oldest reading of a watched "
                               "balance; 0 where all were read at the cursor's block.");
    for (const MetricsSnapshot::BalanceTurn& one : snapshot.balance_turns) {
        add(turn, {{"chain", one.chain}}, static_cast<double>(one.seconds));
    }
    families.push_back(std::move(turn));
}

void add_doubts(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    MetricFamily blocks = family("ctrip_chain_doubted_blocks",
                                 "Blocks whose logs no node has shown; payments that may have been "
                                 "paid there do not expire.");
    MetricFamily since = family("ctrip_chain_doubted_since_timestamp_seconds",
                                "Since when the oldest of these is waited for.");
    for (const MetricsSnapshot::Doubts& one : snapshot.doubts) {
        const Labels labels{{"chain", one.chain}};
        add(blocks, labels, one.summary ? static_cast<double>(one.summary->blocks) : 0);
        if (one.summary) {
            add(since, labels, static_cast<double>(one.summary->since_s));
        }
    }
    families.push_back(std::move(blocks));
    families.push_back(std::move(since));
}

void add_webhooks(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    const store::WebhookBacklog& backlog = snapshot.webhooks;
    const std::int64_t age_ms =
        backlog.oldest_pending_ms
            ? std::max<std::int64_t>(snapshot.now_ms - *backlog.oldest_pending_ms, 0)
            : 0;
    MetricFamily pending =
        family("ctrip_webhooks_pending", "Webhook messages that wait for delivery.");
    MetricFamily dead =
        family("ctrip_webhooks_dead", "Webhook messages that were given up: dead letters.");
    MetricFamily age =
        family("ctrip_webhooks_oldest_pending_age_seconds",
               "Age of the oldest message that waits for delivery; 0 where none waits.");
    MetricFamily endpoints = family("ctrip_webhook_endpoints",
                                    "Webhook endpoints that fail, by state: failing, open (only "
                                    "single messages try them) or disabled.");
    for (const store::EndpointCount& one : snapshot.endpoints) {
        add(endpoints, {{"state", one.state}}, static_cast<double>(one.endpoints));
    }
    add(pending, {}, static_cast<double>(backlog.pending));
    add(dead, {}, static_cast<double>(backlog.dead));
    add(age, {}, seconds(age_ms));
    for (MetricFamily* one : {&pending, &dead, &age, &endpoints}) {
        families.push_back(std::move(*one));
    }
}

void add_runs(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    MetricFamily started =
        family("ctrip_job_last_run_timestamp_seconds", "When the job's last run began.");
    MetricFamily duration =
        family("ctrip_job_last_run_duration_seconds", "How long the job's last run took.");
    MetricFamily exit_code = family("ctrip_job_last_run_exit_code",
                                    "Exit code of the job's last run; 0 where all went well.");
    for (const store::JobRun& run : snapshot.runs) {
        const Labels labels{{"job", run.job}, {"chain", run.chain}};
        add(started, labels, seconds(run.started_ms));
        add(duration, labels, seconds(run.duration_ms));
        add(exit_code, labels, run.exit_code);
    }
    for (MetricFamily* one : {&started, &duration, &exit_code}) {
        families.push_back(std::move(*one));
    }
}

} // namespace

MetricsSnapshot read_metrics(store::Database& database, const base::Clock& clock,
                             std::string_view version)
{
    store::RunStore runs{database};
    store::ChainStore chains{database, clock};
    store::WebhookStore webhooks{database};
    MetricsSnapshot snapshot;
    snapshot.payments = runs.payments_by_status();
    snapshot.chains = chains.all();
    store::BalanceStore balances{database};
    store::DoubtStore doubts{database, clock};
    for (const store::ChainState& chain : snapshot.chains) {
        snapshot.doubts.push_back({.chain = chain.name, .summary = doubts.summary(chain.chain_id)});
        if (const auto turn_s = balances.turn_s(chain)) {
            snapshot.balance_turns.push_back({.chain = chain.name, .seconds = *turn_s});
        }
    }
    snapshot.oddities = store::OddityStore{database, clock}.all();
    snapshot.webhooks = webhooks.backlog();
    snapshot.endpoints = store::EndpointStore{database}.count_by_state();
    snapshot.runs = runs.all();
    snapshot.now_ms = clock.now_ms();
    snapshot.version = version;
    return snapshot;
}

std::string to_prometheus_text(const MetricsSnapshot& snapshot)
{
    std::vector<MetricFamily> families;
    MetricFamily build =
        family("ctrip_build_info", "Always 1; the program's version is in the label.");
    add(build, {{"version", snapshot.version}}, 1);
    families.push_back(std::move(build));
    add_payments(families, snapshot);
    add_chains(families, snapshot);
    add_balances(families, snapshot);
    add_oddities(families, snapshot);
    add_doubts(families, snapshot);
    add_webhooks(families, snapshot);
    add_runs(families, snapshot);
    // A family without samples would print a HELP line only.
    std::erase_if(families, [](const MetricFamily& one) { return one.metric.empty(); });
    return prometheus::TextSerializer{}.Serialize(families);
}

} // namespace ctrip::telemetry
