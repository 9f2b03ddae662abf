// SPDX-License-Identifier: MIT
#include "telemetry/sentry.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <string>

using namespace ctrip;
using nlohmann::json;

TEST_CASE("a DSN names where envelopes go", "[telemetry][sentry]")
{
    const struct
    {
        std::string text;
        std::string url;
    } cases[]{
        {"https://abc123@o1.ingest.sentry.io/42", "https://o1.ingest.sentry.io/api/42/envelope/"},
        {"https://abc123:old-secret@sentry.example:9000/42",
         "https://sentry.example:9000/api/42/envelope/"},
        {"http://abc123@[::1]:8000/glitchtip/7", "http://[::1]:8000/glitchtip/api/7/envelope/"},
    };
    for (const auto& [text, url] : cases) {
        CAPTURE(text);
        const auto dsn = telemetry::parse_dsn(text);
        REQUIRE(dsn);
        CHECK(dsn->envelope_url == url);
        CHECK(dsn->key == "abc123");
    }
    for (const char* const text :
         {"", "abc", "https://sentry.example/42", "https://abc@sentry.example",
          "https://abc@sentry.example/", "ftp://abc@sentry.example/42",
          "https://a b@sentry.example/42", "https://abc@sentry.example/42?x=1",
          "https://@sentry.example/42", "https://abc@sentry.example/4 2"}) {
        CAPTURE(text);
        CHECK_FALSE(telemetry::parse_dsn(text));
    }
}

TEST_CASE("an envelope is a header, an item's header with the length, and the event",
          "[telemetry][sentry]")
{
    const std::string text = telemetry::envelope(
        {.subject = "defect/scan/bsc",
         .is_defect = true,
         .message = "defect in ctrip: \xff broken\nline",
         .at_ms = 1'795'320'000'250,
         .job = "scan",
         .chain = "bsc",
         .run_id = "0193a5c0111172228333444455556666"},
        3, {.version = "1.2.3", .environment = "production", .host = "h"}, 1'795'320'001'000);
    const std::size_t first = text.find('\n');
    const std::size_t second = text.find('\n', first + 1);
    const std::string body = text.substr(second + 1, text.size() - second - 2);
    REQUIRE(text.back() == '\n');
    CHECK(body.find('\n') == std::string::npos);
    const json head = json::parse(text.substr(0, first));
    const json item = json::parse(text.substr(first + 1, second - first - 1));
    const json event = json::parse(body);
    CHECK(item["type"] == "event");
    CHECK(item["length"] == body.size());
    CHECK(head["event_id"] == event["event_id"]);
    CHECK(head["event_id"].get<std::string>().size() == 32);
    CHECK(event["timestamp"] == "2026-11-22T04:00:00.250Z");
    CHECK(event["level"] == "fatal");
    CHECK(event["release"] == "ctrip@1.2.3");
    CHECK(event["extra"]["occurrences"] == 3);
    CHECK(event["tags"]["chain"] == "bsc");
    CHECK(event["contexts"]["trace"]["span_id"] == "8333444455556666");
}

TEST_CASE("what needs a person is a message without an exception", "[telemetry][sentry]")
{
    const std::string text = telemetry::envelope({.subject = "disk",
                                                  .is_defect = false,
                                                  .message = "a full disk",
                                                  .at_ms = 0,
                                                  .job = {},
                                                  .chain = {},
                                                  .run_id = {}},
                                                 1, {}, 0);
    CHECK(text.find("exception") == std::string::npos);
    CHECK(text.find(R"("formatted":"a full disk")") != std::string::npos);
    CHECK(text.find("tags") == std::string::npos);
}
