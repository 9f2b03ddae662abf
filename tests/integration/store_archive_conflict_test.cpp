// SPDX-License-Identifier: MIT
// Payments that change while they are archived: what is written to the file is no longer true, so
// they stay.
#include "integration/archive_fixture.hpp"
#include "integration/other_session.hpp"
#include "job/archive.hpp"
#include "store/archive/archive_index.hpp"
#include "store/archive/archive_line.hpp"
#include "store/payment_store.hpp"
#include "store/status_writer.hpp"
#include "store/transfer_store.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using store::ArchiveStore;
using store::DbTransaction;

namespace {

std::vector<ArchiveStore::Written> written(FreshDatabase& fresh)
{
    ArchiveStore archive{fresh.database(), fresh.clock};
    std::vector<ArchiveStore::Written> all;
    store::ArchivePlace place;
    while (true) {
        std::vector<store::ArchiveRecord> page = archive.next_closed(all_closed(fresh), place, 10);
        if (page.empty()) {
            return all;
        }
        for (store::ArchiveRecord& record : page) {
            std::string line = store::to_archive_line(record);
            all.push_back({std::move(record), std::move(line)});
        }
    }
}

/// Late money, as a scan books it.
void book_late(store::Database& database, const base::Clock& clock, const payment::Payment& payment)
{
    store::TransferStore transfers{database};
    store::StatusWriter statuses{database, clock};
    DbTransaction transaction{database};
    statuses.hold(payment.id);
    payment::Booking late = booking_of(payment, 50);
    late.transfer.block_number = 20;
    late.transfer.block_hash = block_of(20);
    late.standing = payment::Standing::late;
    CHECK(transfers.book(late, kChain));
    static_cast<void>(statuses.reassess(payment.id, 20));
    transaction.commit();
}

} // namespace

TEST_CASE("a payment that changes between the writing of the file and its removal stays",
          "[store][archive][conflict]")
{
    FreshDatabase fresh;
    const TempFolder folder;
    const payment::Payment changed = insert_closed(fresh, 1);
    const payment::Payment same = insert_closed(fresh, 2);
    const base::Log quiet{{.level = base::LogLevel::error}, fresh.clock};
    const auto other = fresh.open();
    const struct
    {
        const char* what;
        std::function<void()> change;
    } cases[]{
        {"money comes", [&] { book_late(*other, fresh.clock, changed); }},
        {"an operator has its message sent again",
         [&] {
             other->execute("UPDATE webhooks SET state = 'pending' WHERE payment_id = $1 AND "
                            "state = 'dead'",
                            {changed.id});
         }},
        {"its money leaves the chain",
         [&] {
             other->execute("UPDATE transfers SET orphaned = 1 WHERE payment_id = $1",
                            {changed.id});
         }},
        {"it changes in a way that leaves it closed",
         [&] {
             other->execute("UPDATE payments SET revision = revision + 1 WHERE id = $1",
                            {changed.id});
         }},
    };
    for (const auto& [what, change] : cases) {
        DYNAMIC_SECTION(what)
        {
            bool done = false;
            const job::ArchiveReport report = job::archive(
                {.database = fresh.database(),
                 .clock = fresh.clock,
                 .log = quiet,
                 .on_progress =
                     [&done, &make = change](std::string_view step, std::uint64_t, std::uint64_t) {
                         if (step == "written" && !std::exchange(done, true)) {
                             make();
                         }
                     }},
                {.choice = all_closed(fresh), .folder = folder.path("")});
            CHECK(done);
            CHECK(report.payments == 1);
            CHECK(report.left == 1);
            store::PaymentStore payments{fresh.database()};
            store::TransferStore transfers{fresh.database()};
            CHECK(payments.find(changed.id).has_value());
            CHECK_FALSE(transfers.bookings(changed.id).empty());
            CHECK_FALSE(payments.find(same.id).has_value());
            CHECK_FALSE(store::ArchiveIndex(fresh.database()).find(changed.id));
        }
    }
}

TEST_CASE("a payment that another session is changing is waited for, and stays",
          "[store][archive][conflict][postgres]")
{
    const struct
    {
        const char* what;
        const char* sql; ///< Not committed yet when the archive comes to it.
    } cases[]{
        {"the payment", "UPDATE payments SET revision = revision + 1 WHERE id = $1"},
        {"a message", "UPDATE webhooks SET state = 'pending' WHERE payment_id = $1 AND seq = 2"},
        {"a transfer", "UPDATE transfers SET orphaned = 1 WHERE payment_id = $1"},
        {"a sweep", "UPDATE sweeps SET note = 'another' WHERE payment_id = $1"},
    };
    for (const auto& [what, sql] : cases) {
        DYNAMIC_SECTION(what)
        {
            FreshDatabase fresh;
            const payment::Payment payment = insert_closed(fresh, 1);
            const std::vector<ArchiveStore::Written> all = written(fresh);
            REQUIRE(all.size() == 1);
            auto transaction = std::make_unique<DbTransaction>(fresh.database());
            fresh.database().execute(sql, {payment.id});
            std::uint64_t moved = 1;
            OtherSession other{fresh, [&](store::Database& database) {
                                   moved = ArchiveStore{database, fresh.clock}.move_out(
                                       all, all_closed(fresh), "file.gz");
                               }};
            CHECK(other.waits_for_lock());
            transaction->commit();
            CHECK(other.join().empty());
            CHECK(moved == 0);
            CHECK(count_rows(fresh.database(), "payments") == 1);
            CHECK(count_rows(fresh.database(), "transfers") == 1);
            CHECK(count_rows(fresh.database(), "webhooks") == 2);
            CHECK(count_rows(fresh.database(), "archived_payments") == 0);
        }
    }
}
