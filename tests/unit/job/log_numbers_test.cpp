// SPDX-License-Identifier: MIT
#include "job/scan/log_numbers.hpp"

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

using namespace ctrip;

namespace {

struct Event
{
    std::int64_t index = 0;
    std::uint64_t amount = 0;
    std::uint8_t to = 1;
};

evm::Transfer transfer_of(const Event& event)
{
    evm::Transfer transfer;
    transfer.log_index = event.index;
    transfer.token = evm::Address{};
    transfer.to.bytes.fill(event.to);
    transfer.amount = evm::Amount{event.amount};
    return transfer;
}

std::vector<std::int64_t> numbered(const std::vector<Event>& booked,
                                   const std::vector<Event>& shown, bool is_partial = false)
{
    std::vector<payment::Booking> bookings;
    for (const Event& event : booked) {
        bookings.push_back({.transfer = transfer_of(event), .payment_id = "p"});
    }
    std::vector<evm::Transfer> transfers;
    for (const Event& event : shown) {
        transfers.push_back(transfer_of(event));
    }
    std::vector<evm::Transfer*> places;
    for (evm::Transfer& transfer : transfers) {
        places.push_back(&transfer);
    }
    static_cast<void>(
        job::number_as_booked(places, bookings, [&](const evm::Address&) { return is_partial; }));
    std::vector<std::int64_t> indexes;
    for (const evm::Transfer& transfer : transfers) {
        indexes.push_back(transfer.log_index);
    }
    return indexes;
}

} // namespace

TEST_CASE("events that another node numbers differently get the indexes they are booked under",
          "[job][log_numbers]")
{
    using Indexes = std::vector<std::int64_t>;
    CHECK(numbered({}, {{0, 5}, {1, 5}}) == Indexes{0, 1});
    CHECK(numbered({{7, 5}}, {{7, 5}}) == Indexes{7});
    CHECK(numbered({{7, 5}}, {{0, 5}}) == Indexes{7});
    // Two equal events of one transaction.
    CHECK(numbered({{7, 5}, {8, 5}}, {{0, 5}, {1, 5}}) == Indexes{7, 8});
    CHECK(numbered({{7, 5}}, {{7, 5}, {8, 5}}) == Indexes{7, 8});
    CHECK(numbered({{8, 5}}, {{7, 5}, {8, 5}}) == Indexes{7, 8});
    // One is new, and its index is another event's.
    CHECK(numbered({{1, 5}}, {{0, 5}, {1, 9}}) == Indexes{1, 2});
    CHECK(numbered({{1, 5, 1}}, {{0, 5, 1}, {1, 5, 2}}) == Indexes{1, 2});
    // A fee-on-transfer token's event is booked with less.
    CHECK(numbered({{7, 4}}, {{0, 5}}, true) == Indexes{7});
    CHECK(numbered({{7, 4}}, {{0, 5}}) == Indexes{0});
}

TEST_CASE("events of another block, or orphaned, are not the same", "[job][log_numbers]")
{
    payment::Booking booking{.transfer = transfer_of({7, 5}), .payment_id = "p"};
    const auto index = [&] {
        evm::Transfer shown = transfer_of({0, 5});
        std::vector<evm::Transfer*> places{&shown};
        static_cast<void>(job::number_as_booked(places, {&booking, 1},
                                                [](const evm::Address&) { return false; }));
        return shown.log_index;
    };
    CHECK(index() == 7);
    booking.orphaned = true;
    CHECK(index() == 0);
    booking.orphaned = false;
    booking.transfer.block_hash.bytes.fill(1);
    CHECK(index() == 0);
}

TEST_CASE("a log of native money has its amount, whatever tokens may book less of",
          "[job][log_numbers]")
{
    const auto native = [](std::int64_t index, std::uint64_t amount) {
        evm::Transfer transfer = transfer_of({.index = index, .amount = amount});
        transfer.token.reset();
        return transfer;
    };
    const std::vector<payment::Booking> booked{{.transfer = native(5, 7), .payment_id = "p"}};
    std::vector<evm::Transfer> shown{native(0, 8), native(1, 7)};
    std::vector<evm::Transfer*> places{&shown[0], &shown[1]};
    CHECK(job::number_as_booked(places, booked, [](const evm::Address&) { return true; }) == 1);
    CHECK(shown[0].log_index == 0);
    CHECK(shown[1].log_index == 5);
}
