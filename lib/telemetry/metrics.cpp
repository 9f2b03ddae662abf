// SPDX-License-Identifier: MIT
#include "telemetry/metrics.hpp"

#include "store/balance_store.hpp"
#include "store/schema/migrator.hpp"
#include "telemetry/exposition.hpp"
#include "telemetry/stored_families.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace ctrip::telemetry {

namespace {

MetricFamily family(const char* name, const char* help)
{
    return {.name = name, .help = help, .type = MetricType::gauge, .samples = {}};
}

void add(MetricFamily& to, std::string labels, double value)
{
    to.samples.push_back({{}, std::move(labels), value, {}});
}

double seconds(std::int64_t milliseconds)
{
    return static_cast<double>(milliseconds) / 1000.0;
}

/// 0 where the clock was set back.
double age_s(const MetricsSnapshot& snapshot, std::int64_t time_ms)
{
    return seconds(std::max<std::int64_t>(snapshot.now_ms - time_ms, 0));
}

void add_payments(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    MetricFamily payments = family("ctrip_payments", "Payments by chain and status.");
    for (const store::PaymentCount& count : snapshot.payments) {
        add(payments, labels_text({{"chain", count.chain}, {"status", count.status}}),
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
    const auto add_known = [](MetricFamily& to, const std::string& labels,
                              const std::optional<std::uint64_t>& value) {
        if (value) {
            add(to, labels, static_cast<double>(*value));
        }
    };
    for (const store::ChainState& chain : snapshot.chains) {
        const std::string labels = labels_text({{"chain", chain.name}});
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
        const std::string chain = name_of(snapshot, oddity.chain_id);
        const auto total = static_cast<double>(oddity.total);
        if (oddity.kind == batch) {
            add(batches, labels_text({{"chain", chain}}), total);
        } else {
            add(oddities, labels_text({{"chain", chain}, {"kind", oddity.kind}}), total);
        }
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
        add(turn, labels_text({{"chain", one.chain}}), static_cast<double>(one.seconds));
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
        const std::string labels = labels_text({{"chain", one.chain}});
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
        add(endpoints, labels_text({{"state", one.state}}), static_cast<double>(one.endpoints));
    }
    add(pending, {}, static_cast<double>(backlog.pending));
    add(dead, {}, static_cast<double>(backlog.dead));
    add(age, {}, backlog.oldest_pending_ms ? age_s(snapshot, *backlog.oldest_pending_ms) : 0);
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
    MetricFamily success = family("ctrip_job_last_success_timestamp_seconds",
                                  "When the job's last run with exit code 0 ended.");
    MetricFamily success_age =
        family("ctrip_job_last_success_age_seconds", "How long ago that was when this was read.");
    MetricFamily skipped = family("ctrip_job_skipped_runs",
                                  "Runs since the last recorded one that did not work because "
                                  "another run held the lock.");
    MetricFamily memory = family("ctrip_job_last_run_memory_peak_bytes",
                                 "Largest resident memory of the process of the job's last run.");
    for (const store::JobRun& run : snapshot.runs) {
        const std::string labels = labels_text({{"job", run.job}, {"chain", run.chain}});
        add(started, labels, seconds(run.started_ms));
        add(duration, labels, seconds(run.duration_ms));
        add(exit_code, labels, run.exit_code);
        add(skipped, labels, static_cast<double>(run.skipped));
        if (run.last_success_ms) {
            add(success, labels, seconds(*run.last_success_ms));
            add(success_age, labels, age_s(snapshot, *run.last_success_ms));
        }
        if (run.memory_peak_bytes) {
            add(memory, labels, static_cast<double>(*run.memory_peak_bytes));
        }
    }
    for (MetricFamily* one :
         {&started, &duration, &exit_code, &success, &success_age, &skipped, &memory}) {
        families.push_back(std::move(*one));
    }
}

/// How far scan is behind, and how far what is final.
void add_lag(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    MetricFamily lag = family("ctrip_chain_lag_blocks", "Blocks up to the head that scan has not "
                                                        "read, when the head was last read.");
    MetricFamily age = family("ctrip_chain_cursor_age_seconds",
                              "Age of the last block that scan has read, by its timestamp; "
                              "negative where this host's clock is behind.");
    MetricFamily margin = family("ctrip_chain_final_margin_blocks",
                                 "Blocks from the newest final block to the head.");
    const auto distance = [](evm::BlockNumber to, evm::BlockNumber from) {
        return static_cast<double>(to - std::min(to, from));
    };
    for (const store::ChainState& chain : snapshot.chains) {
        const std::string labels = labels_text({{"chain", chain.name}});
        if (chain.cursor) {
            add(age, labels, seconds(snapshot.now_ms) - static_cast<double>(chain.cursor->time_s));
        }
        if (chain.cursor && chain.head) {
            add(lag, labels, distance(*chain.head, chain.cursor->block));
        }
        if (chain.final_block && chain.head) {
            add(margin, labels, distance(*chain.head, *chain.final_block));
        }
    }
    for (MetricFamily* one : {&lag, &age, &margin}) {
        families.push_back(std::move(*one));
    }
}

void add_sweep_txs(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    MetricFamily open =
        family("ctrip_sweep_transactions", "Transactions of sweeps that are not final, by state.");
    MetricFamily age =
        family("ctrip_sweep_transactions_oldest_age_seconds", "Age of the oldest of these.");
    for (const MetricsSnapshot::SweepTxs& one : snapshot.sweep_txs) {
        const std::string labels =
            labels_text({{"chain", one.chain}, {"state", store::to_string(one.open.state)}});
        add(open, labels, static_cast<double>(one.open.count));
        add(age, labels, age_s(snapshot, one.open.oldest_s * 1'000));
    }
    families.push_back(std::move(open));
    families.push_back(std::move(age));
}

void add_program(std::vector<MetricFamily>& families, const MetricsSnapshot& snapshot)
{
    MetricFamily build =
        family("ctrip_build_info", "Always 1; the program's version is in the label.");
    MetricFamily schema = family("ctrip_schema_version", "Version of the database's schema.");
    MetricFamily size = family("ctrip_database_size_bytes", "What the database takes on its disk.");
    MetricFamily disk = family("ctrip_disk_free_bytes",
                               "What is free on the disk of the database, or of the state folder.");
    add(build, labels_text({{"version", snapshot.version}}), 1);
    if (snapshot.schema_version > 0) {
        add(schema, {}, snapshot.schema_version);
    }
    if (snapshot.database_bytes > 0) {
        add(size, {}, static_cast<double>(snapshot.database_bytes));
    }
    if (snapshot.disk_free_bytes) {
        add(disk, {}, static_cast<double>(*snapshot.disk_free_bytes));
    }
    for (MetricFamily* one : {&build, &schema, &size, &disk}) {
        families.push_back(std::move(*one));
    }
}

std::string text_of(const MetricsSnapshot& snapshot, TextFormat format)
{
    std::vector<MetricFamily> families;
    add_program(families, snapshot);
    add_payments(families, snapshot);
    add_chains(families, snapshot);
    add_lag(families, snapshot);
    add_balances(families, snapshot);
    add_oddities(families, snapshot);
    add_doubts(families, snapshot);
    add_webhooks(families, snapshot);
    add_sweep_txs(families, snapshot);
    add_runs(families, snapshot);
    for (MetricFamily& one : stored_families(snapshot.stored, snapshot.runs)) {
        families.push_back(std::move(one));
    }
    return to_text(families, format);
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
    store::SweepStore sweeps{database, clock};
    for (const store::ChainState& chain : snapshot.chains) {
        snapshot.doubts.push_back({.chain = chain.name, .summary = doubts.summary(chain.chain_id)});
        for (const store::SweepTxCount& open : sweeps.open_by_state(chain.chain_id)) {
            snapshot.sweep_txs.push_back({.chain = chain.name, .open = open});
        }
        if (const auto turn_s = balances.turn_s(chain)) {
            snapshot.balance_turns.push_back({.chain = chain.name, .seconds = *turn_s});
        }
    }
    snapshot.oddities = store::OddityStore{database, clock}.all();
    snapshot.webhooks = webhooks.backlog();
    snapshot.endpoints = store::EndpointStore{database}.count_by_state();
    snapshot.runs = runs.all();
    snapshot.stored = store::MetricStore{database}.all();
    snapshot.database_bytes = database.size_bytes();
    snapshot.schema_version = store::Migrator{database, clock}.current();
    snapshot.now_ms = clock.now_ms();
    snapshot.version = version;
    return snapshot;
}

std::string to_prometheus_text(const MetricsSnapshot& snapshot)
{
    return text_of(snapshot, TextFormat::prometheus);
}

std::string to_openmetrics_text(const MetricsSnapshot& snapshot)
{
    return text_of(snapshot, TextFormat::openmetrics);
}

} // namespace ctrip::telemetry
