// SPDX-License-Identifier: MIT
// Counters in the database, counts by status, and the record of a run, on both engines.
#include "base/log.hpp"
#include "integration/fresh_database.hpp"
#include "integration/other_session.hpp"
#include "meter/meter.hpp"
#include "store/metrics/metered_database.hpp"
#include "store/metrics/metric_store.hpp"
#include "store/run_store.hpp"
#include "store/webhook_store.hpp"
#include "telemetry/metrics.hpp"
#include "telemetry/run_recorder.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <chrono>
#include <map>

using namespace ctrip;
using namespace ctrip::test;
using meter::Family;
using store::Database;
using store::DbTransaction;
using store::MetricStore;

namespace {

/// As they are counted, and as they are kept.
struct Counts
{
    std::map<std::string, std::uint64_t> payments;
    std::uint64_t pending = 0;
    std::uint64_t dead = 0;
    bool operator==(const Counts&) const = default;
};

Counts counted(Database& database)
{
    Counts counts;
    for (const store::Row& row :
         database.query("SELECT chain, status, COUNT(*) FROM payments GROUP BY chain, status")) {
        counts.payments[row.text(0) + " " + row.text(1)] = row.unsigned_integer(2);
    }
    const auto of_state = [&](std::string_view state) {
        return database.query_row("SELECT COUNT(*) FROM webhooks WHERE state = $1", {state})
            ->unsigned_integer(0);
    };
    counts.pending = of_state("pending");
    counts.dead = of_state("dead");
    return counts;
}

Counts kept(Database& database)
{
    Counts counts;
    for (const store::PaymentCount& one : store::RunStore{database}.payments_by_status()) {
        if (one.count > 0) {
            counts.payments[one.chain + " " + one.status] = one.count;
        }
    }
    const store::WebhookBacklog backlog = store::WebhookStore{database}.backlog();
    counts.pending = backlog.pending;
    counts.dead = backlog.dead;
    return counts;
}

void add_message(Database& database, std::uint64_t n, std::string_view state)
{
    database.execute("INSERT INTO webhooks (id, payment_id, seq, event, body, state, attempts, "
                     "created_at_ms, next_attempt_ms) VALUES ($1, $2, 1, 'payment.detected', '{}', "
                     "$3, 0, $4, 1)",
                     {fmt::format("msg_{}", n), id_of(n), state, std::int64_t(100 + n)});
}

std::int64_t value_of(Database& database, std::string_view name)
{
    std::int64_t value = 0;
    for (const store::StoredMetric& one : MetricStore{database}.all()) {
        value += one.name == name && one.part.empty() ? one.value : 0;
    }
    return value;
}

void count_blocks(Database& database, std::int64_t blocks)
{
    meter::Meter meter;
    meter.counter(Family::scan_blocks, {"anvil"}).add(blocks);
    MetricStore{database}.add(meter.deltas());
}

} // namespace

TEST_CASE("counts by status follow every write and none that was rolled back", "[store][metrics]")
{
    FreshDatabase fresh;
    Database& database = fresh.database();
    CHECK(kept(database) == counted(database));
    std::vector<payment::Payment> payments;
    for (std::uint64_t n = 1; n <= 40; ++n) {
        payments.push_back(payment_of(n));
    }
    insert(fresh, payments);
    for (std::uint64_t n = 1; n <= 3; ++n) {
        add_message(database, n, "pending");
    }
    CHECK(kept(database) == counted(database));
    CHECK(kept(database).pending == 3);
    CHECK(store::WebhookStore{database}.backlog().oldest_pending_ms == 101);

    database.execute("UPDATE payments SET status = 'detected' WHERE number % 3 = 0");
    database.execute("UPDATE payments SET status = status, received = '1'");
    database.execute("UPDATE payments SET chain = 'renamed' WHERE id = $1", {id_of(2)});
    database.execute("UPDATE webhooks SET state = 'dead' WHERE payment_id = $1", {id_of(1)});
    CHECK(kept(database) == counted(database));
    CHECK(kept(database).dead == 1);

    database.execute("DELETE FROM webhooks WHERE payment_id = $1", {id_of(3)});
    database.execute("DELETE FROM payments WHERE id IN ($1, $2)", {id_of(30), id_of(31)});
    CHECK(kept(database) == counted(database));
    const Counts before = kept(database);
    {
        const DbTransaction transaction{database};
        database.execute("UPDATE payments SET status = 'expired'");
        CHECK(kept(database) == counted(database));
    }
    CHECK(kept(database) == before);
}

