// SPDX-License-Identifier: MIT
// Closed payments on their way out of a real database and back: what is closed, what is left alone,
// and that nothing is lost or used again.
#include "integration/archive_fixture.hpp"
#include "store/address_filter.hpp"
#include "store/archive/archive_index.hpp"
#include "store/archive/archive_line.hpp"
#include "store/archive/archive_restore.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using Catch::Matchers::Contains;
using store::ArchiveRecord;
using store::ArchiveRestore;
using store::ArchiveStore;
using store::DbTransaction;

namespace {

constexpr std::string_view kFile = "ctrip-archive-1.jsonl.gz";

/// Two closed payments, 1 settled and 2 expired.
struct Stage
{
    Stage()
        : settled(insert_closed(fresh, 1)), expired(insert_closed(fresh, 2)),
          archive(fresh.database(), fresh.clock), index(fresh.database()),
          restore(fresh.database(), fresh.clock), choice(all_closed(fresh))
    {
    }

    std::vector<ArchiveRecord> read()
    {
        std::vector<ArchiveRecord> records;
        store::ArchivePlace place;
        while (true) {
            std::vector<ArchiveRecord> page = archive.next_closed(choice, place, 1);
            if (page.empty()) {
                return records;
            }
            REQUIRE(page.size() == 1);
            records.push_back(std::move(page.front()));
        }
    }

    std::vector<ArchiveStore::Written> written()
    {
        std::vector<ArchiveStore::Written> all;
        for (ArchiveRecord& record : read()) {
            std::string line = store::to_archive_line(record);
            all.push_back({std::move(record), std::move(line)});
        }
        return all;
    }

    /// What was written.
    std::vector<ArchiveRecord> move_out()
    {
        const std::vector<ArchiveStore::Written> all = written();
        CHECK(archive.move_out(all, choice, kFile) == all.size());
        std::vector<ArchiveRecord> records;
        for (const ArchiveStore::Written& one : all) {
            records.push_back(store::parse_archive_line(one.line));
        }
        return records;
    }

    std::vector<payment::Booking> put_back(const std::vector<ArchiveRecord>& records)
    {
        std::vector<const ArchiveRecord*> all;
        for (const ArchiveRecord& record : records) {
            all.push_back(&record);
        }
        DbTransaction transaction{fresh.database()};
        restore.hold_chains(all);
        for (const ArchiveRestore::Found& found : restore.locate(records, kFile)) {
            REQUIRE(found.place == ArchiveRestore::Place::archived);
        }
        std::vector<payment::Booking> kept = restore.put_back(all);
        transaction.commit();
        return kept;
    }

    FreshDatabase fresh;
    payment::Payment settled;
    payment::Payment expired;
    ArchiveStore archive;
    store::ArchiveIndex index;
    ArchiveRestore restore;
    store::ArchiveChoice choice;
};

payment::Booking money_for(const payment::Payment& payment, std::uint64_t tx)
{
    payment::Booking booking = booking_of(payment, tx);
    booking.transfer.block_number = 20;
    booking.transfer.block_hash = block_of(20);
    return booking;
}

} // namespace

TEST_CASE("only what is closed in every way is archived", "[store][archive]")
{
    const struct
    {
        const char* what;
        const char* sql;
        std::uint64_t closed;
    } cases[]{
        {"as it is", "UPDATE payments SET swept = 1", 2},
        {"failed", "UPDATE payments SET status = 'failed'", 0},
        {"paid", "UPDATE payments SET status = 'paid'", 0},
        {"pending", "UPDATE payments SET status = 'pending'", 0},
        {"to be swept", "UPDATE payments SET sweep_due = 1", 0},
        {"changed at the span's second", "UPDATE payments SET updated_at = 1795320000", 2},
        {"changed later", "UPDATE payments SET updated_at = 1795320001", 0},
        {"watched up to the span's second", "UPDATE payments SET watch_until = 1795320000", 2},
        {"watched longer", "UPDATE payments SET watch_until = 1795320001", 0},
        {"a message waits", "UPDATE webhooks SET state = 'pending' WHERE seq = 2", 0},
        {"no endpoint takes a message", "UPDATE webhooks SET state = 'skipped' WHERE seq = 2", 2},
        {"a sweep is signed", "UPDATE sweeps SET state = 'signed'", 0},
        {"a sweep is sent", "UPDATE sweeps SET state = 'broadcast'", 0},
        {"a sweep is mined", "UPDATE sweeps SET state = 'mined'", 0},
        {"a sweep failed", "UPDATE sweeps SET state = 'failed'", 2},
        {"a sweep was dropped", "UPDATE sweeps SET state = 'dropped'", 2},
        {"a transfer is seen", "UPDATE transfers SET depth = 'seen'", 0},
        {"a transfer is confirmed", "UPDATE transfers SET depth = 'confirmed'", 0},
        {"a transfer was orphaned", "UPDATE transfers SET depth = 'seen', orphaned = 1", 2},
    };
    for (const auto& [what, sql, closed] : cases) {
        DYNAMIC_SECTION(what)
        {
            Stage stage;
            stage.fresh.database().execute(sql);
            CHECK(stage.archive.count_closed(stage.choice) == closed);
            CHECK(stage.read().size() == closed);
        }
    }
}

