// SPDX-License-Identifier: MIT
// What the ledger says of blocks that may have left the chain, in a real database.
#include "integration/fresh_database.hpp"
#include "store/payment_store.hpp"
#include "store/reorganisation_store.hpp"
#include "store/transfer_store.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using payment::Depth;
using store::BlockSpan;
using store::PaymentStore;
using store::ReorganisationStore;

namespace {

/// Three payments, and what is booked on them.
struct Stage
{
    Stage() : payments(fresh.database()), transfers(fresh.database()), books(fresh.database())
    {
        insert(fresh, {payment_of(1), payment_of(2), payment_of(3)});
    }

    payment::Booking book(std::uint64_t payment, evm::BlockNumber block, std::uint64_t tx,
                          std::int64_t log_index = 0)
    {
        payment::Booking booking = booking_of(payment_of(payment), tx);
        booking.transfer.block_number = block;
        booking.transfer.block_hash = block_of(block);
        booking.transfer.log_index = log_index;
        REQUIRE(transfers.book(booking, kChain));
        return booking;
    }

    std::vector<evm::BlockNumber> blocks(const BlockSpan& span, std::size_t max = 10)
    {
        std::vector<evm::BlockNumber> numbers;
        for (const store::BookedBlock& block : books.booked_blocks(kChain, span, max)) {
            CHECK(block.hash == block_of(block.number));
            numbers.push_back(block.number);
        }
        return numbers;
    }

    FreshDatabase fresh;
    PaymentStore payments;
    store::TransferStore transfers;
    ReorganisationStore books;
};

using Blocks = std::vector<evm::BlockNumber>;
using Ids = std::vector<std::string>;

} // namespace

TEST_CASE("the blocks of what is booked come once each, lowest first, between two bounds",
          "[store][reorganisation_store]")
{
    Stage stage;
    stage.book(1, 12, 1);
    stage.book(2, 10, 2);
    stage.book(3, 10, 3);
    stage.book(1, 14, 4);
    CHECK(stage.blocks({.above = 0, .below = std::nullopt}) == Blocks{10, 12, 14});
    CHECK(stage.blocks({.above = 10, .below = std::nullopt}) == Blocks{12, 14});
    CHECK(stage.blocks({.above = 9, .below = 14}) == Blocks{10, 12});
    CHECK(stage.blocks({.above = 9, .below = 15}, 2) == Blocks{10, 12});
    CHECK(stage.books.booked_blocks(56, {.above = 0, .below = std::nullopt}, 10).empty());
    CHECK(stage.books.newest_booked_block(kChain, 13)->number == 12);
    CHECK(stage.books.newest_booked_block(kChain, 12)->hash == block_of(12));
    CHECK_FALSE(stage.books.newest_booked_block(kChain, 9));
    CHECK_FALSE(stage.books.newest_booked_block(56, 99));
    // What has left the chain says nothing about it any more.
    REQUIRE(stage.transfers.orphan_above(kChain, 10).size() == 1);
    CHECK(stage.blocks({.above = 0, .below = std::nullopt}) == Blocks{10});
    CHECK(stage.books.newest_booked_block(kChain, 13)->number == 10);
}

TEST_CASE("final money is found from a block on", "[store][reorganisation_store]")
{
    Stage stage;
    const auto low = stage.book(1, 10, 1);
    const auto high = stage.book(2, 11, 2);
    stage.book(3, 12, 3);
    stage.transfers.set_depth(kChain, low.transfer, Depth::final);
    stage.transfers.set_depth(kChain, high.transfer, Depth::final);
    const auto found = [&](evm::BlockNumber first) {
        return stage.books.final_from(kChain, first, 10).size();
    };
    CHECK(found(10) == 2);
    CHECK(found(11) == 1);
    CHECK(found(12) == 0);
    CHECK(stage.books.final_from(kChain, 0, 1).size() == 1);
    CHECK(stage.books.final_from(56, 0, 10).empty());
    REQUIRE(stage.transfers.orphan_above(kChain, 10).size() == 2);
    CHECK(found(10) == 1);
}

