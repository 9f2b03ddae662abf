// SPDX-License-Identifier: MIT
#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/log_events.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace ctrip;

TEST_CASE("a time has milliseconds and a zone", "[base][log]")
{
    CHECK(base::to_rfc3339_ms(0) == "1970-01-01T00:00:00.000Z");
    CHECK(base::to_rfc3339_ms(1'795'987'613'007) == "2026-11-29T21:26:53.007Z");
    CHECK(base::to_rfc3339_ms(-1) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("levels have their names, and warn is warning", "[base][log]")
{
    CHECK(base::parse_log_level("warn") == base::LogLevel::warning);
    CHECK(base::parse_log_level("warning") == base::LogLevel::warning);
    CHECK(base::parse_log_level("error") == base::LogLevel::error);
    CHECK_FALSE(base::parse_log_level("warns"));
    CHECK_FALSE(base::parse_log_level(""));
}

TEST_CASE("each event has a message id of its own, of 32 hex digits", "[base][log]")
{
    std::set<std::string_view> ids;
    for (const base::LogEvent& event : base::kLogEvents) {
        INFO(event.name);
        CHECK(ids.insert(event.journal_id).second);
        CHECK(event.journal_id.size() == 32);
        CHECK(event.journal_id.find_first_not_of("0123456789abcdef") == std::string_view::npos);
        CHECK(base::journal_id_of(event.name) == event.journal_id);
    }
    CHECK(base::journal_id_of("payment.stolen").empty());
}
