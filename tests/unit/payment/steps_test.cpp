// SPDX-License-Identifier: MIT
// What is told of a payment on its way from one status to another.
#include "payment/ledger.hpp"
#include "unit/payment/bookings.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using payment::Depth;
using payment::Payment;
using payment::Standing;
using payment::Status;
using payment::Step;

namespace {

std::string told(const std::vector<Step>& steps)
{
    std::string text;
    for (const Step& step : steps) {
        text += fmt::format("{}{}: {} > {}", text.empty() ? "" : ", ",
                            payment::to_string(step.event).substr(8), payment::to_string(step.from),
                            payment::to_string(step.to));
    }
    return text;
}

/// What `payment` becomes, and which steps are told on the way.
std::string steps_of(Payment payment, const std::vector<Money>& money)
{
    return told(payment::steps_to(payment, payment::assess(payment, booked(money))));
}

} // namespace

TEST_CASE("each status passed on the way is a step of its own, in order", "[payment][steps]")
{
    const Money final98{.amount = 98, .depth = Depth::final};
    const struct
    {
        const char* what;
        Given given;
        std::vector<Money> money;
        std::string expected;
    } cases[]{
        {"nothing new", {}, {}, ""},
        {"detected", {}, {{.amount = 98}}, "detected: pending > detected"},
        {"from nothing to the treasury in one go",
         {.swept = true},
         {final98},
         "detected: pending > detected, confirmed: detected > confirmed, paid: confirmed > paid, "
         "settled: paid > settled"},
        {"on from where it stood",
         {.status = Status::confirmed},
         {final98},
         "paid: confirmed > paid"},
        {"expired", {.deadline_read = true}, {}, "expired: pending > expired"},
        {"out of expired",
         {.status = Status::expired, .deadline_read = true},
         {{.amount = 98, .depth = Depth::confirmed}},
         "detected: expired > detected, confirmed: detected > confirmed"},
        {"back to pending",
         {.status = Status::confirmed},
         {{.amount = 98, .orphaned = true}},
         "reverted: confirmed > pending"},
        {"back to detected",
         {.status = Status::confirmed},
         {{.amount = 98}},
         "reverted: confirmed > detected"},
        {"back, and the deadline is over",
         {.status = Status::detected, .deadline_read = true},
         {{.amount = 98, .orphaned = true}},
         "reverted: detected > pending, expired: pending > expired"},
        {"final money vanished",
         {.status = Status::paid},
         {{.amount = 98, .depth = Depth::final, .orphaned = true}},
         "failed: paid > failed"},
        {"cancelled", {.cancelled = true}, {}, "failed: pending > failed"},
        {"cancelled after detection",
         {.status = Status::confirmed, .cancelled = true},
         {{.amount = 98, .depth = Depth::confirmed}},
         "failed: confirmed > failed"},
        {"cancelled after it had expired",
         {.status = Status::expired, .deadline_read = true, .cancelled = true},
         {},
         "failed: expired > failed"},
        {"taken up again with nothing on the chain",
         {.status = Status::failed},
         {},
         "reverted: failed > pending"},
        {"taken up again with nothing on the chain and the deadline over",
         {.status = Status::failed, .deadline_read = true},
         {},
         "expired: failed > expired"},
        {"an expiry that is taken back",
         {.status = Status::expired},
         {},
         "reverted: expired > pending"},
        {"accepted after it had failed",
         {.status = Status::failed, .accepted = 60},
         {{.amount = 60}},
         "detected: failed > detected"},
        {"accepted after it had failed, with money that is final by now",
         {.status = Status::failed, .accepted = 60},
         {{.amount = 60, .depth = Depth::final}},
         "detected: failed > detected, confirmed: detected > confirmed, paid: confirmed > paid"},
        {"failed, and its money is in the treasury",
         {.status = Status::failed, .swept = true, .vanished = true},
         {final98},
         "detected: failed > detected, confirmed: detected > confirmed, paid: confirmed > paid, "
         "settled: paid > settled"},
    };
    for (const auto& [what, given, money, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            Payment payment = with(given);
            // Known already, so that no money is new.
            const auto known = payment::assess(payment, booked(money));
            payment.received = known.received;
            payment.received_late = known.received_late;
            CHECK(steps_of(payment, money) == expected);
        }
    }
}

TEST_CASE("money that moves no status is told by itself, once", "[payment][steps]")
{
    const struct
    {
        const char* what;
        Given given;
        std::vector<Money> money;
        std::string expected;
    } cases[]{
        {"a part", {}, {{.amount = 97}}, "partially_paid: pending > pending"},
        {"enough is no part", {}, {{.amount = 98}}, "detected: pending > detected"},
        {"another currency",
         {},
         {{.amount = 97, .standing = Standing::wrong_token}},
         "wrong_token: pending > pending"},
        {"another currency beside enough",
         {},
         {{.amount = 98}, {.amount = 1, .standing = Standing::wrong_token}},
         "detected: pending > detected, wrong_token: detected > detected"},
        {"late, while pending", {}, {late(100)}, "late: pending > pending"},
        {"late, after expiry",
         {.status = Status::expired, .deadline_read = true},
         {late(100)},
         "late: expired > expired"},
        {"late, after all was settled",
         {.status = Status::settled, .swept = true},
         {{.amount = 98, .depth = Depth::final}, late(1)},
         "late: settled > settled"},
        {"late, after it was cancelled",
         {.status = Status::failed, .cancelled = true},
         {late(100)},
         "received_after_end: failed > failed"},
        {"in time, after it was cancelled",
         {.status = Status::failed, .cancelled = true},
         {{.amount = 97}},
         "received_after_end: failed > failed"},
        {"too little, found only when the deadline was read",
         {.deadline_read = true},
         {{.amount = 97}},
         "expired: pending > expired"},
    };
    for (const auto& [what, given, money, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            Payment payment = with(given);
            CHECK(steps_of(payment, money) == expected);

            // Once told, asking again tells nothing.
            const auto after = payment::assess(payment, booked(money));
            payment.status = after.status;
            payment.received = after.received;
            payment.received_late = after.received_late;
            payment.other_transfers = after.other_transfers;
            CHECK(steps_of(payment, money).empty());
        }
    }
}

TEST_CASE("money that went away is no part payment", "[payment][steps]")
{
    Payment payment = asked();
    payment.received = 60;
    CHECK(steps_of(payment, {{.amount = 20}, {.amount = 40, .orphaned = true}}).empty());
    CHECK(steps_of(payment, {{.amount = 61}}) == "partially_paid: pending > pending");
}

TEST_CASE("reasons say how much of what arrived", "[payment][steps]")
{
    const Payment payment = asked();
    const auto steps =
        payment::steps_to(payment, payment::assess(payment, booked({{.amount = 97}})));
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].reason == "97 of 100 USDT so far");
}
