// SPDX-License-Identifier: MIT
// Transfers and deadlines in a real database: booked once, orphaned and booked anew, and both sides
// of every boundary of time.
#include "integration/fresh_database.hpp"
#include "payment/render.hpp"
#include "store/payment_deadlines.hpp"
#include "store/payment_details.hpp"
#include "store/payment_store.hpp"
#include "store/status_writer.hpp"
#include "store/transfer_store.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using payment::Depth;
using store::DbTransaction;
using store::PaymentStore;

namespace {

/// One payment and its store, within one DbTransaction.
struct Stage
{
    Stage()
        : payments(fresh.database()), transfers(fresh.database()), deadlines(fresh.database()),
          statuses(fresh.database(), fresh.clock), asked(payment_of(1))
    {
        insert(fresh, {asked});
        transaction = std::make_unique<DbTransaction>(fresh.database());
    }

    /// The only booking of the payment.
    payment::Booking only()
    {
        const std::vector<payment::Booking> bookings = transfers.bookings(asked.id);
        REQUIRE(bookings.size() == 1);
        return bookings.front();
    }

    FreshDatabase fresh;
    PaymentStore payments;
    store::TransferStore transfers;
    store::PaymentDeadlines deadlines;
    store::StatusWriter statuses;
    payment::Payment asked;
    std::unique_ptr<DbTransaction> transaction;
};

} // namespace

TEST_CASE("a transfer is booked as it was on the chain", "[store][transfers]")
{
    Stage stage;
    payment::Booking booking = booking_of(stage.asked, 1);
    booking.transfer.log_index = 7;
    booking.transfer.token = address_of(5);
    booking.standing = payment::Standing::wrong_token;
    CHECK(stage.transfers.book(booking, kChain));
    const payment::Booking stored = stage.only();
    CHECK(stored.transfer.tx_hash == booking.transfer.tx_hash);
    CHECK(stored.transfer.log_index == 7);
    CHECK(stored.transfer.token == booking.transfer.token);
    CHECK(stored.transfer.from == booking.transfer.from);
    CHECK(stored.transfer.to == booking.transfer.to);
    CHECK(stored.transfer.amount == booking.transfer.amount);
    CHECK(stored.transfer.block_number == 10);
    CHECK(stored.transfer.block_hash == block_of(10));
    CHECK(stored.transfer.block_time_s == 900);
    CHECK(stored.standing == payment::Standing::wrong_token);
    CHECK(stored.depth == Depth::seen);
    CHECK_FALSE(stored.orphaned);
}

TEST_CASE("transfers are listed as they came on the chain, the oldest first", "[store][transfers]")
{
    Stage stage;
    struct Place
    {
        evm::BlockNumber block;
        std::int64_t log_index;
    };
    // Booked as a rescan or a reorganisation may bring them: in any order.
    const std::vector<Place> booked{
        {12, 3},  {10, 7}, {11, evm::kNativeLogIndex}, {10, evm::kNativeLogIndex}, {100, 0},
        {10, 10}, {9, 50}};
    const std::vector<Place> in_order{{9, 50},  {10, evm::kNativeLogIndex}, {10, 7},
                                      {10, 10}, {11, evm::kNativeLogIndex}, {12, 3},
                                      {100, 0}};
    std::uint64_t amount = 1;
    for (const Place& place : booked) {
        payment::Booking booking = booking_of(stage.asked, 100 + amount);
        booking.transfer.amount = amount++;
        booking.transfer.block_number = place.block;
        booking.transfer.block_hash = block_of(place.block);
        booking.transfer.log_index = place.log_index;
        CHECK(stage.transfers.book(booking, kChain));
    }
    const payment::Details details =
        store::details_of(stage.fresh.database(), stage.fresh.clock, stage.asked.id);
    for (const auto& listed : {stage.transfers.bookings(stage.asked.id), details.bookings}) {
        REQUIRE(listed.size() == in_order.size());
        for (std::size_t i = 0; i < in_order.size(); ++i) {
            INFO(i);
            CHECK(listed[i].transfer.block_number == in_order[i].block);
            CHECK(listed[i].transfer.log_index == in_order[i].log_index);
        }
    }
    // And so do people and programs see them.
    const nlohmann::json shown =
        nlohmann::json::parse(payment::to_json(stage.asked, std::nullopt, &details));
    std::vector<evm::BlockNumber> blocks;
    for (const nlohmann::json& transfer : shown.at("transfers")) {
        blocks.push_back(transfer.at("block_number").get<evm::BlockNumber>());
    }
    CHECK(blocks == std::vector<evm::BlockNumber>{9, 10, 10, 10, 11, 12, 100});
}

