// SPDX-License-Identifier: MIT
#include "telemetry/run_recorder.hpp"
#include "telemetry/stored_families.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace ctrip;
using telemetry::TextFormat;

namespace {

const std::string kLabels = R"(job="scan",chain="bsc")";

std::vector<store::StoredMetric> stored()
{
    return {{"ctrip_job_duration_seconds", kLabels, "+Inf", 1},
            {"ctrip_job_duration_seconds", kLabels, "10", 2},
            {"ctrip_job_duration_seconds", kLabels, "500", 4},
            {"ctrip_job_duration_seconds", kLabels, "sum", 4'000'500},
            {"ctrip_job_runs_total", kLabels + R"(,outcome="ok")", "", 7},
            {"ctrip_nothing_of_this_version_total", "", "", 1}};
}

std::string text_of(TextFormat format, const std::vector<store::JobRun>& runs = {})
{
    return telemetry::to_text(telemetry::stored_families(stored(), runs), format);
}

} // namespace

TEST_CASE("stored values become cumulative buckets in seconds", "[telemetry][stored_families]")
{
    CHECK(text_of(TextFormat::prometheus) ==
          R"(# HELP ctrip_job_runs_total Runs of jobs by how they ended.
# TYPE ctrip_job_runs_total counter
ctrip_job_runs_total{job="scan",chain="bsc",outcome="ok"} 7
# HELP ctrip_job_duration_seconds How long runs of jobs took.
# TYPE ctrip_job_duration_seconds histogram
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="0.01"} 2
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="0.05"} 2
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="0.1"} 2
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="0.5"} 6
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="1"} 6
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="5"} 6
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="15"} 6
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="60"} 6
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="300"} 6
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="900"} 6
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="3600"} 6
ctrip_job_duration_seconds_bucket{job="scan",chain="bsc",le="+Inf"} 7
ctrip_job_duration_seconds_sum{job="scan",chain="bsc"} 4000.5
ctrip_job_duration_seconds_count{job="scan",chain="bsc"} 7
)");
}

TEST_CASE("a stored gauge is a gauge in whole units", "[telemetry][stored_families]")
{
    const std::vector<store::StoredMetric> gauges{
        {"ctrip_sponsor_balance", R"(chain="bsc")", "level", 1'500'000}};
    CHECK(
        telemetry::to_text(telemetry::stored_families(gauges, {}), TextFormat::prometheus) ==
        R"(# HELP ctrip_sponsor_balance What the sponsor has for gas, in whole units of the native currency.
# TYPE ctrip_sponsor_balance gauge
ctrip_sponsor_balance{chain="bsc"} 1.5
)");
}

TEST_CASE("OpenMetrics names counters without their suffix, ends, and has the last run as exemplar",
          "[telemetry][stored_families]")
{
    const std::string text =
        text_of(TextFormat::openmetrics, {{.job = "scan",
                                           .chain = "bsc",
                                           .started_ms = 1'000'000,
                                           .duration_ms = 500,
                                           .run_id = "00112233445566778899aabbccddeeff"}});
    CHECK_THAT(text, Catch::StartsWith("# HELP ctrip_job_runs Runs of jobs by how they ended.\n"
                                       "# TYPE ctrip_job_runs counter\nctrip_job_runs_total{"));
    CHECK_THAT(text, Catch::EndsWith("# EOF\n"));
    CHECK_THAT(text, Catch::Contains("le=\"0.5\"} 6 # "
                                     "{trace_id=\"00112233445566778899aabbccddeeff\"} 0.5 "
                                     "1000.5\n"));
    // One exemplar, in one bucket.
    CHECK(text.find("trace_id") == text.rfind("trace_id"));
    CHECK_THAT(text_of(TextFormat::prometheus), !Catch::Contains("trace_id"));
}

TEST_CASE("numbers are the shortest text that reads back", "[telemetry][exposition]")
{
    const struct
    {
        double value;
        std::string text;
    } cases[]{{0, "0"},
              {-3, "-3"},
              {4'000'000'000, "4000000000"},
              {0.25, "0.25"},
              {1'795'320'000.25, "1795320000.25"},
              {0.1, "0.1"}};
    for (const auto& [value, text] : cases) {
        CHECK(telemetry::number_text(value) == text);
    }
}

TEST_CASE("each exit code has its word", "[telemetry][run_recorder]")
{
    CHECK(telemetry::outcome_of(0) == "ok");
    CHECK(telemetry::outcome_of(69) == "unavailable");
    CHECK(telemetry::outcome_of(78) == "config");
    CHECK(telemetry::outcome_of(1) == "other");
}
