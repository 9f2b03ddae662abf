// SPDX-License-Identifier: MIT
// A whole system moves to another database and back and is the same; whatever comes between leaves
// one side in charge and nothing lost.
#include "base/error.hpp"
#include "integration/full_database.hpp"
#include "integration/part.hpp"
#include "job/migrate_copy.hpp"
#include "job/serve_health.hpp"
#include "job/shared/lock_names.hpp"
#include "store/payment_store.hpp"
#include "store/schema/moved.hpp"
#include "store/schema/table_copy.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <atomic>
#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using job::CopyOutcome;
using store::Database;
using store::DbTransaction;
using store::Table;
using store::Value;

namespace {

job::CopyReport copy(FreshDatabase& from, FreshDatabase& to,
                     std::function<void(const job::CopyProgress&)> on_progress = {})
{
    const base::Log quiet{{.level = base::LogLevel::error}, from.clock};
    const auto source = from.open();
    const auto target = to.open();
    return job::copy_database(*source, *target,
                              {.chains = {"anvil"}, .on_progress = std::move(on_progress)},
                              from.clock, quiet);
}

/// How a copy is refused.
struct Refusal
{
    ErrorKind kind = ErrorKind::defect;
    std::string message;
};

Refusal refusal(FreshDatabase& from, FreshDatabase& to)
{
    try {
        static_cast<void>(copy(from, to));
    } catch (const Error& error) {
        return {error.kind(), error.what()};
    }
    FAIL("nothing was refused");
    return {};
}

/// As a run leaves both that is killed when it has committed the target.
void copy_without_source(FreshDatabase& from, FreshDatabase& to)
{
    DbTransaction transaction{to.database()};
    to.database().execute("DELETE FROM counters");
    for (const Table& table : store::lasting_tables()) {
        static_cast<void>(
            store::copy_table(from.database(), to.database(), table, [](std::uint64_t) {}));
    }
    store::mark_arriving(to.database(), from.database().public_url(), 1);
    transaction.commit();
}

/// How a command finds a database that it may not work with.
ErrorKind kind_of_refusal(Database& database)
{
    try {
        store::require_not_moved(database);
    } catch (const Error& error) {
        return error.kind();
    }
    return ErrorKind::defect;
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("there and back again everything is the same", "[job][copy]")
{
    FreshDatabase first;
    fill(first);
    const auto before = dump(first.database());
    for (const auto& [table, rows] : before) {
        INFO(table);
        CHECK_FALSE(rows.empty());
    }

    FreshDatabase second{FreshDatabase::Schema::none};
    const job::CopyReport there = copy(first, second);
    CHECK(there.outcome == CopyOutcome::copied);
    CHECK(there.tables.size() == store::lasting_tables().size());
    CHECK(dump(second.database()) == before);

    FreshDatabase third;
    const job::CopyReport back = copy(second, third);
    CHECK(back.rows == there.rows);
    CHECK(dump(third.database()) == before);
    CHECK_FALSE(store::find_moved(third.database()).has_value());
    // It lives on: indexes and numbers go on where they were.
    insert(third, {payment_of(50)});
    CHECK(third.database().query_row("SELECT MAX(number) FROM payments")->integer(0) == 7);
}

TEST_CASE("more rows than a page are copied, and a difference in the last one is found",
          "[job][copy]")
{
    FreshDatabase from;
    // A page has 4,000 rows: one page and a row, or two and a part.
    const std::uint64_t many = plays_all() ? 9'001 : 4'001;
    std::vector<payment::Payment> payments;
    for (std::uint64_t n = 1; n <= many; ++n) {
        payments.push_back(payment_of(n));
    }
    insert(from, payments);
    FreshDatabase to;
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    const job::CopyReport report = copy(from, to, [&](const job::CopyProgress& progress) {
        CHECK(progress.rows_done > done);
        done = progress.rows_done;
        total = progress.rows_total;
    });
    CHECK(report.rows == many + 4); // The three counters and the id.
    CHECK(done == 2 * report.rows);
    CHECK(total == done);
    const Table& table = table_named("payments");
    const auto found = [&] {
        return store::difference(from.database(), to.database(), table, [](std::uint64_t) {});
    };
    CHECK_FALSE(found().has_value());
    to.database().execute("UPDATE payments SET symbol = 'ETX' WHERE id = $1", {id_of(many)});
    CHECK(found() == "symbol is not the same in the row of id " + id_of(many));
    to.database().execute("UPDATE payments SET received = '1' WHERE id = $1", {id_of(many)});
    CHECK(found() == "the sum of received is 0 and 1");
    to.database().execute("DELETE FROM payments WHERE id = $1", {id_of(1)});
    CHECK(found() == fmt::format("the number of rows is {} and {}", many, many - 1));
}

TEST_CASE("the source is closed when the target is complete", "[job][copy]")
{
    FreshDatabase from;
    fill(from);
    FreshDatabase to;
    static_cast<void>(copy(from, to));
    const auto moved = store::find_moved(from.database());
    REQUIRE(moved.has_value());
    CHECK(moved->state == store::MoveState::left);
    CHECK(moved->other == to.database().public_url());
    CHECK(moved->at_s == from.clock.now_s());

    // Who looked for the mark before it was there finds out when he writes.
    for (const Table& table : store::lasting_tables()) {
        INFO(table.name);
        const std::string column{table.columns.front().name};
        for (const std::string& sql :
             {fmt::format("DELETE FROM {}", table.name),
              fmt::format("UPDATE {0} SET {1} = {1}", table.name, column)}) {
            try {
                from.database().execute(sql);
                FAIL_CHECK("written: " << sql);
            } catch (const Error& error) {
                CHECK(error.kind() == ErrorKind::config);
                CHECK(contains(error.what(), "set database.url"));
            }
        }
    }
    CHECK_THROWS_AS(insert(from, {payment_of(60)}), Error);
    CHECK(kind_of_refusal(from.database()) == ErrorKind::config);
    CHECK_NOTHROW(store::require_not_moved(to.database()));

    const config::Config config;
    job::Health health{{.open = [&] { return from.open(); },
                        .unrecorded = [] { return std::vector<store::JobRun>{}; },
                        .disk = [] { return std::optional<job::DiskSpace>{}; },
                        .config = config,
                        .version = "1",
                        .clock = from.clock}};
    CHECK(health.answer("/health", "").status == 503);
    CHECK(contains(health.answer("/health", "").body, "it was copied to"));

    // Again is harmless, whatever happened in the target since.
    insert(to, {payment_of(61)});
    CHECK(copy(from, to).outcome == CopyOutcome::moved_before);
    // Elsewhere, and into the closed one, is refused.
    FreshDatabase other;
    CHECK(refusal(from, other).kind == ErrorKind::config);
    CHECK(refusal(to, from).kind == ErrorKind::request);
    FreshDatabase third;
    static_cast<void>(copy(to, third));
    CHECK(third.database().query_row("SELECT COUNT(*) FROM payments")->integer(0) == 8);
}

TEST_CASE("a target that was used is refused, and neither side changes", "[job][copy]")
{
    FreshDatabase from;
    fill(from);
    const auto before = dump(from.database());
    FreshDatabase to;
    SECTION("by a payment")
    {
        insert(to, {payment_of(70)});
    }
    SECTION("by a chain that was scanned")
    {
        put(to.database(), "chains", {{kChain, "anvil", {}, {}, {}, {}, {}, 1, {}, 0, {}, 0, {}}});
    }
    SECTION("by an address that was given out")
    {
        static_cast<void>(store::PaymentStore{to.database()}.reserve_indexes(1));
    }
    const auto target = dump(to.database());
    const Refusal refused = refusal(from, to);
    CHECK(refused.kind == ErrorKind::request);
    CHECK(contains(refused.message, "not empty"));
    CHECK(dump(from.database()) == before);
    CHECK(dump(to.database()) == target);
    CHECK_FALSE(store::find_moved(from.database()).has_value());
}

TEST_CASE("idle runs on the target do not stand in the way", "[job][copy]")
{
    FreshDatabase from;
    fill(from);
    FreshDatabase to;
    put(to.database(), "job_runs", {{"scan", "other", 1, 2, 69, "no node", {}, {}, 0, {}}});
    put(to.database(), "metric_values", {{"ctrip_job_runs_total", "", "", 0, 3}});
    to.database().execute("INSERT INTO address_filter (id, next_number, capacity, bits) "
                          "VALUES (1, 5, 9, $1)",
                          {Value{base::Bytes{1, 2}}});
    CHECK(copy(from, to).outcome == CopyOutcome::copied);
    CHECK(dump(from.database()) == dump(to.database()));
    CHECK_FALSE(to.database().query_row("SELECT 1 FROM address_filter").has_value());
}

TEST_CASE("an abort while it copies leaves the target empty, and it can be run again",
          "[job][copy]")
{
    FreshDatabase from;
    fill(from);
    const auto before = dump(from.database());
    FreshDatabase to;
    const auto empty = dump(to.database());
    constexpr int kStepsMax = 1'000;
    const int stride = plays_all() ? 1 : 4;
    int steps = static_cast<int>(test_seed() % static_cast<std::uint64_t>(stride));
    for (bool done = false; !done && steps < kStepsMax; steps += stride) {
        int left = steps;
        try {
            static_cast<void>(copy(from, to, [&](const job::CopyProgress&) {
                if (left-- == 0) {
                    throw std::runtime_error{"stop"};
                }
            }));
            done = true;
        } catch (const std::runtime_error& error) {
            REQUIRE(error.what() == std::string{"stop"});
            REQUIRE(dump(to.database()) == empty);
            REQUIRE(dump(from.database()) == before);
            REQUIRE_FALSE(store::find_moved(from.database()).has_value());
        }
    }
    CHECK(steps > 20); // Each table is copied and compared.
    CHECK(dump(to.database()) == before);
    CHECK(store::find_moved(from.database()).has_value());
}

TEST_CASE("a run that was cut off before the source knew is done anew, whatever came since",
          "[job][copy]")
{
    FreshDatabase from;
    fill(from);
    FreshDatabase to;
    copy_without_source(from, to);
    CHECK(kind_of_refusal(to.database()) == ErrorKind::unavailable);
    CHECK_NOTHROW(store::require_not_moved(from.database()));
    // The source works on, since it knows of nothing.
    insert(from, {payment_of(60)});
    from.database().execute("UPDATE chains SET head_block = 99");
    const auto before = dump(from.database());
    CHECK(copy(from, to).outcome == CopyOutcome::copied);
    CHECK(dump(to.database()) == before);
    CHECK_NOTHROW(store::require_not_moved(to.database()));
    CHECK(kind_of_refusal(from.database()) == ErrorKind::config);
}

TEST_CASE("an unfinished copy is not emptied for another source, nor with a payment of its own",
          "[job][copy]")
{
    FreshDatabase from;
    fill(from);
    FreshDatabase to;
    copy_without_source(from, to);
    SECTION("another source")
    {
        FreshDatabase other;
        const Refusal refused = refusal(other, to);
        CHECK(refused.kind == ErrorKind::request);
        CHECK(contains(refused.message, "an unfinished copy of"));
    }
    SECTION("a payment that waited to be written there")
    {
        insert(to, {payment_of(60)});
        CHECK(contains(refusal(from, to).message, id_of(60)));
    }
    SECTION("the same number was given to another in the source")
    {
        insert(to, {payment_of(60)});
        insert(from, {payment_of(61)});
        CHECK(contains(refusal(from, to).message, id_of(60)));
    }
    SECTION("nor is it copied elsewhere")
    {
        FreshDatabase third;
        CHECK(refusal(to, third).kind == ErrorKind::unavailable);
    }
    CHECK(to.database().query_row("SELECT COUNT(*) FROM payments")->integer(0) >= 7);
    CHECK_FALSE(store::find_moved(from.database()).has_value());
}

TEST_CASE("a run that was cut off before the last step is finished by the next one", "[job][copy]")
{
    FreshDatabase from;
    fill(from);
    FreshDatabase to;
    static_cast<void>(copy(from, to));
    store::mark_arriving(to.database(), from.database().public_url(), 1);
    CHECK(kind_of_refusal(from.database()) == ErrorKind::config);
    CHECK(kind_of_refusal(to.database()) == ErrorKind::unavailable);
    CHECK(copy(from, to).outcome == CopyOutcome::finished);
    CHECK_NOTHROW(store::require_not_moved(to.database()));
    CHECK(dump(from.database()) == dump(to.database()));
    CHECK(copy(from, to).outcome == CopyOutcome::moved_before);
}

TEST_CASE("every job's lock holds the copy off, on either side", "[job][copy]")
{
    FreshDatabase from;
    put(from.database(), "chains",
        {{kChain + 5, "known to the database", {}, {}, {}, {}, {}, 1, {}, 0, {}, 0, {}}});
    FreshDatabase to;
    const std::vector<std::string> names{
        "scan-anvil", "confirm-anvil",   "sweep-anvil",      "sweep-known to the database",
        "archive",    "send-webhooks-0", "send-webhooks-63", "copy"};
    for (const std::string& name : names) {
        for (FreshDatabase* side : {&from, &to}) {
            INFO(name);
            const auto other = side->open();
            const auto lock = other->try_lock(name);
            REQUIRE(lock != nullptr);
            const Refusal refused = refusal(from, to);
            CHECK(refused.kind == ErrorKind::locked);
            CHECK(contains(refused.message, "'" + name + "'"));
        }
    }
    CHECK(copy(from, to).outcome == CopyOutcome::copied);
}

TEST_CASE("while it copies every lock is held", "[job][copy]")
{
    FreshDatabase from;
    fill(from);
    FreshDatabase to;
    int looked = 0;
    static_cast<void>(copy(from, to, [&](const job::CopyProgress&) {
        if (looked++ > 0) {
            return;
        }
        for (const std::string& name : job::all_lock_names({"anvil", "never scanned"})) {
            INFO(name);
            CHECK(from.database().try_lock(name) == nullptr);
            CHECK(to.database().try_lock(name) == nullptr);
        }
    }));
    CHECK(looked > 0);
    CHECK(from.database().try_lock("scan-anvil") != nullptr);
}

TEST_CASE("a payment that is made meanwhile waits, and is not lost in the source", "[job][copy]")
{
    FreshDatabase from;
    fill(from);
    FreshDatabase to;
    std::atomic<bool> asked = false;
    std::future<std::string> writer;
    static_cast<void>(copy(from, to, [&](const job::CopyProgress&) {
        if (writer.valid()) {
            return;
        }
        writer = std::async(std::launch::async, [&] {
            const auto own = from.open();
            const StoppedClock clock;
            asked = true;
            try {
                DbTransaction transaction{*own};
                const std::vector<payment::Payment> payments{payment_of(60)};
                store::PaymentStore{*own}.insert(payments);
                transaction.commit();
                return std::string{"stored"};
            } catch (const Error& error) {
                return std::string{error.what()};
            }
        });
        while (!asked) {
            std::this_thread::yield();
        }
    }));
    REQUIRE(writer.valid());
    CHECK(contains(writer.get(), "was moved"));
    CHECK(dump(from.database()) == dump(to.database()));
}

TEST_CASE("one database can't be both sides", "[job][copy]")
{
    FreshDatabase fresh;
    CHECK(refusal(fresh, fresh).kind == ErrorKind::request);
}
