// SPDX-License-Identifier: MIT
// The status of a payment over all combinations of its facts, against rules that are written down
// here once more, in another way.
#include "payment/ledger.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

using namespace ctrip;
using payment::DepthSums;
using payment::Facts;
using payment::Status;

namespace {

/// What is enough without an operator's word.
constexpr std::uint64_t kEnough = 100;

/// Small numbers, so that the rules of this test need nothing of the program.
struct Sums
{
    std::uint64_t arrived = 0;
    std::uint64_t confirmed = 0;
    std::uint64_t final = 0;
    std::uint64_t lost = 0;
};

struct Case
{
    Sums in_time;
    Sums late;
    bool deadline_read = false;
    bool swept = false;
    bool cancelled = false;
    bool vanished = false;
    std::optional<std::uint64_t> accepted;
};

DepthSums to_sums(const Sums& sums)
{
    return {.arrived = sums.arrived,
            .confirmed = sums.confirmed,
            .final = sums.final,
            .lost = sums.lost};
}

Status status_of(const Case& c)
{
    Facts facts{.amount_min = kEnough,
                .in_time = to_sums(c.in_time),
                .late = to_sums(c.late),
                .deadline_read = c.deadline_read,
                .swept = c.swept,
                .cancelled = c.cancelled,
                .vanished = c.vanished};
    if (c.accepted) {
        facts.accepted = evm::Amount{*c.accepted};
    }
    return payment::status_of(facts);
}

std::string text_of(const Sums& s)
{
    return fmt::format("{}/{}/{} lost {}", s.arrived, s.confirmed, s.final, s.lost);
}

std::string text_of(const Case& c)
{
    return fmt::format("in time {}; late {}; {}{}{}{}accepted {}", text_of(c.in_time),
                       text_of(c.late), c.deadline_read ? "deadline read, " : "",
                       c.swept ? "swept, " : "", c.cancelled ? "cancelled, " : "",
                       c.vanished ? "vanished, " : "",
                       c.accepted ? std::to_string(*c.accepted) : "nothing");
}

/// What of the arrived is confirmed, and of that final: never more.
std::vector<Sums> sums_over(const std::vector<std::uint64_t>& amounts,
                            const std::vector<std::uint64_t>& lost)
{
    std::vector<Sums> all;
    for (const std::uint64_t arrived : amounts) {
        for (const std::uint64_t confirmed : amounts) {
            for (const std::uint64_t final : amounts) {
                for (const std::uint64_t gone : lost) {
                    if (final <= confirmed && confirmed <= arrived) {
                        all.push_back({arrived, confirmed, final, gone});
                    }
                }
            }
        }
    }
    return all;
}

/// Every combination: sums below, at and above what is due, each fact, and an operator who accepted
/// nothing, less, one unit less, exactly and more than is due.
void for_each_case(const std::function<void(const Case&)>& look)
{
    const std::vector<Sums> in_time = sums_over({0, 59, 60, 99, 100, 101}, {0, 1, 100});
    const std::vector<Sums> late = sums_over({0, 1, 41}, {0, 41});
    const std::vector<std::optional<std::uint64_t>> accepted{std::nullopt, 60, 99, 100, 101};
    for (const Sums& punctual : in_time) {
        for (const Sums& tardy : late) {
            for (unsigned bits = 0; bits < 16; ++bits) {
                for (const auto& taken : accepted) {
                    look({.in_time = punctual,
                          .late = tardy,
                          .deadline_read = (bits & 1U) != 0,
                          .swept = (bits & 2U) != 0,
                          .cancelled = (bits & 4U) != 0,
                          .vanished = (bits & 8U) != 0,
                          .accepted = taken});
                }
            }
        }
    }
}

/// Fails with the first few of those that `is_right` calls wrong; a check of its own for each would
/// take longer than the rest of the tests.
void check_all(const std::function<bool(const Case&, Status)>& is_right)
{
    std::size_t looked_at = 0;
    std::size_t wrong = 0;
    for_each_case([&](const Case& c) {
        ++looked_at;
        const Status status = status_of(c);
        if (!is_right(c, status) && ++wrong <= 5) {
            UNSCOPED_INFO(text_of(c) << ": " << payment::to_string(status));
        }
    });
    CHECK(looked_at > 100'000);
    CHECK(wrong == 0);
}

bool on_road(Status status)
{
    return status <= Status::settled;
}

/// The contract's table, each status with the condition it is named for, told as a sentence about
/// plain numbers; exactly one of them may hold.
std::vector<Status> statuses_that_hold(const Case& c)
{
    const std::uint64_t due = c.accepted && *c.accepted < kEnough ? *c.accepted : kEnough;
    const std::uint64_t and_late = c.accepted ? 1 : 0;
    const auto sum = [&](std::uint64_t Sums::*part) {
        return c.in_time.*part + and_late * (c.late.*part);
    };
    const std::uint64_t missing =
        due > sum(&Sums::arrived) ? due - sum(&Sums::arrived) : std::uint64_t{0};
    const bool lost_what_mattered =
        missing > 0 && sum(&Sums::lost) > 0 && sum(&Sums::lost) >= missing;
    const bool given_up = c.cancelled || c.vanished || lost_what_mattered;
    const bool alive = !c.swept && !given_up;
    std::vector<Status> holding;
    const auto if_holds = [&](bool holds, Status status) {
        if (holds) {
            holding.push_back(status);
        }
    };
    if_holds(c.swept, Status::settled);
    if_holds(!c.swept && given_up, Status::failed);
    if_holds(alive && missing > 0 && !c.deadline_read, Status::pending);
    if_holds(alive && missing > 0 && c.deadline_read, Status::expired);
    if_holds(alive && missing == 0 && sum(&Sums::confirmed) < due, Status::detected);
    if_holds(alive && sum(&Sums::confirmed) >= due && sum(&Sums::final) < due, Status::confirmed);
    if_holds(alive && sum(&Sums::final) >= due, Status::paid);
    return holding;
}

} // namespace

TEST_CASE("the status is what the contract says of the facts, in every combination of them",
          "[payment][status]")
{
    std::array<std::size_t, 7> times{};
    check_all([&](const Case& c, Status status) {
        ++times.at(static_cast<std::size_t>(status));
        return statuses_that_hold(c) == std::vector{status};
    });
    // Each status came, so none of them was never tried.
    CHECK(*std::min_element(times.begin(), times.end()) > 500);
}

TEST_CASE("what holds for the status whatever the facts are", "[payment][status]")
{
    SECTION("only the treasury settles, and nothing undoes it")
    {
        check_all(
            [](const Case& c, Status status) { return c.swept == (status == Status::settled); });
    }
    SECTION("money in time that is enough never expires, and nothing expires before its deadline "
            "was read")
    {
        check_all([](const Case& c, Status status) {
            return status != Status::expired || (c.deadline_read && c.in_time.arrived < kEnough);
        });
    }
    SECTION("nothing fails by itself but by final money that is gone")
    {
        check_all([](const Case& c, Status status) {
            return status != Status::failed || c.cancelled || c.vanished ||
                   c.in_time.lost + c.late.lost > 0;
        });
    }
    SECTION("what is given up stays so until an operator decides, whatever arrives")
    {
        check_all([](const Case& c, Status status) {
            return c.swept || !(c.cancelled || c.vanished) || status == Status::failed;
        });
    }
    SECTION("late money changes nothing without an operator's word")
    {
        check_all([](const Case& c, Status status) {
            Case without = c;
            without.late = {};
            return c.accepted || status == status_of(without);
        });
    }
    SECTION("accepting more than is due raises nothing")
    {
        check_all([](const Case& c, Status status) {
            Case exactly = c;
            exactly.accepted = kEnough;
            return !c.accepted || *c.accepted <= kEnough || status == status_of(exactly);
        });
    }
    SECTION("an operator's word never takes a payment back")
    {
        check_all([](const Case& c, Status status) {
            Case without = c;
            without.accepted.reset();
            const Status before = status_of(without);
            // Money that was lost may come to matter, because less is due or late money counts.
            return !on_road(before) || before <= status ||
                   (status == Status::failed && c.in_time.lost + c.late.lost > 0);
        });
    }
    SECTION("more money, or deeper money, never takes a payment back")
    {
        check_all([](const Case& c, Status status) {
            Case more = c;
            ++more.in_time.arrived;
            Case deeper = c;
            deeper.in_time.confirmed = c.in_time.arrived;
            Case deepest = deeper;
            deepest.in_time.final = c.in_time.arrived;
            const auto goes_on = [status](Status is) {
                return status == is || (on_road(is) && (!on_road(status) || is > status));
            };
            return goes_on(status_of(more)) && goes_on(status_of(deeper)) &&
                   goes_on(status_of(deepest));
        });
    }
}

TEST_CASE("each boundary of the facts has two sides", "[payment][status]")
{
    const Sums enough_seen{.arrived = 100};
    const Sums enough_confirmed{.arrived = 100, .confirmed = 100};
    const Sums enough_final{.arrived = 100, .confirmed = 100, .final = 100};
    const struct
    {
        const char* what;
        Case facts;
        Status expected;
    } cases[]{
        {"nothing", {}, Status::pending},
        {"one unit less than enough", {.in_time = {.arrived = 99}}, Status::pending},
        {"enough", {.in_time = enough_seen}, Status::detected},
        {"more than enough", {.in_time = {.arrived = 101}}, Status::detected},
        {"one unit less is confirmed",
         {.in_time = {.arrived = 100, .confirmed = 99}},
         Status::detected},
        {"enough is confirmed", {.in_time = enough_confirmed}, Status::confirmed},
        {"one unit less is final",
         {.in_time = {.arrived = 100, .confirmed = 100, .final = 99}},
         Status::confirmed},
        {"enough is final", {.in_time = enough_final}, Status::paid},
        {"the deadline was read without enough",
         {.in_time = {.arrived = 99}, .deadline_read = true},
         Status::expired},
        {"the deadline was read with enough",
         {.in_time = enough_seen, .deadline_read = true},
         Status::detected},
        {"swept", {.in_time = enough_final, .swept = true}, Status::settled},
        {"swept, and all of it left the chain",
         {.in_time = {.lost = 100}, .swept = true, .vanished = true},
         Status::settled},
        {"swept, and cancelled by other hands",
         {.swept = true, .cancelled = true},
         Status::settled},
        {"what is missing was lost, to the unit",
         {.in_time = {.arrived = 99, .lost = 1}},
         Status::failed},
        {"more is missing than was lost", {.in_time = {.arrived = 98, .lost = 1}}, Status::pending},
        {"lost, and enough is left", {.in_time = {.arrived = 100, .lost = 100}}, Status::detected},
        {"late money was lost that never counted",
         {.in_time = {.arrived = 60}, .late = {.lost = 40}},
         Status::pending},
        {"late money was lost that an operator had taken",
         {.in_time = {.arrived = 60}, .late = {.lost = 40}, .accepted = 100},
         Status::failed},
        {"it vanished once, and is there again",
         {.in_time = enough_final, .vanished = true},
         Status::failed},
        {"cancelled with enough", {.in_time = enough_final, .cancelled = true}, Status::failed},
        {"accepted to the unit", {.in_time = {.arrived = 60}, .accepted = 60}, Status::detected},
        {"one unit less than accepted",
         {.in_time = {.arrived = 59}, .deadline_read = true, .accepted = 60},
         Status::expired},
        {"accepted, confirmed to the unit",
         {.in_time = {.arrived = 60, .confirmed = 60}, .accepted = 60},
         Status::confirmed},
        {"accepted, final to the unit",
         {.in_time = {.arrived = 60, .confirmed = 60, .final = 60}, .accepted = 60},
         Status::paid},
        {"late money alone",
         {.late = {.arrived = 100, .confirmed = 100, .final = 100}, .deadline_read = true},
         Status::expired},
        {"late money alone, accepted",
         {.late = {.arrived = 100, .confirmed = 100, .final = 100},
          .deadline_read = true,
          .accepted = 100},
         Status::paid},
        {"both together, accepted, one of them not final",
         {.in_time = {.arrived = 60, .confirmed = 60, .final = 60},
          .late = {.arrived = 40, .confirmed = 40},
          .deadline_read = true,
          .accepted = 100},
         Status::confirmed},
    };
    for (const auto& [what, facts, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            CHECK(payment::to_string(status_of(facts)) == payment::to_string(expected));
        }
    }
}