TEST_CASE("an archive can be of some chains only", "[store][archive]")
{
    Stage stage;
    stage.fresh.database().execute("UPDATE payments SET chain_id = 5 WHERE id = $1",
                                   {stage.expired.id});
    stage.choice.chain_ids = {kChain, 6};
    CHECK(stage.archive.count_closed(stage.choice) == 1);
    REQUIRE(stage.read().size() == 1);
    CHECK(stage.read().front().id() == stage.settled.id);
}

TEST_CASE("a payment comes back from its line as it was", "[store][archive]")
{
    Stage stage;
    const std::vector<std::string> before = payment_rows(stage.fresh.database());
    REQUIRE(before.size() == 2 * 7);
    const std::vector<ArchiveRecord> records = stage.move_out();
    CHECK(payment_rows(stage.fresh.database()).empty());
    CHECK(count_rows(stage.fresh.database(), "archived_payments") == 2);
    CHECK(stage.put_back(records).empty());
    CHECK(payment_rows(stage.fresh.database()) == before);
    CHECK(count_rows(stage.fresh.database(), "archived_payments") == 0);
}

TEST_CASE("what changed after it was written is left as it is", "[store][archive]")
{
    const char* const changes[]{
        "UPDATE payments SET revision = revision + 1",
        "UPDATE payments SET sweep_due = 1",
        "UPDATE transfers SET orphaned = 1",
        "UPDATE webhooks SET state = 'pending' WHERE seq = 2",
        "UPDATE webhooks SET attempts = attempts + 1",
        "UPDATE sweeps SET note = 'another'",
        "DELETE FROM payment_history WHERE seq = 1",
        "DELETE FROM sweeps",
    };
    for (const char* const sql : changes) {
        DYNAMIC_SECTION(sql)
        {
            Stage stage;
            const std::vector<ArchiveStore::Written> written = stage.written();
            stage.fresh.database().execute(sql);
            const std::vector<std::string> before = payment_rows(stage.fresh.database());
            CHECK(stage.archive.move_out(written, stage.choice, kFile) == 0);
            CHECK(payment_rows(stage.fresh.database()) == before);
            CHECK(count_rows(stage.fresh.database(), "archived_payments") == 0);
        }
    }
}

TEST_CASE("a message that was made due again before it was written keeps its payment",
          "[store][archive]")
{
    Stage stage;
    // As if the operator's retry came between the choice and the reading of the rows.
    std::vector<ArchiveStore::Written> written = stage.written();
    stage.fresh.database().execute("UPDATE webhooks SET state = 'pending' WHERE seq = 2");
    for (ArchiveStore::Written& one : written) {
        const store::ArchiveTable& webhooks = store::archive_children()[2];
        one.record.children[2][1][webhooks.table.place("state")] = store::Value{"pending"};
        one.line = store::to_archive_line(one.record);
    }
    CHECK(stage.archive.move_out(written, stage.choice, kFile) == 0);
    CHECK(count_rows(stage.fresh.database(), "payments") == 2);
}

TEST_CASE("what is archived is found by id and by key", "[store][archive]")
{
    Stage stage;
    stage.move_out();
    const auto found = stage.index.find(stage.settled.id);
    REQUIRE(found);
    CHECK(found->address == stage.settled.address);
    CHECK(found->chain_id == kChain);
    CHECK(found->file == kFile);
    CHECK_THAT(store::where_archived(*found),
               Contains(fmt::format("'ctrip archive --restore {} {}'", kFile, stage.settled.id)));
    CHECK_FALSE(stage.index.find(id_of(3)));

    // More than one query takes.
    std::vector<std::string> names;
    for (int n = 3; n < 1'203; ++n) {
        names.push_back(fmt::format("key-{}", n));
    }
    std::vector<std::string_view> keys(names.begin(), names.end());
    CHECK_FALSE(stage.index.find_by_idempotency_keys(keys));
    keys.emplace_back("key-2");
    const auto by_key = stage.index.find_by_idempotency_keys(keys);
    REQUIRE(by_key);
    CHECK(by_key->id == stage.expired.id);
    CHECK_FALSE(stage.index.find_by_idempotency_keys({}));
}

