// SPDX-License-Identifier: MIT
#include "webhook/retry.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace ctrip;
using webhook::AttemptResult;
using webhook::decide;
using webhook::Verdict;

namespace {

constexpr std::int64_t kHourMs = 3'600'000;
const AttemptResult kFailed{.status = 500};

} // namespace

TEST_CASE("only 2xx is delivered, and 410 ends it", "[webhook][retry]")
{
    const struct
    {
        std::optional<int> status;
        Verdict expected;
    } cases[]{
        {199, Verdict::retry},          {200, Verdict::delivered}, {204, Verdict::delivered},
        {299, Verdict::delivered},      {300, Verdict::retry},     {301, Verdict::retry},
        {308, Verdict::retry},          {400, Verdict::retry},     {409, Verdict::retry},
        {410, Verdict::dead},           {411, Verdict::retry},     {500, Verdict::retry},
        {std::nullopt, Verdict::retry},
    };
    for (const auto& [status, expected] : cases) {
        CAPTURE(status.value_or(0));
        CHECK(decide({.status = status}, 1, 0).verdict == expected);
    }
}

TEST_CASE("failed attempts wait as long as the schedule says, up to a tenth longer",
          "[webhook][retry]")
{
    const std::int64_t expected_ms[]{5'000,        300'000,      1'800'000,
                                     2 * kHourMs,  5 * kHourMs,  10 * kHourMs,
                                     14 * kHourMs, 20 * kHourMs, 24 * kHourMs};
    std::uint64_t attempts = 0;
    for (const std::int64_t delay_ms : expected_ms) {
        ++attempts;
        CAPTURE(attempts);
        CHECK(decide(kFailed, attempts, 0).verdict == Verdict::retry);
        CHECK(decide(kFailed, attempts, 0).delay_ms == delay_ms);
        CHECK(decide(kFailed, attempts, 0.5).delay_ms == delay_ms + delay_ms / 20);
        const std::int64_t longest_ms = decide(kFailed, attempts, 0.999999).delay_ms;
        CHECK(longest_ms > delay_ms + delay_ms / 11);
        CHECK(longest_ms <= delay_ms + delay_ms / 10);
    }
}

TEST_CASE("after the tenth attempt a message is dead, unless it was delivered", "[webhook][retry]")
{
    CHECK(decide(kFailed, 9, 0).verdict == Verdict::retry);
    CHECK(decide(kFailed, 10, 0).verdict == Verdict::dead);
    CHECK(decide(kFailed, 11, 0).verdict == Verdict::dead);
    CHECK(decide({}, 10, 0).verdict == Verdict::dead);
    CHECK(decide({.status = 503, .retry_after_s = 60}, 10, 0).verdict == Verdict::dead);
    CHECK(decide({.status = 200}, 10, 0).verdict == Verdict::delivered);
}

TEST_CASE("Retry-After makes it later, never earlier, and counts for a day at the most",
          "[webhook][retry]")
{
    const struct
    {
        const char* what;
        std::int64_t retry_after_s;
        std::int64_t expected_ms;
    } cases[]{
        {"a date gone by", -5, 5'000},
        {"now", 0, 5'000},
        {"earlier than the schedule", 4, 5'000},
        {"as the schedule", 5, 5'000},
        {"later than the schedule", 6, 6'000},
        {"a day", 86'400, 24 * kHourMs},
        {"more than a day", 86'401, 24 * kHourMs},
        {"nonsense", std::numeric_limits<std::int64_t>::max(), 24 * kHourMs},
    };
    for (const auto& [what, retry_after_s, expected_ms] : cases) {
        DYNAMIC_SECTION(what)
        {
            CHECK(decide({.status = 429, .retry_after_s = retry_after_s}, 1, 0).delay_ms ==
                  expected_ms);
        }
    }
    // The jitter never pulls it before what was asked for.
    CHECK(decide({.status = 503, .retry_after_s = 6}, 1, 0.9).delay_ms == 6'000);
}
