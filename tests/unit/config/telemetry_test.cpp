// SPDX-License-Identifier: MIT
#include "config/telemetry.hpp"
#include "parsing.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using namespace ctrip;
using test::parse;
using test::parse_error;

namespace {

constexpr const char* kNoError = "not a configuration error: no error";

config::Config with_headers(const std::string& text)
{
    config::Config config;
    config.telemetry.otlp_headers.value.emplace(std::string_view{text});
    config.telemetry.otlp_headers.origin = "ctrip.yaml:1: telemetry.otlp_headers_file";
    return config;
}

} // namespace

TEST_CASE("where telemetry goes; by default nowhere", "[config][telemetry]")
{
    const config::Config config =
        parse("telemetry: {otlp_url: \"http://127.0.0.1:4318\", otlp_headers_file: h, "
              "traceparent_to_nodes: true, sentry_dsn_file: /d}\n");
    CHECK(config.telemetry.otlp_url == "http://127.0.0.1:4318");
    CHECK(config.telemetry.otlp_headers.file == "h");
    CHECK(config.telemetry.traceparent_to_nodes);
    CHECK(config.telemetry.sentry_dsn.file == "/d");
    const config::Config usual = parse("");
    CHECK_FALSE(usual.telemetry.otlp_url);
    CHECK_FALSE(usual.telemetry.sentry_dsn.given());
    CHECK_FALSE(usual.telemetry.traceparent_to_nodes);
}

TEST_CASE("a collector's URL has no secret, and production wants https to another host",
          "[config][telemetry]")
{
    for (const char* const url :
         {"ftp://a.example", "http://u:p@127.0.0.1:4318", "http://127.0.0.1/?key=1", "127.0.0.1"}) {
        CAPTURE(url);
        CHECK_THAT(parse_error("telemetry: {otlp_url: \"" + std::string{url} + "\"}\n"),
                   Catch::StartsWith("ctrip.yaml:1: telemetry.otlp_url must"));
    }
    const auto production = [](const std::string& keys) {
        return parse_error(
            "environment: production\ndatabase: {url: \"postgresql://h/ctrip\"}\n"
            "wallet: {mnemonic_file: /m}\ntreasury: "
            "\"0x55d398326f99059fF775485246999027B3197955\"\n"
            "webhooks: {secret_file: /s}\n"
            "chains: [{name: a, chain_id: 5, native: {symbol: A, decimals: 18}, confirmations: 3, "
            "rpc_url: \"https://a.example\"}]\ntelemetry: {" +
            keys + "}\n");
    };
    CHECK_THAT(production("otlp_url: \"http://a.example\""),
               Catch::Contains("telemetry.otlp_url is plain http to another host in production"));
    CHECK(production("otlp_url: \"http://a.example\", allow_plain_http: true") == kNoError);
    CHECK(production("otlp_url: \"http://127.0.0.1:4318\"") == kNoError);
    CHECK(production("otlp_url: \"https://a.example\"") == kNoError);
}

TEST_CASE("a file of headers has one a line", "[config][telemetry]")
{
    CHECK(config::load_otlp_headers({}).empty());
    CHECK(config::load_otlp_headers(with_headers("Authorization: Bearer x\n\n  X-Scope: 7 \r\n")) ==
          std::vector<std::string>{"Authorization: Bearer x", "X-Scope: 7"});
    for (const char* const text : {"nothing", "a b: c", ": c", "a: \x01", "a: \xc3\xa4"}) {
        CAPTURE(text);
        const auto [message, kind] = test::error_of(
            [&] { static_cast<void>(config::load_otlp_headers(with_headers(text))); });
        CHECK((kind == ErrorKind::config));
        CHECK_THAT(message, Catch::Contains("'Name: value', and line 1 is none"));
    }
    std::string many;
    for (int i = 0; i < 21; ++i) {
        many += "A: b\n";
    }
    CHECK_THROWS_AS(config::load_otlp_headers(with_headers(many)), Error);
}
