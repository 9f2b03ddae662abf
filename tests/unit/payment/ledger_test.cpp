// SPDX-License-Identifier: MIT
#include "payment/ledger.hpp"
#include "unit/payment/bookings.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace ctrip;
using namespace ctrip::test;
using payment::Booking;
using payment::Depth;
using payment::Flag;
using payment::Flags;
using payment::Payment;
using payment::Standing;
using payment::Status;

CATCH_REGISTER_ENUM(ctrip::payment::Status, Status::pending, Status::detected, Status::confirmed,
                    Status::paid, Status::settled, Status::expired, Status::failed)
CATCH_REGISTER_ENUM(ctrip::payment::Standing, Standing::counts, Standing::late,
                    Standing::wrong_token, Standing::early, Standing::own)

TEST_CASE("a transfer counts in the right currency and up to the deadline's second",
          "[payment][ledger]")
{
    const struct
    {
        const char* what;
        std::optional<evm::Address> token;
        base::UnixSeconds time_s;
        bool late_counts;
        Standing expected;
    } cases[]{
        {"before the deadline", kToken, kDeadline - 1, false, Standing::counts},
        {"exactly at the deadline", kToken, kDeadline, false, Standing::counts},
        {"one second too late", kToken, kDeadline + 1, false, Standing::late},
        {"late, where late money counts", kToken, kDeadline + 1, true, Standing::counts},
        {"another token", kOtherToken, kDeadline, false, Standing::wrong_token},
        {"the native currency", std::nullopt, kDeadline, false, Standing::wrong_token},
        {"another token, late, where late counts", kOtherToken, kDeadline + 1, true,
         Standing::wrong_token},
    };
    for (const auto& [what, token, time_s, late_counts, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            evm::Transfer transfer;
            transfer.token = token;
            transfer.block_time_s = time_s;
            CHECK(payment::standing_of(asked(), transfer, {.late_counts = late_counts}) ==
                  expected);
        }
    }
}

TEST_CASE("what is from before the payment, or ctrip's own, is no payer's", "[payment][ledger]")
{
    payment::Payment payment = asked();
    payment.created_at_s = kDeadline - 1'800;
    payment.created_block = 50;
    const base::UnixSeconds earliest_s = payment.created_at_s - 7'200; // Clocks differ by so much.
    const struct
    {
        const char* what;
        evm::BlockNumber block;
        base::UnixSeconds time_s;
        std::optional<evm::Address> token;
        bool is_own;
        Standing expected;
    } cases[]{
        {"the block that was the cursor", 50, kDeadline - 1, kToken, false, Standing::early},
        {"the block after it", 51, kDeadline - 1, kToken, false, Standing::counts},
        {"a block two hours before", 51, earliest_s, kToken, false, Standing::counts},
        {"one more second", 51, earliest_s - 1, kToken, false, Standing::early},
        {"early, another token", 50, kDeadline - 1, kOtherToken, false, Standing::early},
        {"own", 51, kDeadline - 1, kToken, true, Standing::own},
        {"own and early", 50, kDeadline - 1, kToken, true, Standing::own},
        {"own and late", 51, kDeadline + 1, kToken, true, Standing::own},
    };
    for (const auto& [what, block, time_s, token, is_own, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            evm::Transfer transfer;
            transfer.token = token;
            transfer.block_number = block;
            transfer.block_time_s = time_s;
            CHECK(payment::standing_of(payment, transfer, {.is_own = is_own}) == expected);
        }
    }
    evm::Transfer other_unit;
    other_unit.token = kToken;
    other_unit.block_number = 51;
    other_unit.block_time_s = kDeadline;
    CHECK(payment::standing_of(payment, other_unit, {.is_other_unit = true}) ==
          Standing::wrong_token);
    payment.created_block = std::nullopt; // The chain was never scanned: the time alone decides.
    CHECK_FALSE(payment::is_before(payment, 1, earliest_s));
    CHECK(payment::is_before(payment, 1, earliest_s - 1));
}