TEST_CASE("values are added to, and the order of parts does not matter", "[store][metrics]")
{
    FreshDatabase fresh;
    Database& database = fresh.database();
    for (int i = 0; i < 3; ++i) {
        meter::Meter meter;
        for (int n = 0; n < 40; ++n) { // More than one statement on PostgreSQL.
            meter.counter(Family::scan_blocks, {fmt::format("chain {}", n)}).add(n + 1);
        }
        meter.histogram(Family::job_duration, {"scan", "a\"b"}).observe(70);
        DbTransaction transaction{database};
        MetricStore{database}.add(meter.deltas());
        transaction.commit();
    }
    const std::vector<store::StoredMetric> all = MetricStore{database}.all();
    CHECK(all.size() == 42);
    CHECK(value_of(database, "ctrip_scan_blocks_total") == 3 * 40 * 41 / 2);
    CHECK(all.front().name == "ctrip_job_duration_seconds");
    CHECK(all.front().labels == R"(job="scan",chain="a\"b")");
    CHECK(all.front().part == "100");
    CHECK(all.front().value == 3);
}

TEST_CASE("a gauge is replaced, and one that did not change is not written", "[store][metrics]")
{
    FreshDatabase fresh;
    Database& database = fresh.database();
    const auto set = [&](std::int64_t value) {
        meter::Meter meter;
        meter.set_gauge(Family::sponsor_balance, {"bsc"}, value);
        meter.set_gauge(Family::sponsor_balance, {"anvil"}, 0);
        DbTransaction transaction{database};
        MetricStore{database}.set(meter.levels());
        transaction.commit();
    };
    const std::string labels = R"(chain="bsc")";
    CHECK_FALSE(MetricStore{database}.level("ctrip_sponsor_balance", labels));
    for (const std::int64_t value :
         std::initializer_list<std::int64_t>{7, 7, 3, 0, -2, 9'000'000'000'000'000'000}) {
        set(value);
        CHECK(MetricStore{database}.level("ctrip_sponsor_balance", labels) == value);
    }
    CHECK(MetricStore{database}.all().size() == 2);
    CHECK(MetricStore{database}.level("ctrip_sponsor_balance", R"(chain="anvil")") == 0);
}

