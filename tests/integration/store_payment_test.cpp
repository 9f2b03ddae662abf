// SPDX-License-Identifier: MIT
// Payments in a real database: what is stored comes back, nothing is given out twice, and a step of
// a payment's life is written whole or not at all.
#include "base/error.hpp"
#include "integration/fresh_database.hpp"
#include "payment/render.hpp"
#include "store/payment_details.hpp"
#include "store/payment_store.hpp"
#include "store/status_writer.hpp"
#include "store/sweep_plan_store.hpp"
#include "store/sweep_queue.hpp"
#include "store/transfer_store.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using payment::Status;
using store::DbTransaction;
using store::PaymentFilter;
using store::PaymentStore;
using store::SweepPlan;
using store::SweepPlanState;
using store::SweepPlanStore;

namespace {

template <typename Payments>
std::vector<std::string> ids(const Payments& payments)
{
    std::vector<std::string> found;
    std::transform(payments.begin(), payments.end(), std::back_inserter(found),
                   [](const payment::Deposit& payment) { return payment.id; });
    return found;
}

std::int64_t count(store::Database& database, const std::string& table)
{
    return database.query_row("SELECT COUNT(*) FROM " + table)->integer(0);
}

} // namespace

TEST_CASE("a payment comes back as it was stored", "[store][payment_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    payment::Payment asked = payment_of(1);
    asked.token = address_of(77);
    asked.symbol = "USDT";
    asked.decimals = 6;
    // The largest amount there is.
    asked.amount = *evm::Amount::from_quantity("0x" + std::string(64, 'f'));
    asked.amount_min = asked.amount - 1;
    asked.derivation_index = 2'147'483'647;
    asked.reference = "ORDER'; DROP TABLE payments; --";
    asked.metadata = {{"b", "ü \"quoted\""}, {"a", ""}};
    asked.webhook_url = "https://shop.example/hooks";
    asked.idempotency_key = "key-1";
    insert(fresh, {asked});

    const auto found = payments.find(asked.id);
    REQUIRE(found);
    CHECK(found->status == Status::pending);
    CHECK(found->token == asked.token);
    CHECK(found->symbol == "USDT");
    CHECK(found->decimals == 6);
    CHECK(found->derivation_index == 2'147'483'647);
    CHECK(found->address == asked.address);
    CHECK(found->amount == asked.amount);
    CHECK(found->amount_min == asked.amount_min);
    CHECK(found->received.is_zero());
    CHECK(found->reference == asked.reference);
    CHECK(found->metadata == asked.metadata);
    CHECK(found->webhook_url == asked.webhook_url);
    CHECK(found->expires_at_s == 1'000);
    CHECK(found->watch_until_s == 2'000);
    CHECK_FALSE(found->deadline_read);
    CHECK(payments.find_by_idempotency_key("key-1")->id == asked.id);
    CHECK_FALSE(payments.find_by_idempotency_key("KEY-1"));
    CHECK_FALSE(payments.find(id_of(2)));
}

TEST_CASE("any number of payments is found by their keys", "[store][payment_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    std::vector<payment::Payment> made;
    std::vector<std::string> keys{"no such key"};
    for (std::uint64_t n = 1; n <= 130; ++n) {
        made.push_back(payment_of(n));
        keys.push_back("key-" + std::to_string(n));
        made.back().idempotency_key = keys.back();
    }
    insert(fresh, made);
    const auto found = [&](std::size_t from, std::size_t count) {
        const auto part = std::span{keys}.subspan(from, count);
        const std::vector<std::string_view> some(part.begin(), part.end());
        std::set<std::string> ids;
        for (const payment::Payment& payment : payments.find_by_idempotency_keys(some)) {
            CHECK(ids.insert(payment.id).second);
        }
        return ids;
    };
    CHECK(found(0, 0).empty());
    CHECK(found(0, 1).empty());
    CHECK(found(1, 1) == std::set{id_of(1)});
    CHECK(found(0, 3) == std::set{id_of(1), id_of(2)});
    CHECK(found(1, 64).size() == 64);
    CHECK(found(0, 66).size() == 65);
    CHECK(found(0, keys.size()).size() == 130);
}

TEST_CASE("what makes a payment its own can't be stored twice", "[store][payment_store]")
{
    FreshDatabase fresh;
    payment::Payment first = payment_of(1);
    first.idempotency_key = "key";
    insert(fresh, {first});
    payment::Payment second = payment_of(2);
    SECTION("the idempotency key")
    {
        second.idempotency_key = "key";
    }
    SECTION("the derivation index")
    {
        second.derivation_index = first.derivation_index;
    }
    SECTION("the address on the chain")
    {
        second.address = first.address;
    }
    SECTION("the identifier")
    {
        second.id = first.id;
    }
    CHECK_THROWS_AS(insert(fresh, {payment_of(3), second}), Error);
    // All of the batch or nothing.
    CHECK(count(fresh.database(), "payments") == 1);
    insert(fresh, {payment_of(3)});
}

TEST_CASE("many payments may be without an idempotency key", "[store][payment_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1), payment_of(2)});
    CHECK(count(fresh.database(), "payments") == 2);
}

TEST_CASE("a list is filtered, newest first, and goes on where it ended", "[store][payment_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    std::vector<payment::Payment> made;
    for (std::uint64_t n = 1; n <= 6; ++n) {
        made.push_back(payment_of(n));
    }
    made[1].chain_id = 56;
    made[2].status = Status::paid;
    made[3].status = Status::expired;
    made[4].reference = "ORDER";
    insert(fresh, made);
    const auto list = [&](const PaymentFilter& filter) { return ids(payments.list(filter)); };
    using Ids = std::vector<std::string>;

    CHECK(list({}) == Ids{id_of(6), id_of(5), id_of(4), id_of(3), id_of(2), id_of(1)});
    CHECK(list({.statuses = {Status::paid, Status::expired}}) == Ids{id_of(4), id_of(3)});
    CHECK(list({.statuses = {Status::settled}}).empty());
    CHECK(list({.chain_ids = {56}}) == Ids{id_of(2)});
    CHECK(list({.chain_ids = {56, kChain}}).size() == 6);
    CHECK(list({.reference = "ORDER"}) == Ids{id_of(5)});
    CHECK(list({.reference = "order"}).empty());
    // Made at second n: the second itself belongs to "since".
    CHECK(list({.since_s = 5}) == Ids{id_of(6), id_of(5)});
    CHECK(list({.statuses = {Status::pending}, .chain_ids = {kChain}, .since_s = 5}) ==
          Ids{id_of(6), id_of(5)});
    CHECK(list({.limit = 4}) == Ids{id_of(6), id_of(5), id_of(4), id_of(3)});
    CHECK(list({.after = id_of(3), .limit = 4}) == Ids{id_of(2), id_of(1)});
    CHECK(list({.after = id_of(1)}).empty());
    CHECK(list({.chain_ids = {kChain}, .after = id_of(4), .limit = 2}) == Ids{id_of(3), id_of(1)});
}

TEST_CASE("a derivation index is never given out twice", "[store][payment_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    CHECK(payments.reserve_indexes(1) == 0);
    CHECK(payments.reserve_indexes(5) == 1);
    CHECK(payments.reserve_indexes(1) == 6);
    {
        // In a DbTransaction that fails they are given back: nobody has seen an address of theirs.
        DbTransaction transaction{fresh.database()};
        CHECK(payments.reserve_indexes(3) == 7);
    }
    CHECK(payments.reserve_indexes(1) == 7);
    CHECK(PaymentStore{*fresh.open()}.reserve_indexes(1) == 8);
}

TEST_CASE("the last derivation index is given out, and nothing behind it", "[store][payment_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    fresh.database().execute(
        "UPDATE counters SET value = 2147483647 WHERE name = 'derivation_index'");
    CHECK(payments.reserve_indexes(1) == 2'147'483'647U);
    CHECK_THROWS_AS(payments.reserve_indexes(1), Error);
}

TEST_CASE("indexes reserved by many threads at once are all different", "[store][payment_store]")
{
    constexpr int kThreads = 6;
    constexpr int kEach = 15;
    FreshDatabase fresh;
    std::vector<std::vector<std::uint32_t>> taken(kThreads);
    std::vector<std::string> errors(kThreads);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            try {
                const auto database = fresh.open();
                PaymentStore payments{*database};
                for (int i = 0; i < kEach; ++i) {
                    const std::uint32_t first = payments.reserve_indexes(2);
                    taken[t].insert(taken[t].end(), {first, first + 1});
                }
            } catch (const std::exception& error) {
                errors[t] = error.what();
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    std::set<std::uint32_t> all;
    for (std::size_t t = 0; t < kThreads; ++t) {
        CHECK(errors[t].empty());
        all.insert(taken[t].begin(), taken[t].end());
    }
    CHECK(all.size() == 2 * kThreads * kEach);
    CHECK(*all.rbegin() == 2 * kThreads * kEach - 1);
}

TEST_CASE("payments are numbered in the order in which they are stored", "[store][payment_store]")
{
    FreshDatabase fresh;
    // Later identifiers and lower indexes first: only the storing counts.
    insert(fresh, {payment_of(9), payment_of(4)});
    {
        DbTransaction rolled_back{fresh.database()};
        PaymentStore{fresh.database()}.insert(std::vector{payment_of(5)});
    }
    insert(fresh, {payment_of(7)});
    std::vector<std::string> order;
    for (const store::Row& row :
         fresh.database().query("SELECT id, number FROM payments ORDER BY number")) {
        CHECK(row.integer(1) == static_cast<std::int64_t>(order.size()));
        order.push_back(row.text(0));
    }
    CHECK(order == std::vector{id_of(9), id_of(4), id_of(7)});
}

TEST_CASE("a reassessment writes status, history and message together", "[store][payment_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    store::TransferStore transfers{fresh.database()};
    store::StatusWriter statuses{fresh.database(), fresh.clock};
    const payment::Payment asked = payment_of(1);
    insert(fresh, {asked});
    payment::Booking booking = booking_of(asked, 1);
    booking.transfer.amount = 40;
    const auto write = [&] {
        REQUIRE(transfers.book(booking, kChain));
        booking = booking_of(asked, 2);
        booking.transfer.amount = 60;
        CHECK(statuses.reassess(asked.id, 10) == std::vector{payment::Event::partially_paid});
        REQUIRE(transfers.book(booking, kChain));
        CHECK(statuses.reassess(asked.id, 12) == std::vector{payment::Event::detected});
    };
    SECTION("rolled back, nothing is left")
    {
        {
            DbTransaction transaction{fresh.database()};
            write();
        }
        CHECK(count(fresh.database(), "transfers") == 0);
        CHECK(count(fresh.database(), "payment_history") == 0);
        CHECK(count(fresh.database(), "webhooks") == 0);
        const auto found = payments.find(asked.id);
        CHECK(found->status == Status::pending);
        CHECK(found->received.is_zero());
        CHECK(found->seq == 0);
    }
    SECTION("committed, all is there, and the sequence grows by one")
    {
        DbTransaction transaction{fresh.database()};
        write();
        transaction.commit();
        const auto found = payments.find(asked.id);
        CHECK(found->status == Status::detected);
        CHECK(found->received == evm::Amount{100});
        CHECK(found->seq == 2);
        CHECK(found->detected_in_block == 10);
        CHECK(found->updated_at_s == fresh.clock.now_s());
        const payment::Details details =
            store::details_of(fresh.database(), fresh.clock, found->id);
        REQUIRE(details.history.size() == 2);
        CHECK(details.history[0].seq == 1);
        CHECK(details.history[0].event == payment::Event::partially_paid);
        CHECK(details.history[1].seq == 2);
        CHECK(details.history[1].to == Status::detected);
        REQUIRE(details.webhooks.size() == 2);
        CHECK(details.webhooks[0].seq == 1);
        CHECK(details.webhooks[1].event == "payment.detected");
        CHECK(details.webhooks[1].state == "pending");
        CHECK(details.bookings.size() == 2);
        // Asked again without a new fact, nothing happens.
        CHECK(statuses.reassess(asked.id, 13).empty());
        CHECK(count(fresh.database(), "webhooks") == 2);
        CHECK(payments.find(asked.id)->revision == found->revision);
    }
}

TEST_CASE("of two writers of one payment only the first can win", "[store][payment_store]")
{
    FreshDatabase fresh;
    store::TransferStore transfers{fresh.database()};
    store::StatusWriter statuses{fresh.database(), fresh.clock};
    const payment::Payment asked = payment_of(1);
    insert(fresh, {asked});
    DbTransaction transaction{fresh.database()};
    REQUIRE(transfers.book(booking_of(asked, 1), kChain));
    // As another process would between our reading and our writing: the history row is written in
    // between.
    fresh.database().execute_script(
        on_postgres()
            ? "CREATE FUNCTION pg_temp.meanwhile() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
              "UPDATE payments SET revision = revision + 1 WHERE id = new.payment_id; "
              "RETURN NULL; END $$; "
              "CREATE TRIGGER meanwhile AFTER INSERT ON payment_history FOR EACH ROW "
              "EXECUTE FUNCTION pg_temp.meanwhile()"
            : "CREATE TEMP TRIGGER meanwhile AFTER INSERT ON payment_history BEGIN "
              "UPDATE payments SET revision = revision + 1 WHERE id = new.payment_id; END");
    CHECK_THROWS_WITH(statuses.reassess(asked.id, 10),
                      Catch::Contains(asked.id) && Catch::Contains("run again"));
}

TEST_CASE("a payment with sweepable money is due, once there is final money on it",
          "[store][payment_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    store::TransferStore transfers{fresh.database()};
    store::SweepQueue queue{fresh.database()};
    store::StatusWriter statuses{fresh.database(), fresh.clock};
    const payment::Payment asked = payment_of(1);
    insert(fresh, {asked, payment_of(2)});
    const payment::Booking booking = booking_of(asked, 1);
    const base::UnixSeconds now_s = fresh.clock.now_s();
    DbTransaction transaction{fresh.database()};
    REQUIRE(transfers.book(booking, kChain));
    transfers.set_depth(kChain, booking.transfer, payment::Depth::confirmed);
    CHECK(statuses.reassess(asked.id, 12).back() == payment::Event::confirmed);
    queue.mark(asked.id);
    CHECK(queue.due(kChain, 0, 10, now_s).empty());
    transfers.set_depth(kChain, booking.transfer, payment::Depth::final);
    CHECK(statuses.reassess(asked.id, 14) == std::vector{payment::Event::paid});
    queue.mark(asked.id);
    CHECK(ids(queue.due(kChain, 0, 10, now_s)) == std::vector{asked.id});
    CHECK(queue.due(56, 0, 10, now_s).empty());
    queue.set_swept(asked.id, asked.token);
    CHECK(statuses.reassess(asked.id, 15) == std::vector{payment::Event::settled});
    const payment::Deposit seen = queue.due(kChain, 0, 10, now_s).at(0);
    queue.mark(asked.id); // More came while a sweep looked at what was there.
    queue.clear(seen);
    CHECK(ids(queue.due(kChain, 0, 10, now_s)) == std::vector{asked.id});
    queue.clear(*queue.find(asked.id));
    CHECK(queue.due(kChain, 0, 10, now_s).empty());
    transaction.commit();
}

TEST_CASE("only final money makes a payment due, in whatever currency", "[store][payment_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    store::TransferStore transfers{fresh.database()};
    store::SweepQueue queue{fresh.database()};
    store::StatusWriter statuses{fresh.database(), fresh.clock};
    const payment::Payment asked = payment_of(1);
    insert(fresh, {asked});
    payment::Booking booking = booking_of(asked, 1);
    const base::UnixSeconds now_s = fresh.clock.now_s();
    DbTransaction transaction{fresh.database()};
    const auto is_due = [&] {
        queue.mark(asked.id);
        return !queue.due(kChain, 0, 10, now_s).empty();
    };
    REQUIRE(transfers.book(booking, kChain));
    transfers.set_depth(kChain, booking.transfer, payment::Depth::final);
    statuses.reassess(asked.id, 14);
    queue.set_swept(asked.id, asked.token);
    REQUIRE(statuses.reassess(asked.id, 14) == std::vector{payment::Event::settled});
    REQUIRE(is_due());
    queue.clear(*queue.find(asked.id));
    // Mined again in another block: it can still be undone.
    booking.transfer.block_number = 11;
    booking.transfer.block_hash = block_of(11);
    REQUIRE(transfers.book(booking, kChain));
    CHECK_FALSE(is_due());
    payment::Booking other = booking_of(asked, 2);
    other.standing = payment::Standing::wrong_token;
    REQUIRE(transfers.book(other, kChain));
    CHECK_FALSE(is_due());
    transfers.set_depth(kChain, other.transfer, payment::Depth::final);
    CHECK(is_due());
    transaction.commit();
}

TEST_CASE("what failed after it was paid is not swept", "[store][payment_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    store::TransferStore transfers{fresh.database()};
    store::SweepQueue queue{fresh.database()};
    store::StatusWriter statuses{fresh.database(), fresh.clock};
    const payment::Payment asked = payment_of(1);
    insert(fresh, {asked});
    const payment::Booking booking = booking_of(asked, 1);
    const base::UnixSeconds now_s = fresh.clock.now_s();
    DbTransaction transaction{fresh.database()};
    REQUIRE(transfers.book(booking, kChain));
    transfers.set_depth(kChain, booking.transfer, payment::Depth::final);
    REQUIRE(statuses.reassess(asked.id, 14).back() == payment::Event::paid);
    queue.mark(asked.id);
    REQUIRE(queue.due(kChain, 0, 10, now_s).size() == 1);
    REQUIRE(transfers.orphan_above(kChain, 9).size() == 1);
    REQUIRE(statuses.reassess(asked.id, 14) == std::vector{payment::Event::failed});
    CHECK(payments.find(asked.id)->sweep_due);
    CHECK(queue.due(kChain, 0, 10, now_s).empty());
    transaction.commit();
}

TEST_CASE("what is asked about later is due then, or when more money comes",
          "[store][payment_store]")
{
    FreshDatabase fresh;
    PaymentStore payments{fresh.database()};
    store::TransferStore transfers{fresh.database()};
    store::SweepQueue queue{fresh.database()};
    store::StatusWriter statuses{fresh.database(), fresh.clock};
    SweepPlanStore plans{fresh.database()};
    const payment::Payment asked = payment_of(1);
    insert(fresh, {asked});
    const payment::Booking booking = booking_of(asked, 1);
    const base::UnixSeconds now_s = fresh.clock.now_s();
    DbTransaction transaction{fresh.database()};
    REQUIRE(transfers.book(booking, kChain));
    transfers.set_depth(kChain, booking.transfer, payment::Depth::final);
    REQUIRE_FALSE(statuses.reassess(asked.id, 14).empty());
    queue.mark(asked.id);
    plans.put({.payment_id = asked.id,
               .token = std::nullopt,
               .state = SweepPlanState::blocked,
               .strategy = "direct",
               .reason = "below min_value",
               .updated_at_s = now_s - 900,
               .ask_at_s = now_s + 1,
               .searched_to_block = 17});
    CHECK(queue.due(kChain, 0, 10, now_s).empty());
    CHECK(ids(queue.due(kChain, 0, 10, now_s + 1)) == std::vector{asked.id});
    queue.mark(asked.id);
    CHECK(ids(queue.due(kChain, 0, 10, now_s)) == std::vector{asked.id});
    const std::vector<SweepPlan> stored = plans.of_payments(std::vector{asked.id});
    REQUIRE(stored.size() == 1);
    CHECK((stored[0].updated_at_s == now_s - 900 && stored[0].searched_to_block == 17));
    transaction.commit();
}
