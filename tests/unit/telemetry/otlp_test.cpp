// SPDX-License-Identifier: MIT
#include "telemetry/otlp.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace ctrip;
using nlohmann::ordered_json;

TEST_CASE("a span as OTLP's JSON has it", "[telemetry][otlp]")
{
    const meter::Span span{
        .name = "eth_getLogs",
        .context = {"4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"},
        .parent_id = "1111111111111111",
        .link = base::SpanContext{"22222222222222222222222222222222", "3333333333333333"},
        .kind = meter::SpanKind::client,
        .start_us = 1'795'320'000'000'001,
        .end_us = 1'795'320'000'000'002,
        .attributes = {{"rpc.system", "jsonrpc"}, {"ctrip.calls", std::int64_t{3}}},
        .error = "HTTP 500"};
    CHECK(telemetry::otlp_span(span) == ordered_json::parse(R"({
        "traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "spanId": "00f067aa0ba902b7",
        "parentSpanId": "1111111111111111", "name": "eth_getLogs", "kind": 3,
        "startTimeUnixNano": "1795320000000001000", "endTimeUnixNano": "1795320000000002000",
        "attributes": [{"key": "rpc.system", "value": {"stringValue": "jsonrpc"}},
                       {"key": "ctrip.calls", "value": {"intValue": "3"}}],
        "links": [{"traceId": "22222222222222222222222222222222", "spanId": "3333333333333333"}],
        "status": {"message": "HTTP 500", "code": 2}})"));
}

TEST_CASE("a root span has no parent, no link and no status", "[telemetry][otlp]")
{
    const ordered_json json = telemetry::otlp_span({.name = "scan",
                                                    .context = {"1", "2"},
                                                    .parent_id = {},
                                                    .link = {},
                                                    .start_us = 7,
                                                    .end_us = 3, // A clock that was set back.
                                                    .attributes = {},
                                                    .error = {}});
    for (const char* const key : {"parentSpanId", "links", "status", "attributes"}) {
        CHECK_FALSE(json.contains(key));
    }
    CHECK(json["endTimeUnixNano"] == json["startTimeUnixNano"]);
}

TEST_CASE("a request is valid JSON around the spans", "[telemetry][otlp]")
{
    const std::vector<telemetry::ExportSpool::Entry> spans{{"", R"({"name":"a"})"},
                                                           {"", R"({"name":"b"})"}};
    const auto json = ordered_json::parse(telemetry::otlp_request(
        {.version = "1.2.3", .environment = "production", .host = "shop \"1\""}, spans));
    const auto& resource = json["resourceSpans"][0];
    CHECK(resource["resource"]["attributes"][0]["value"]["stringValue"] == "ctrip");
    CHECK(resource["resource"]["attributes"][3]["value"]["stringValue"] == "shop \"1\"");
    CHECK(resource["scopeSpans"][0]["spans"].size() == 2);
    CHECK(resource["scopeSpans"][0]["spans"][1]["name"] == "b");
}