TEST_CASE("transfers of one block without a place in it are listed by their transaction",
          "[store][transfers]")
{
    Stage stage;
    std::vector<std::string> hashes;
    for (const std::uint64_t tx : {3U, 1U, 2U}) {
        const payment::Booking booking = booking_of(stage.asked, tx);
        hashes.push_back(booking.transfer.tx_hash.to_hex());
        CHECK(stage.transfers.book(booking, kChain));
    }
    std::sort(hashes.begin(), hashes.end());
    std::vector<std::string> listed;
    for (const payment::Booking& booking : stage.transfers.bookings(stage.asked.id)) {
        listed.push_back(booking.transfer.tx_hash.to_hex());
    }
    CHECK(listed == hashes);
}

TEST_CASE("the same transfer twice is one", "[store][transfers]")
{
    Stage stage;
    const payment::Booking booking = booking_of(stage.asked, 1);
    CHECK(stage.transfers.book(booking, kChain));
    stage.transfers.set_depth(kChain, booking.transfer, Depth::confirmed);
    CHECK_FALSE(stage.transfers.book(booking, kChain));
    CHECK(stage.only().depth == Depth::confirmed);
}

TEST_CASE("chain, transaction and log index tell transfers apart", "[store][transfers]")
{
    Stage stage;
    payment::Booking booking = booking_of(stage.asked, 1);
    CHECK(stage.transfers.book(booking, kChain));
    booking.transfer.log_index = 0;
    CHECK(stage.transfers.book(booking, kChain));
    booking.transfer.log_index = 1;
    CHECK(stage.transfers.book(booking, kChain));
    booking.transfer.tx_hash = tx_of(2);
    CHECK(stage.transfers.book(booking, kChain));
    CHECK(stage.transfers.book(booking, 56));
    CHECK(stage.transfers.bookings(stage.asked.id).size() == 5);
}

TEST_CASE("an orphaned transfer that is mined again counts once and begins at the surface",
          "[store][transfers]")
{
    Stage stage;
    payment::Booking booking = booking_of(stage.asked, 1);
    REQUIRE(stage.transfers.book(booking, kChain));
    stage.transfers.set_depth(kChain, booking.transfer, Depth::final);
    CHECK(stage.transfers.orphan_above(kChain, 9) == std::vector{stage.asked.id});
    CHECK(stage.only().orphaned);
    SECTION("in another block")
    {
        booking.transfer.block_number = 12;
        booking.transfer.block_hash = block_of(12);
        booking.transfer.block_time_s = 950;
    }
    SECTION("in the very same block, which came back") {}
    booking.depth = Depth::final; // As it was.
    CHECK(stage.transfers.book(booking, kChain));
    const payment::Booking again = stage.only();
    CHECK_FALSE(again.orphaned);
    CHECK(again.depth == Depth::seen);
    CHECK(again.transfer.block_number == booking.transfer.block_number);
    CHECK(again.transfer.block_hash == booking.transfer.block_hash);
    CHECK(again.transfer.block_time_s == booking.transfer.block_time_s);
    CHECK_FALSE(stage.transfers.book(booking, kChain));
}

TEST_CASE("a transfer that shows up under another block hash moves there", "[store][transfers]")
{
    Stage stage;
    payment::Booking booking = booking_of(stage.asked, 1);
    REQUIRE(stage.transfers.book(booking, kChain));
    stage.transfers.set_depth(kChain, booking.transfer, Depth::confirmed);
    booking.transfer.block_hash = block_of(1010);
    booking.transfer.block_time_s = 1'001;
    booking.standing = payment::Standing::late;
    CHECK(stage.transfers.book(booking, kChain));
    CHECK(stage.only().transfer.block_hash == block_of(1010));
    CHECK(stage.only().standing == payment::Standing::late);
    CHECK(stage.only().depth == Depth::seen);
}

TEST_CASE("only what lies above the common ancestor is orphaned, and told once",
          "[store][transfers]")
{
    Stage stage;
    for (const std::uint64_t block : {9U, 10U, 11U}) {
        payment::Booking booking = booking_of(stage.asked, block);
        booking.transfer.block_number = block;
        booking.transfer.block_hash = block_of(block);
        REQUIRE(stage.transfers.book(booking, kChain));
        REQUIRE(stage.transfers.book(booking, 56));
    }
    CHECK(stage.transfers.orphan_above(kChain, 11).empty());
    // Two transfers of one payment: the payment is named once.
    CHECK(stage.transfers.orphan_above(kChain, 9) == std::vector{stage.asked.id});
    CHECK(stage.transfers.orphan_above(kChain, 9).empty());
    std::size_t orphaned = 0;
    for (const payment::Booking& booking : stage.transfers.bookings(stage.asked.id)) {
        orphaned += booking.orphaned ? 1 : 0;
        CHECK((!booking.orphaned || booking.transfer.block_number > 9));
    }
    CHECK(orphaned == 2); // Those of the other chain are none of this chain's business.
}

