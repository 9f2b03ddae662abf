// SPDX-License-Identifier: MIT
// Works that stand in each other's way on a server: one is undone whole, and doing it again is
// enough.
#include "integration/fresh_database.hpp"
#include "store/payment_store.hpp"
#include "store/status_writer.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <barrier>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using store::Conflict;
using store::DbTransaction;
using store::PaymentStore;

namespace {

/// One of two that hold the same two payments, each the other's last one first, so that both wait
/// for each other at their first attempt.
struct Side
{
    Side(const FreshDatabase& fresh, std::string first_id, std::string second_id)
        : database(fresh.open()), clock(fresh.clock), first(std::move(first_id)),
          second(std::move(second_id))
    {
    }

    void attempt(std::barrier<>& both_hold_one)
    {
        ++attempts;
        DbTransaction transaction{*database};
        store::StatusWriter statuses{*database, clock};
        statuses.hold(first);
        mark(first);
        if (attempts == 1) {
            both_hold_one.arrive_and_wait();
        }
        statuses.hold(second);
        mark(second);
        transaction.commit();
        done = true;
    }

    void mark(const std::string& id)
    {
        database->execute("UPDATE payments SET reference = COALESCE(reference, '') || 'x' "
                          "WHERE id = $1",
                          {id});
    }

    std::unique_ptr<store::Database> database;
    const StoppedClock& clock;
    std::string first;
    std::string second;
    int attempts = 0;
    int conflicts = 0;
    bool done = false;
    std::string error; ///< Anything but a conflict.
};

/// Both sides at once, each by this function.
void run_both(std::array<Side, 2>& sides, const std::function<void(Side&)>& go)
{
    std::array<std::thread, 2> threads;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        threads.at(i) = std::thread{[&go, &side = sides.at(i)] {
            try {
                go(side);
            } catch (const Conflict&) {
                ++side.conflicts;
            } catch (const std::exception& error) {
                side.error = error.what();
            }
        }};
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const Side& side : sides) {
        CHECK(side.error.empty());
    }
}

std::string marks(FreshDatabase& fresh, std::uint64_t n)
{
    return fresh.database()
        .query_row("SELECT COALESCE(reference, '') FROM payments WHERE id = $1", {id_of(n)})
        ->text(0);
}

std::array<Side, 2> opposite_sides(FreshDatabase& fresh)
{
    std::vector<payment::Payment> payments{payment_of(1), payment_of(2)};
    for (payment::Payment& payment : payments) {
        payment.reference.reset();
    }
    insert(fresh, payments);
    return {Side{fresh, id_of(1), id_of(2)}, Side{fresh, id_of(2), id_of(1)}};
}

} // namespace

TEST_CASE("of two works that wait for each other one is undone whole",
          "[store][conflict][postgres]")
{
    FreshDatabase fresh;
    std::array<Side, 2> sides = opposite_sides(fresh);
    std::barrier both_hold_one{2};
    run_both(sides, [&](Side& side) { side.attempt(both_hold_one); });
    CHECK(sides.at(0).conflicts + sides.at(1).conflicts == 1);
    CHECK(sides.at(0).done != sides.at(1).done);
    CHECK(marks(fresh, 1) == "x");
    CHECK(marks(fresh, 2) == "x");
}

TEST_CASE("works that wait for each other are both done where they are done again",
          "[store][conflict][postgres]")
{
    FreshDatabase fresh;
    std::array<Side, 2> sides = opposite_sides(fresh);
    std::barrier both_hold_one{2};
    run_both(sides,
             [&](Side& side) { store::retry_conflicts([&] { side.attempt(both_hold_one); }); });
    // Mostly three: who does it again may take his first row before the other wakes up, and then
    // both wait for each other once more.
    CHECK(sides.at(0).attempts + sides.at(1).attempts >= 3);
    CHECK((sides.at(0).done && sides.at(1).done));
    CHECK(marks(fresh, 1) == "xx");
    CHECK(marks(fresh, 2) == "xx");
}

TEST_CASE("who finds a payment held sees what its holder wrote", "[store][conflict][postgres]")
{
    FreshDatabase fresh;
    std::array<Side, 2> sides = opposite_sides(fresh);
    Side& holder = sides.at(0);
    std::optional<payment::Payment> seen;
    DbTransaction transaction{*holder.database};
    store::StatusWriter{*holder.database, holder.clock}.hold(id_of(1));
    std::thread other{[&, &side = sides.at(1)] {
        DbTransaction waiting{*side.database};
        seen = store::StatusWriter{*side.database, side.clock}.find_held(id_of(1));
        waiting.commit();
    }};
    std::this_thread::sleep_for(std::chrono::milliseconds{200}); // It asks meanwhile, and waits.
    holder.mark(id_of(1));
    transaction.commit();
    other.join();
    REQUIRE(seen);
    CHECK(seen->reference == "x");
}

TEST_CASE("a serialisation failure is a conflict, and done again where it is asked for",
          "[store][conflict][postgres]")
{
    FreshDatabase fresh;
    std::array<Side, 2> sides = opposite_sides(fresh);
    Side& ours = sides.at(0);
    const auto attempt = [&] {
        ++ours.attempts;
        DbTransaction transaction{*ours.database};
        ours.database->execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        static_cast<void>(ours.database->query("SELECT id FROM payments LIMIT 1"));
        if (ours.attempts == 1) {
            sides.at(1).mark(id_of(1)); // Somebody else, after what we have seen.
        }
        ours.mark(id_of(1));
        transaction.commit();
    };
    SECTION("left alone")
    {
        CHECK_THROWS_AS(attempt(), Conflict);
        CHECK(marks(fresh, 1) == "x");
        CHECK(ours.database->is_usable());
    }
    SECTION("done again")
    {
        store::retry_conflicts(attempt);
        CHECK(ours.attempts == 2);
        CHECK(marks(fresh, 1) == "xx");
    }
}