TEST_CASE("money for an archived payment is kept once and forgotten with its block",
          "[store][archive]")
{
    Stage stage;
    stage.move_out();
    DbTransaction transaction{stage.fresh.database()};
    const std::vector<evm::Address> asked{stage.settled.address, address_of(77)};
    const auto found = stage.index.at_addresses(kChain, asked);
    REQUIRE(found.size() == 1);
    CHECK(found.front().id == stage.settled.id);
    CHECK(stage.index.at_addresses(kChain + 1, asked).empty());
    CHECK(stage.index.at_addresses(kChain, {}).empty());

    payment::Booking booking = money_for(stage.settled, 50);
    CHECK(stage.index.keep(booking.transfer, found.front()));
    CHECK_FALSE(stage.index.keep(booking.transfer, found.front()));
    booking.transfer.block_hash = block_of(21);
    booking.transfer.block_number = 21;
    CHECK(stage.index.keep(booking.transfer, found.front()));
    CHECK(count_rows(stage.fresh.database(), "archived_transfers") == 1);
    stage.index.forget_above(kChain + 1, 0);
    stage.index.forget_above(kChain, 21);
    CHECK(count_rows(stage.fresh.database(), "archived_transfers") == 1);
    stage.index.forget_above(kChain, 20);
    CHECK(count_rows(stage.fresh.database(), "archived_transfers") == 0);
}

TEST_CASE("a payment comes back with the money that came meanwhile", "[store][archive]")
{
    Stage stage;
    const std::vector<ArchiveRecord> records = stage.move_out();
    const payment::Booking booking = money_for(stage.settled, 50);
    CHECK(stage.index.keep(booking.transfer, *stage.index.find(stage.settled.id)));
    const std::vector<payment::Booking> kept = stage.put_back(records);
    REQUIRE(kept.size() == 1);
    CHECK(kept.front().payment_id == stage.settled.id);
    CHECK(kept.front().transfer.tx_hash == booking.transfer.tx_hash);
    CHECK(kept.front().transfer.from == booking.transfer.from);
    CHECK(kept.front().transfer.to == stage.settled.address);
    CHECK(kept.front().transfer.amount == 100);
    CHECK(kept.front().transfer.block_number == 20);
    CHECK(kept.front().transfer.block_hash == block_of(20));
    CHECK(kept.front().transfer.block_time_s == 900);
    CHECK(count_rows(stage.fresh.database(), "archived_transfers") == 0);
}

TEST_CASE("a restoration tells where each payment is", "[store][archive]")
{
    Stage stage;
    const std::vector<ArchiveRecord> both = stage.read();
    for (const ArchiveRestore::Found& found : stage.restore.locate(both, kFile)) {
        CHECK(found.place == ArchiveRestore::Place::present);
    }
    const std::vector<ArchiveRecord> records = stage.move_out();
    for (const ArchiveRestore::Found& found : stage.restore.locate(records, "another.gz")) {
        CHECK(found.place == ArchiveRestore::Place::elsewhere);
        REQUIRE(found.archived);
        CHECK(found.archived->file == kFile);
    }
}

TEST_CASE("a restoration refuses what this database did not archive", "[store][archive]")
{
    Stage stage;
    const std::vector<ArchiveRecord> records = stage.move_out();
    store::Database& database = stage.fresh.database();
    const auto refused = [&](const std::string& what) {
        CHECK_THROWS_WITH(stage.restore.locate(records, kFile), Contains(what));
        try {
            static_cast<void>(stage.restore.locate(records, kFile));
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::request);
        }
        CHECK(count_rows(database, "archived_payments") > 0);
    };
    const auto intruder = [&](const char* column) {
        payment::Payment other = payment_of(9);
        if (std::string_view{column} == "address") {
            other.address = stage.settled.address;
        } else if (std::string_view{column} == "derivation_index") {
            other.derivation_index = stage.settled.derivation_index;
        } else {
            other.idempotency_key = stage.settled.idempotency_key;
        }
        insert(stage.fresh, {other});
        refused(fmt::format("'{}': its {} belongs to payment '{}'", stage.settled.id, column,
                            other.id));
    };
    SECTION("never archived")
    {
        database.execute("DELETE FROM archived_payments WHERE id = $1", {stage.settled.id});
        refused("this database never archived it");
    }
    SECTION("another address")
    {
        database.execute("UPDATE archived_payments SET address = $1 WHERE id = $2",
                         {address_of(99), stage.settled.id});
        refused("is not what was archived");
    }
    SECTION("another key")
    {
        database.execute("UPDATE archived_payments SET idempotency_key = NULL WHERE id = $1",
                         {stage.settled.id});
        refused("is not what was archived");
    }
    SECTION("an address that another payment has")
    {
        intruder("address");
    }
    SECTION("an index that another payment has")
    {
        intruder("derivation_index");
    }
    SECTION("a key that another payment has")
    {
        intruder("idempotency_key");
    }
}