TEST_CASE("young transfers of payments are those on the chain that are not final",
          "[store][reorganisation_store]")
{
    Stage stage;
    const auto final = stage.book(1, 10, 1);
    stage.book(1, 11, 2);
    stage.book(2, 12, 3);
    stage.book(3, 13, 4);
    stage.transfers.set_depth(kChain, final.transfer, Depth::final);
    REQUIRE(stage.transfers.orphan_above(kChain, 12).size() == 1);
    const Ids one{id_of(1)};
    const Ids all{id_of(1), id_of(2), id_of(3)};
    CHECK(stage.books.nonfinal_transfers_of({}).empty());
    REQUIRE(stage.books.nonfinal_transfers_of(one).size() == 1);
    CHECK(stage.books.nonfinal_transfers_of(one).front().transfer.tx_hash == tx_of(2));
    CHECK(stage.books.nonfinal_transfers_of(all).size() == 2);
    // More payments than one statement names.
    Ids many = all;
    for (std::uint64_t n = 100; n < 200; ++n) {
        many.push_back(id_of(n));
    }
    CHECK(stage.books.nonfinal_transfers_of(many).size() == 2);
}

TEST_CASE("balances that were asked above a block are asked again", "[store][reorganisation_store]")
{
    Stage stage;
    auto& database = stage.fresh.database();
    database.execute("UPDATE payments SET asked_block = 20, asked_time = 2000 WHERE id = $1",
                     {id_of(1)});
    database.execute("UPDATE payments SET asked_block = 15, asked_time = 1500 WHERE id = $1",
                     {id_of(2)});
    database.execute("UPDATE payments SET asked_block = NULL WHERE id = $1", {id_of(3)});
    stage.books.forget_asked_above(56, 10, 1'000);
    CHECK(stage.payments.find(id_of(1))->asked_block == 20);
    stage.books.forget_asked_above(kChain, 15, 1'501);
    CHECK(stage.payments.find(id_of(1))->asked_block == 15);
    CHECK(stage.payments.find(id_of(1))->asked_time_s == 1'501);
    CHECK(stage.payments.find(id_of(2))->asked_time_s == 1'500);
    CHECK_FALSE(stage.payments.find(id_of(3))->asked_block);
    // What lay there from before may have left the chain.
    database.execute("UPDATE payments SET base_line = 7 WHERE id = $1", {id_of(2)});
    stage.books.forget_asked_above(kChain, 14, 1'400);
    CHECK(stage.payments.find(id_of(1))->asked_block == 14);
    CHECK(stage.payments.find(id_of(2))->asked_time_s == 1'400);
    CHECK(stage.payments.find(id_of(2))->asked_block == 0);
    CHECK(stage.payments.find(id_of(2))->base_line.is_zero());
}

TEST_CASE("a transaction counts in one block alone", "[store][reorganisation_store]")
{
    Stage stage;
    stage.book(1, 10, 1, 3);
    stage.book(2, 10, 1, 4);
    stage.book(3, 10, 2, 5);
    // The same transaction, booked from a later block: its logs have other places there.
    const auto again = stage.book(1, 12, 1, 7);
    const auto beside = stage.book(2, 12, 1, 8);
    const std::vector<evm::Transfer> transfers{again.transfer, beside.transfer};
    CHECK(stage.books.orphan_elsewhere(kChain, {}).empty());
    CHECK(stage.books.orphan_elsewhere(56, transfers).empty());
    CHECK(stage.books.orphan_elsewhere(kChain, transfers) == Ids{id_of(1), id_of(2)});
    for (const std::uint64_t n : {1U, 2U}) {
        for (const payment::Booking& booking : stage.transfers.bookings(id_of(n))) {
            CHECK(booking.orphaned == (booking.transfer.block_number == 10));
        }
    }
    CHECK_FALSE(stage.transfers.bookings(id_of(3)).front().orphaned);
    CHECK(stage.books.orphan_elsewhere(kChain, transfers).empty());
}
