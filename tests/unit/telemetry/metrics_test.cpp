// SPDX-License-Identifier: MIT
#include "telemetry/metrics.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using telemetry::MetricsSnapshot;

namespace {

bool has_line(const std::string& text, const std::string& line)
{
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

MetricsSnapshot snapshot()
{
    MetricsSnapshot snapshot;
    snapshot.version = "1.2.3";
    snapshot.now_ms = 100'500;
    snapshot.payments = {{"bsc", "pending", 3}, {"bsc", "settled", 4'000'000'000}};
    store::ChainState chain;
    chain.chain_id = 56;
    chain.name = "bsc";
    chain.cursor = store::Cursor{.block = 123'456'789'012, .hash = {}, .time_s = 0};
    chain.head = 123'456'789'013;
    chain.updated_at_s = 1'795'320'000;
    snapshot.chains = {chain};
    snapshot.webhooks = {.pending = 2, .dead = 1, .oldest_pending_ms = 90'000};
    snapshot.runs = {{.job = "scan",
                      .chain = "bsc",
                      .started_ms = 1'795'320'000'250,
                      .duration_ms = 1'500,
                      .exit_code = 69,
                      .message = "no node"},
                     {.job = "send-webhooks", .chain = "", .started_ms = 1, .duration_ms = 0}};
    snapshot.oddities = {
        {.chain_id = 56, .kind = "missing_block", .total = 3, .runs = 1, .subject = "block 7"},
        {.chain_id = 56, .kind = "batch_transaction", .total = 5, .runs = 2, .subject = "block 8"}};
    snapshot.balance_turns = {{.chain = "bsc", .seconds = 75}};
    snapshot.doubts = {
        {.chain = "bsc", .summary = store::DoubtSummary{.blocks = 12, .since_s = 1'795'310'000}},
        {.chain = "polygon", .summary = std::nullopt}};
    return snapshot;
}

} // namespace

TEST_CASE("metrics are Prometheus text with base units", "[telemetry][metrics]")
{
    const std::string text = telemetry::to_prometheus_text(snapshot());
    for (const char* const line : {
             "# TYPE ctrip_payments gauge",
             R"(ctrip_payments{chain="bsc",status="pending"} 3)",
             R"(ctrip_payments{chain="bsc",status="settled"} 4000000000)",
             R"(ctrip_chain_cursor_block{chain="bsc"} 123456789012)",
             R"(ctrip_chain_head_block{chain="bsc"} 123456789013)",
             R"(ctrip_chain_updated_timestamp_seconds{chain="bsc"} 1795320000)",
             R"(ctrip_balance_turn_seconds{chain="bsc"} 75)",
             R"(ctrip_chain_doubted_blocks{chain="bsc"} 12)",
             R"(ctrip_chain_doubted_blocks{chain="polygon"} 0)",
             R"(ctrip_chain_doubted_since_timestamp_seconds{chain="bsc"} 1795310000)",
             R"(ctrip_chain_oddities{chain="bsc",kind="missing_block"} 3)",
             R"(ctrip_chain_batch_transactions{chain="bsc"} 5)",
             "ctrip_webhooks_pending 2",
             "ctrip_webhooks_dead 1",
             "ctrip_webhooks_oldest_pending_age_seconds 10.5",
             R"(ctrip_job_last_run_timestamp_seconds{job="scan",chain="bsc"} 1795320000.25)",
             R"(ctrip_job_last_run_duration_seconds{job="scan",chain="bsc"} 1.5)",
             R"(ctrip_job_last_run_exit_code{job="scan",chain="bsc"} 69)",
             R"(ctrip_job_last_run_exit_code{job="send-webhooks",chain=""} 0)",
             R"(ctrip_build_info{version="1.2.3"} 1)",
         }) {
        CAPTURE(line, text);
        CHECK(has_line(text, line));
    }
}

TEST_CASE("what is not known has no sample", "[telemetry][metrics]")
{
    const std::string text = telemetry::to_prometheus_text(snapshot());
    CHECK(text.find("ctrip_chain_final_block") == std::string::npos);
    CHECK(text.find(R"(ctrip_chain_doubted_since_timestamp_seconds{chain="polygon")") ==
          std::string::npos);

    MetricsSnapshot fresh;
    fresh.version = "1";
    fresh.now_ms = 1;
    const std::string empty = telemetry::to_prometheus_text(fresh);
    CHECK(empty.find("ctrip_payments") == std::string::npos);
    CHECK(empty.find("ctrip_chain") == std::string::npos);
    CHECK(empty.find("ctrip_balance") == std::string::npos);
    CHECK(has_line(empty, "ctrip_webhooks_oldest_pending_age_seconds 0"));
}

TEST_CASE("a clock that was set back gives no negative age", "[telemetry][metrics]")
{
    MetricsSnapshot later = snapshot();
    later.now_ms = 80'000;
    CHECK(has_line(telemetry::to_prometheus_text(later),
                   "ctrip_webhooks_oldest_pending_age_seconds 0"));
}

TEST_CASE("names from the configuration cannot break out of their label", "[telemetry][metrics]")
{
    MetricsSnapshot odd = snapshot();
    odd.chains[0].name = "a\"b\\c\nd";
    CHECK(has_line(telemetry::to_prometheus_text(odd),
                   R"(ctrip_chain_head_block{chain="a\"b\\c\nd"} 123456789013)"));
}