TEST_CASE("a filter that is made anew contains archived addresses", "[store][archive]")
{
    Stage stage;
    insert(stage.fresh, {payment_of(3)});
    stage.move_out();
    const store::AddressFilter filter = store::AddressFilter::load(stage.fresh.database());
    for (std::uint64_t n = 1; n <= 3; ++n) {
        CHECK(filter.may_contain(address_of(n)));
    }
}

TEST_CASE("a line that was changed is refused", "[store][archive]")
{
    Stage stage;
    const std::string line = stage.written().front().line;
    static_cast<void>(store::parse_archive_line(line));
    const std::string id = stage.settled.id;
    const struct
    {
        std::string from;
        std::string to;
        const char* what;
    } cases[]{
        {"{\"payment\":", "{\"payment\"", "not JSON"},
        {"\"payment\":", "\"payments\":", "not a payment"},
        {"\"transfers\":[", "\"transferz\":[", "'transfers' is missing"},
        {"\"status\":\"settled\"", "\"status\":\"done\"", "'status' has no such value"},
        {"\"status\":\"settled\"", "\"status\":\"paid\"", "not closed"},
        {"\"amount\":\"100\"", "\"amount\":\"0100\"", "'amount' has no such value"},
        {"\"amount\":\"100\"", "\"amount\":\"0\"", "'amount' has no such value"},
        {"\"amount\":\"100\"", "\"amount\":100", "'amount' has no such value"},
        {"\"amount\":\"100\"", "\"amount\":\"1e2\"", "'amount' has no such value"},
        {"\"chain_id\":31337", "\"chain_id\":31337.0", "'chain_id' has no such value"},
        {"\"chain_id\":31337", "\"chain_id\":-1", "'chain_id' has no such value"},
        {"\"chain_id\":31337", "\"chain_id\":18446744073709551615", "'chain_id' has no such value"},
        {"\"chain_id\":31337", "\"chain_id\":1", "belongs to another chain"},
        {"\"derivation_index\":1", "\"derivation_index\":2147483648", "'derivation_index' has no"},
        {"\"address\":\"0x", "\"address\":\"0X", "'address' has no such value"},
        {"\"tx_hash\":\"0x", "\"tx_hash\":\"0xx", "'tx_hash' has no such value"},
        {"\"deadline_read\":1", "\"deadline_read\":true", "'deadline_read' has no such value"},
        {"\"flags\":\"\"", "\"flags\":\"rich\"", "'flags' has no such value"},
        {"\"reference\":", "\"reference\":\"\\u0000\",\"x\":", "payment: not an object with its"},
        {"\"request_digest\":\"", "\"request_digest\":\"\\u0000", "'request_digest' has no such"},
        {"\"symbol\":\"ETH\",", "", "payment: 'symbol' is missing"},
        {"\"symbol\":\"ETH\",", "\"symbol\":\"ETH\",\"more\":1,",
         "payment: not an object with its"},
        {"\"symbol\":", "\"simbol\":", "'symbol' is missing"},
        {"\"depth\":\"final\"", "\"depth\":\"seen\"", "not closed"},
        {"\"standing\":\"counts\"", "\"standing\":\"\"", "'standing' has no such value"},
        {"\"state\":\"delivered\"", "\"state\":\"pending\"", "not closed"},
        {"\"state\":\"delivered\"", "\"state\":\"gone\"", "'state' has no such value"},
        {"\"kind\":\"native\"", "\"kind\":\"gift\"", "'kind' has no such value"},
        {"\"payment_id\":\"" + id, "\"payment_id\":\"" + id_of(5), "belongs to another payment"},
    };
    for (const auto& [from, to, what] : cases) {
        DYNAMIC_SECTION(from << " to " << to)
        {
            std::string changed = line;
            const std::size_t at = changed.find(from);
            REQUIRE(at != std::string::npos);
            changed.replace(at, from.size(), to);
            CHECK_THROWS_WITH(store::parse_archive_line(changed), Contains(what));
        }
    }
}
