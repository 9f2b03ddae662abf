// SPDX-License-Identifier: MIT
#include "base/clock.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace ctrip;
using std::chrono::seconds;

TEST_CASE("times print as RFC 3339 in UTC", "[base][clock]")
{
    CHECK(base::to_rfc3339(0) == "1970-01-01T00:00:00Z");
    CHECK(base::to_rfc3339(951'782'400) == "2000-02-29T00:00:00Z");
    CHECK(base::to_rfc3339(1'795'312'799) == "2026-11-22T01:59:59Z");
    CHECK(base::to_rfc3339(4'102'444'800) == "2100-01-01T00:00:00Z");
    CHECK(base::to_rfc3339(-1) == "1969-12-31T23:59:59Z");
    CHECK(base::to_rfc3339(std::numeric_limits<std::int64_t>::max()) == "9999-12-31T23:59:59Z");
    CHECK(base::to_rfc3339(std::numeric_limits<std::int64_t>::min()) == "0000-01-01T00:00:00Z");
}

TEST_CASE("times are read with Z, with an offset, and as a date", "[base][clock]")
{
    CHECK(base::parse_rfc3339("1970-01-01T00:00:00Z") == 0);
    CHECK(base::parse_rfc3339("2026-11-22T01:59:59Z") == 1'795'312'799);
    CHECK(base::parse_rfc3339("2026-11-22t01:59:59z") == 1'795'312'799);
    CHECK(base::parse_rfc3339("2026-11-22 01:59:59Z") == 1'795'312'799);
    CHECK(base::parse_rfc3339("2026-11-22T01:59:59.999Z") == 1'795'312'799);
    CHECK(base::parse_rfc3339("2026-11-22T03:29:59+01:30") == 1'795'312'799);
    CHECK(base::parse_rfc3339("2026-11-21T20:59:59-05:00") == 1'795'312'799);
    CHECK(base::parse_rfc3339("1970-01-02") == 86'400);
    CHECK(base::parse_rfc3339("2000-02-29") == 951'782'400);
}

TEST_CASE("text that is no time is refused", "[base][clock]")
{
    for (const char* text : {"",
                             "2026",
                             "2026-13-01",
                             "2026-00-01",
                             "2026-02-29",
                             "2026-04-31",
                             "2026-11-22T",
                             "2026-11-22T24:00:00Z",
                             "2026-11-22T23:60:00Z",
                             "2026-11-22T23:59:60Z",
                             "2026-11-22T01:59:59",
                             "2026-11-22T01:59Z",
                             "2026-11-22T01:59:59.Z",
                             "2026-11-22T01:59:59+1:00",
                             "2026-11-22T01:59:59+24:00",
                             "2026-11-22T01:59:59Z ",
                             " 2026-11-22",
                             "26-11-22",
                             "2026/11/22",
                             "2026-11-22X01:59:59Z"}) {
        CAPTURE(text);
        CHECK_FALSE(base::parse_rfc3339(text).has_value());
    }
}

TEST_CASE("spans of time are read with their units", "[base][clock]")
{
    CHECK(base::parse_duration("0") == seconds{0});
    CHECK(base::parse_duration("90") == seconds{90});
    CHECK(base::parse_duration("90s") == seconds{90});
    CHECK(base::parse_duration("30m") == seconds{1'800});
    CHECK(base::parse_duration("2h") == seconds{7'200});
    CHECK(base::parse_duration("7d") == seconds{604'800});
    CHECK(base::parse_duration("1h30m") == seconds{5'400});
    CHECK(base::parse_duration("1d2h3m4s") == seconds{93'784});
    CHECK(base::parse_duration("3650d") == seconds{315'360'000});
    CHECK(base::parse_duration("315360000") == seconds{315'360'000});
}

TEST_CASE("text that is no span of time, or above ten years, is refused", "[base][clock]")
{
    for (const char* text : {"",
                             "s",
                             "-1s",
                             "-1",
                             "+1s",
                             "1.5h",
                             "1 h",
                             " 1h",
                             "1h ",
                             "1w",
                             "1H",
                             "h1",
                             "1h30",
                             "0s30",
                             "0h5",
                             "3651d",
                             "315360001",
                             "3650d1s",
                             "99999999999999999999s",
                             "9223372036854775807d",
                             "1hh"}) {
        CAPTURE(text);
        CHECK_FALSE(base::parse_duration(text).has_value());
    }
}

TEST_CASE("the system's clock runs in milliseconds since 1970", "[base][clock]")
{
    const base::SystemClock clock;
    const auto before = clock.now_ms();
    CHECK(before > 1'700'000'000'000);
    CHECK(clock.now_s() >= before / 1000);
}