TEST_CASE("writers of one counter do not wait for each other, and none is lost",
          "[store][metrics][postgres]")
{
    FreshDatabase fresh;
    Database& database = fresh.database();
    insert(fresh, {payment_of(1), payment_of(2)});
    count_blocks(database, 1);
    {
        DbTransaction transaction{database};
        count_blocks(database, 10);
        database.execute("UPDATE payments SET status = 'detected' WHERE id = $1", {id_of(1)});
        OtherSession other{fresh, [](Database& own) {
                               DbTransaction work{own};
                               count_blocks(own, 100);
                               own.execute("UPDATE payments SET status = 'detected' WHERE id = $1",
                                           {id_of(2)});
                               work.commit();
                           }};
        CHECK_FALSE(other.waits_for_lock());
        CHECK(other.join().empty());
        transaction.commit();
    }
    CHECK(value_of(database, "ctrip_scan_blocks_total") == 111);
    CHECK(kept(database) == counted(database));
    // What was split is added to as one again.
    count_blocks(database, 1'000);
    CHECK(value_of(database, "ctrip_scan_blocks_total") == 1'111);
    CHECK(database.query("SELECT value FROM metric_values").size() == 2);
}

TEST_CASE("a counter has at most as many rows as it had writers at once, and none is lost",
          "[store][metrics]")
{
    constexpr int kWriters = 4;
    constexpr int kTimes = 50;
    FreshDatabase fresh;
    std::vector<std::unique_ptr<OtherSession>> writers;
    for (int i = 0; i < kWriters; ++i) {
        writers.push_back(std::make_unique<OtherSession>(fresh, [](Database& own) {
            for (int n = 0; n < kTimes; ++n) {
                DbTransaction work{own};
                count_blocks(own, 1);
                work.commit();
            }
        }));
    }
    for (const auto& writer : writers) {
        CHECK(writer->join().empty());
    }
    CHECK(value_of(fresh.database(), "ctrip_scan_blocks_total") == kWriters * kTimes);
    CHECK(fresh.database().query("SELECT shard FROM metric_values").size() <= kWriters);
}

TEST_CASE("a failure keeps the time of the last success, and a record ends the skipped ones",
          "[store][runs]")
{
    FreshDatabase fresh;
    store::RunStore runs{fresh.database()};
    runs.count_skipped("scan", "anvil");
    CHECK(runs.all().empty());
    runs.record(
        {.job = "scan", .chain = "anvil", .started_ms = 100, .duration_ms = 5, .exit_code = 69});
    CHECK_FALSE(runs.all().front().last_success_ms.has_value());
    runs.record({.job = "scan",
                 .chain = "anvil",
                 .started_ms = 200,
                 .duration_ms = 5,
                 .run_id = "aa",
                 .memory_peak_bytes = 7});
    runs.count_skipped("scan", "anvil");
    runs.count_skipped("scan", "anvil");
    runs.count_skipped("scan", "other");
    REQUIRE(runs.all().size() == 1);
    CHECK(runs.all().front().skipped == 2);
    CHECK(runs.all().front().last_success_ms == 205);
    CHECK(runs.all().front().run_id == "aa");
    CHECK(runs.all().front().memory_peak_bytes == 7U);
    runs.record(
        {.job = "scan", .chain = "anvil", .started_ms = 300, .duration_ms = 5, .exit_code = 70});
    CHECK(runs.all().front().last_success_ms == 205);
    CHECK(runs.all().front().skipped == 0);
    CHECK(runs.all().front().exit_code == 70);
}

TEST_CASE("a run's record and its counts are one commit, and counts that were not stored are kept",
          "[store][metrics]")
{
    FreshDatabase fresh;
    const base::Log log{{.level = base::LogLevel::error}, fresh.clock};
    meter::Meter meter;
    store::MeteredDatabase database{fresh.open(), meter, log};
    const TempFolder folder;
    const telemetry::RunSpool spool{folder.path("."), "here"};
    const telemetry::RecorderParts parts{
        .database = database, .meter = meter, .spool = spool, .clock = fresh.clock, .log = log};
    const auto commits = [&] {
        std::int64_t count = 0;
        for (const meter::Delta& delta : meter.deltas()) {
            count += delta.labels == R"(statement="commit")" && delta.name.ends_with("s_total") &&
                             delta.name.find("statements") != std::string_view::npos
                         ? delta.value
                         : 0;
        }
        return count;
    };
    meter.counter(Family::scan_blocks, {"anvil"}).add(4);
    const std::string run_id = telemetry::new_run_id(fresh.clock.now_ms());
    CHECK(run_id.size() == 32);
    telemetry::RunRecorder first{parts, {.job = "scan", .chain = "anvil", .run_id = run_id}};
    first.finish(0, "");
    CHECK(value_of(fresh.database(), "ctrip_scan_blocks_total") == 4);
    CHECK(value_of(fresh.database(), "ctrip_job_runs_total") == 1);
    CHECK(store::RunStore{fresh.database()}.all().front().run_id == run_id);

    // The run's own row can't be written: its counts are not either.
    meter.clear();
    meter.counter(Family::scan_blocks, {"anvil"}).add(2);
    fresh.database().execute("ALTER TABLE job_runs RENAME TO hidden");
    telemetry::RunRecorder second{parts, {.job = "scan", .chain = "anvil"}};
    second.finish(69, "no node");
    CHECK(commits() == 0);
    CHECK(value_of(fresh.database(), "ctrip_scan_blocks_total") == 4);
    fresh.database().execute("ALTER TABLE hidden RENAME TO job_runs");
    telemetry::RunRecorder third{parts, {.job = "scan", .chain = "anvil"}};
    third.finish(0, "");
    CHECK(value_of(fresh.database(), "ctrip_scan_blocks_total") == 6);
    // The second is counted when it is taken up.
    CHECK(value_of(fresh.database(), "ctrip_job_runs_total") == 2);
    CHECK(spool.all().size() == 1);
}

TEST_CASE("a skipped run does not wait for one that lets nobody write", "[store][metrics]")
{
    FreshDatabase fresh;
    const base::Log log{{.level = base::LogLevel::error}, fresh.clock};
    meter::Meter meter;
    const auto database = fresh.open();
    const TempFolder folder;
    const telemetry::RunSpool spool{folder.path("."), "here"};
    const telemetry::RecorderParts parts{
        .database = *database, .meter = meter, .spool = spool, .clock = fresh.clock, .log = log};
    telemetry::RunRecorder{parts, {.job = "scan", .chain = "anvil"}}.finish(0, "");
    {
        const DbTransaction transaction{fresh.database()};
        fresh.database().lock_writes("job_runs");
        const auto began = std::chrono::steady_clock::now();
        telemetry::record_skipped(parts, {.job = "scan", .chain = "anvil"});
        CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{5});
    }
    CHECK(store::RunStore{fresh.database()}.all().front().skipped == 0);
    telemetry::record_skipped(parts, {.job = "scan", .chain = "anvil"});
    CHECK(store::RunStore{fresh.database()}.all().front().skipped == 1);
    CHECK(value_of(fresh.database(), "ctrip_job_skipped_total") == 2);
}

TEST_CASE("an action after a commit is done once, and not after a rollback", "[store][metrics]")
{
    FreshDatabase fresh;
    Database& database = fresh.database();
    int done = 0;
    database.after_commit([&] { ++done; });
    CHECK(done == 1);
    {
        const DbTransaction transaction{database};
        database.after_commit([&] { ++done; });
    }
    {
        DbTransaction transaction{database};
        database.after_commit([&] { ++done; });
        CHECK(done == 1);
        transaction.commit();
    }
    CHECK(done == 2);
    {
        DbTransaction transaction{database};
        transaction.commit();
    }
    CHECK(done == 2);
}