TEST_CASE("money that is no payer's changes neither sums nor flags", "[payment][ledger]")
{
    for (const Standing standing : {Standing::early, Standing::own}) {
        for (const bool orphaned : {false, true}) {
            Booking booking;
            booking.transfer.amount = evm::Amount{1'000'000};
            booking.standing = standing;
            booking.depth = payment::Depth::final;
            booking.orphaned = orphaned;
            const payment::Assessment assessment = payment::assess(asked(), {&booking, 1});
            CHECK(assessment.status == Status::pending);
            CHECK(assessment.received.is_zero());
            CHECK(assessment.flags == payment::Flags{});
            CHECK_FALSE(assessment.vanished);
            CHECK(payment::steps_to(asked(), assessment).empty());
        }
    }
}

TEST_CASE("a token does not pay a payment in native currency", "[payment][ledger]")
{
    Payment native = asked();
    native.token = std::nullopt;
    evm::Transfer transfer;
    CHECK(payment::standing_of(native, transfer, {}) == Standing::counts);
    transfer.token = kToken;
    CHECK(payment::standing_of(native, transfer, {}) == Standing::wrong_token);
}

TEST_CASE("the status follows from the facts", "[payment][ledger]")
{
    const Money seen98{.amount = 98};
    const struct
    {
        const char* what;
        Given given;
        std::vector<Money> money;
        Status expected;
    } cases[]{
        {"nothing came", {}, {}, Status::pending},
        {"one unit less than enough", {}, {{.amount = 97}}, Status::pending},
        {"exactly what the tolerance lets count", {}, {seen98}, Status::detected},
        {"exactly what was asked", {}, {{.amount = 100}}, Status::detected},
        {"too much", {}, {{.amount = 1'000}}, Status::detected},
        {"two parts that are not enough", {}, {{.amount = 50}, {.amount = 47}}, Status::pending},
        {"two parts that are", {}, {{.amount = 50}, {.amount = 48}}, Status::detected},
        {"another currency",
         {},
         {{.amount = 100, .standing = Standing::wrong_token}},
         Status::pending},
        {"late money", {}, {late(100)}, Status::pending},
        {"late money does not complete what came in time",
         {},
         {{.amount = 97}, late(100)},
         Status::pending},
        {"late money that the policy lets count",
         {},
         {{.amount = 98, .standing = Standing::counts, .time_s = kDeadline + 1}},
         Status::detected},

        {"confirmed depth", {}, {{.amount = 98, .depth = Depth::confirmed}}, Status::confirmed},
        {"one unit less than enough is confirmed",
         {},
         {{.amount = 97, .depth = Depth::confirmed}, {.amount = 10}},
         Status::detected},
        {"the parts confirmed by now are enough",
         {},
         {{.amount = 98, .depth = Depth::confirmed}, {.amount = 10}},
         Status::confirmed},
        {"final depth", {}, {{.amount = 98, .depth = Depth::final}}, Status::paid},
        {"one unit less than enough is final",
         {},
         {{.amount = 97, .depth = Depth::final}, {.amount = 1, .depth = Depth::confirmed}},
         Status::confirmed},
        {"final and swept",
         {.swept = true},
         {{.amount = 98, .depth = Depth::final}},
         Status::settled},
        {"what is in the treasury stays settled, whatever the chain does",
         {.swept = true},
         {{.amount = 98, .depth = Depth::final, .orphaned = true}},
         Status::settled},

        {"the deadline was read without money", {.deadline_read = true}, {}, Status::expired},
        {"the deadline was read with too little",
         {.deadline_read = true},
         {{.amount = 97}},
         Status::expired},
        {"covered in time never expires", {.deadline_read = true}, {seen98}, Status::detected},
        {"late money does not undo an expiry",
         {.status = Status::expired, .deadline_read = true},
         {late(100)},
         Status::expired},
        {"expired, then money in time is found after all",
         {.status = Status::expired, .deadline_read = true},
         {seen98},
         Status::detected},

        {"a reorganisation took the money",
         {.status = Status::detected},
         {{.amount = 98, .orphaned = true}},
         Status::pending},
        {"a reorganisation took confirmed money",
         {.status = Status::confirmed},
         {{.amount = 98, .depth = Depth::confirmed, .orphaned = true}},
         Status::pending},
        {"a reorganisation took the money and the deadline is over",
         {.status = Status::detected, .deadline_read = true},
         {{.amount = 98, .orphaned = true}},
         Status::expired},
        {"final money vanished",
         {.status = Status::paid},
         {{.amount = 98, .depth = Depth::final, .orphaned = true}},
         Status::failed},
        {"final money vanished that was not enough anyway",
         {},
         {{.amount = 97, .depth = Depth::final, .orphaned = true}},
         Status::pending},
        {"final money vanished, and enough of it remains",
         {.status = Status::paid},
         {{.amount = 98, .depth = Depth::final},
          {.amount = 50, .depth = Depth::final, .orphaned = true}},
         Status::paid},
        {"final money in another currency vanished",
         {},
         {{.amount = 98,
           .depth = Depth::final,
           .standing = Standing::wrong_token,
           .orphaned = true}},
         Status::pending},

        {"settled is the end", {.deadline_read = true, .swept = true}, {}, Status::settled},
        {"what vanished and is mined again waits for an operator",
         {.vanished = true},
         {{.amount = 98, .depth = Depth::final}},
         Status::failed},
        {"cancelled, and paid all the same",
         {.cancelled = true},
         {{.amount = 98, .depth = Depth::final}},
         Status::failed},
        {"the status before is no fact: failed", {.status = Status::failed}, {}, Status::pending},
        {"the status before is no fact: settled",
         {.status = Status::settled},
         {seen98},
         Status::detected},

        {"too little is accepted", {.accepted = 60}, {{.amount = 60}}, Status::detected},
        {"one unit less than was accepted", {.accepted = 60}, {{.amount = 59}}, Status::pending},
        {"late money is accepted",
         {.deadline_read = true, .accepted = 100},
         {late(100)},
         Status::detected},
        {"late money that completes what came in time is accepted",
         {.deadline_read = true, .accepted = 98},
         {{.amount = 97}, late(1)},
         Status::detected},
        {"more was accepted than is due: the tolerance holds",
         {.accepted = 200},
         {{.amount = 98}},
         Status::detected},
        {"another currency is not accepted",
         {.accepted = 60},
         {{.amount = 60, .standing = Standing::wrong_token}},
         Status::pending},
        {"accepted late money that was final vanished",
         {.accepted = 100},
         {{.amount = 100,
           .depth = Depth::final,
           .standing = Standing::late,
           .orphaned = true,
           .time_s = kDeadline + 1}},
         Status::failed},
        {"late money that nobody accepted was final and vanished",
         {.deadline_read = true},
         {{.amount = 100,
           .depth = Depth::final,
           .standing = Standing::late,
           .orphaned = true,
           .time_s = kDeadline + 1}},
         Status::expired},
    };
    for (const auto& [what, given, money, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            CHECK(payment::assess(with(given), booked(money)).status == expected);
        }
    }
}

TEST_CASE("flags tell what is not a status", "[payment][ledger]")
{
    const struct
    {
        const char* what;
        std::vector<Money> money;
        Flags expected;
    } cases[]{
        {"nothing came", {}, {}},
        {"one unit came", {{.amount = 1}}, {Flag::underpaid}},
        {"one unit less than enough", {{.amount = 97}}, {Flag::underpaid}},
        {"within the tolerance", {{.amount = 98}}, {}},
        {"exactly", {{.amount = 100}}, {}},
        {"one unit more", {{.amount = 101}}, {Flag::overpaid}},
        {"two transfers", {{.amount = 50}, {.amount = 50}}, {Flag::multiple}},
        {"late", {late(100)}, {Flag::underpaid, Flag::late}},
        {"in time, and more that is late",
         {{.amount = 100}, late(1)},
         {Flag::overpaid, Flag::late, Flag::multiple}},
        {"late money that counts is flagged all the same",
         {{.amount = 100, .time_s = kDeadline + 1}},
         {Flag::late}},
        {"another currency",
         {{.amount = 100, .standing = Standing::wrong_token}},
         {Flag::wrong_token}},
        {"orphaned", {{.amount = 100, .orphaned = true}}, {Flag::reorged}},
        {"orphaned, and mined again",
         {{.amount = 100, .orphaned = true}, {.amount = 100}},
         {Flag::reorged}},
    };
    for (const auto& [what, money, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            CHECK(payment::assess(asked(), booked(money)).flags.to_text() == expected.to_text());
        }
    }
    // What an operator took as enough is enough.
    CHECK(payment::assess(with({.accepted = 60}), booked({{.amount = 60}})).flags == Flags{});
    CHECK(payment::assess(with({.accepted = 60}), booked({{.amount = 59}})).flags ==
          Flags{Flag::underpaid});
    CHECK(payment::assess(with({.accepted = 100}), booked({late(100)})).flags == Flags{Flag::late});
    Payment decided = asked();
    decided.flags = {Flag::manual, Flag::underpaid};
    CHECK(payment::assess(decided, {}).flags == Flags{Flag::manual});
    Payment shaken = asked();
    shaken.flags = {Flag::reorged, Flag::underpaid, Flag::wrong_token};
    CHECK(payment::assess(shaken, booked({{.amount = 100}})).flags == Flags{Flag::reorged});
}

TEST_CASE("received is the sum of canonical money in the right currency, late or not",
          "[payment][ledger]")
{
    const auto assessment = payment::assess(
        asked(),
        booked({{.amount = 40, .block = 10},
                {.amount = 1'000, .standing = Standing::wrong_token, .block = 10},
                {.amount = 7, .orphaned = true, .block = 10},
                {.amount = 58, .block = 12},
                {.amount = 5, .standing = Standing::late, .block = 13, .time_s = kDeadline + 1}}));
    CHECK(assessment.received == evm::Amount{103});
    CHECK(assessment.received_late == evm::Amount{5});
    CHECK(assessment.detected_in_block == 12U);
}

TEST_CASE(
    "the block of detection is where the sum first was enough, whatever the order of bookings",
    "[payment][ledger]")
{
    std::vector<Booking> bookings = booked(
        {{.amount = 60, .block = 20}, {.amount = 97, .block = 10}, {.amount = 1, .block = 15}});
    std::sort(bookings.begin(), bookings.end(), [](const Booking& a, const Booking& b) {
        return a.transfer.block_number < b.transfer.block_number;
    });
    do {
        CHECK(payment::assess(asked(), bookings).detected_in_block == 15U);
    } while (std::next_permutation(bookings.begin(), bookings.end(),
                                   [](const Booking& a, const Booking& b) {
                                       return a.transfer.block_number < b.transfer.block_number;
                                   }));
    bookings = booked({{.amount = 97, .block = 10}});
    CHECK_FALSE(payment::assess(asked(), bookings).detected_in_block.has_value());
}

TEST_CASE("with an operator's word late money says where the sum first was enough",
          "[payment][ledger]")
{
    const auto bookings =
        booked({{.amount = 50, .block = 10},
                {.amount = 50, .standing = Standing::late, .block = 12, .time_s = kDeadline + 1}});
    CHECK_FALSE(payment::assess(asked(), bookings).detected_in_block.has_value());
    CHECK(payment::assess(with({.accepted = 100}), bookings).detected_in_block == 12U);
    CHECK(payment::assess(with({.accepted = 50}), bookings).detected_in_block == 10U);
}

TEST_CASE("that final money vanished is to be remembered, until it is decided", "[payment][ledger]")
{
    const std::vector<Booking> gone =
        booked({{.amount = 98, .depth = Depth::final, .orphaned = true}});
    CHECK(payment::assess(asked(), gone).vanished);
    CHECK(payment::assess(with({.swept = true}), gone).vanished);
    // Mined again, it has forgotten how deep it was.
    CHECK(payment::assess(with({.vanished = true}), booked({{.amount = 98}})).vanished);
    CHECK_FALSE(payment::assess(asked(), booked({{.amount = 98}})).vanished);
    // What never was final only goes away.
    CHECK_FALSE(payment::assess(
                    asked(), booked({{.amount = 98, .depth = Depth::confirmed, .orphaned = true}}))
                    .vanished);
}

TEST_CASE("sums beyond 2^256 are an error and never wrap", "[payment][ledger]")
{
    Booking huge = booked_once({.amount = 1});
    huge.transfer.amount = *evm::Amount::from_quantity("0x" + std::string(64, 'f'));
    const std::vector<Booking> bookings{huge, booked_once({.amount = 1})};
    CHECK_THROWS(payment::assess(asked(), bookings));
}