TEST_CASE("young transfers are those on the chain that are not final", "[store][transfers]")
{
    Stage stage;
    std::vector<payment::Booking> bookings;
    for (const std::uint64_t block : {13U, 11U, 12U, 10U}) {
        bookings.push_back(booking_of(stage.asked, block));
        bookings.back().transfer.block_number = block;
        REQUIRE(stage.transfers.book(bookings.back(), kChain));
    }
    stage.transfers.set_depth(kChain, bookings[1].transfer, Depth::final);
    stage.transfers.set_depth(kChain, bookings[2].transfer, Depth::confirmed);
    const auto blocks = [&](evm::BlockNumber from, std::size_t max) {
        std::vector<evm::BlockNumber> found;
        for (const store::NonfinalTransfer& young : stage.transfers.young(kChain, from, max)) {
            CHECK(young.confirmations_required == 3);
            found.push_back(young.booking.transfer.block_number);
        }
        return found;
    };
    using Blocks = std::vector<evm::BlockNumber>;
    CHECK(blocks(0, 10) == Blocks{10, 12, 13});
    CHECK(blocks(12, 10) == Blocks{12, 13});
    CHECK(blocks(13, 10) == Blocks{13});
    CHECK(blocks(14, 10).empty());
    CHECK(blocks(0, 2) == Blocks{10, 12});
    CHECK(stage.transfers.young(56, 0, 10).empty());
    CHECK(stage.transfers.orphan_above(kChain, 12).size() == 1);
    CHECK(blocks(0, 10) == Blocks{10, 12});
}

TEST_CASE("depth is written only on the block that was judged", "[store][transfers]")
{
    Stage stage;
    const payment::Booking booking = booking_of(stage.asked, 1);
    REQUIRE(stage.transfers.book(booking, kChain));
    evm::Transfer judged = booking.transfer;
    SECTION("another hash of the same height")
    {
        judged.block_hash = block_of(99);
        stage.transfers.set_depth(kChain, judged, Depth::confirmed);
    }
    SECTION("another chain")
    {
        stage.transfers.set_depth(56, judged, Depth::confirmed);
    }
    SECTION("another log")
    {
        judged.log_index = 0;
        stage.transfers.set_depth(kChain, judged, Depth::confirmed);
    }
    SECTION("orphaned meanwhile")
    {
        REQUIRE(stage.transfers.orphan_above(kChain, 0).size() == 1);
        stage.transfers.set_depth(kChain, judged, Depth::confirmed);
    }
    CHECK(stage.only().depth == Depth::seen);
}

TEST_CASE("a payment is overdue behind its deadline, not at it", "[store][transfers]")
{
    Stage stage;
    payment::Payment paid = payment_of(2);
    paid.status = payment::Status::detected;
    payment::Payment earlier = payment_of(3);
    earlier.expires_at_s = 500;
    stage.payments.insert(std::vector{paid, earlier});
    const auto overdue = [&](base::UnixSeconds time_s, std::size_t max = 10) {
        return stage.deadlines.overdue(kChain, time_s, max);
    };
    using Ids = std::vector<std::string>;
    CHECK(overdue(500).empty());
    CHECK(overdue(501) == Ids{earlier.id});
    CHECK(overdue(1'000) == Ids{earlier.id});
    CHECK(overdue(1'001) == Ids{earlier.id, stage.asked.id});
    CHECK(overdue(1'001, 1) == Ids{earlier.id});
    CHECK(stage.deadlines.overdue(56, 5'000, 10).empty());
    stage.deadlines.set_read(earlier.id);
    CHECK(stage.statuses.reassess(earlier.id, std::nullopt) ==
          std::vector{payment::Event::expired});
    CHECK(overdue(501).empty());
}

TEST_CASE("a payment is watched up to its last second, that second included", "[store][transfers]")
{
    Stage stage;
    payment::Payment token = payment_of(2);
    token.token = address_of(5);
    token.watch_until_s = 3'000;
    stage.payments.insert(std::vector{token});
    const auto watched = [&](base::UnixSeconds time_s, std::size_t max = 10) {
        return stage.payments.watched(kChain, time_s, max).size();
    };
    CHECK(watched(2'000) == 2);
    CHECK(watched(2'000, 1) == 1);
    CHECK(stage.payments.watched(kChain, 2'001, 10) == std::vector{token.address});
    CHECK(watched(3'000) == 1);
    CHECK(watched(3'001) == 0);
    CHECK(stage.payments.watched(56, 0, 10).empty());
    CHECK(stage.payments.watches_native(kChain, 2'000));
    CHECK_FALSE(stage.payments.watches_native(kChain, 2'001));
    CHECK_FALSE(stage.payments.watches_native(56, 0));
    CHECK(stage.payments.oldest_s(kChain) == 1);
    CHECK_FALSE(stage.payments.oldest_s(kChain + 1));
}

TEST_CASE("payments are found by the addresses of one chain", "[store][transfers]")
{
    Stage stage;
    stage.payments.insert(std::vector{payment_of(2)});
    const std::vector<evm::Address> asked{address_of(9), address_of(2), address_of(1)};
    CHECK(stage.payments.at_addresses(kChain, asked).size() == 2);
    CHECK(stage.payments.at_addresses(56, asked).empty());
    CHECK(stage.payments.at_addresses(kChain, {}).empty());
}
