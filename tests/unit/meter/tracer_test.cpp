// SPDX-License-Identifier: MIT
#include "meter/tracer.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace ctrip;
using meter::Span;
using meter::Tracer;

namespace {

class SetClock final : public base::Clock
{
public:
    [[nodiscard]] std::int64_t now_ms() const override { return ms; }
    std::int64_t ms = 1'795'320'000'000;
};

constexpr const char* kRunId = "0193a5c0111172228333444455556666";

} // namespace

TEST_CASE("a run's requests are children of its span; without a run there are none",
          "[meter][tracer]")
{
    SetClock clock;
    Tracer tracer{clock};
    tracer.add_request("eth_call", Tracer::Steady::now(), {});
    CHECK(tracer.take().empty());
    tracer.enter_run(kRunId);
    tracer.add_request("eth_call", Tracer::Steady::now() - std::chrono::milliseconds{5},
                       {{"rpc.system", "jsonrpc"}}, "HTTP 500");
    const std::vector<Span> spans = tracer.take();
    REQUIRE(spans.size() == 1);
    CHECK(spans[0].context.trace_id == kRunId);
    CHECK(spans[0].parent_id == tracer.run()->span_id);
    CHECK(spans[0].kind == meter::SpanKind::client);
    CHECK(spans[0].error == "HTTP 500");
    CHECK(spans[0].end_us - spans[0].start_us >= 5'000);
    CHECK(tracer.take().empty());
    tracer.enter_run("");
    CHECK_FALSE(tracer.run());
}

TEST_CASE("times are the clock's at the run's beginning, and go on steadily", "[meter][tracer]")
{
    SetClock clock;
    Tracer tracer{clock};
    clock.ms = 5'000'000;
    tracer.enter_run(kRunId);
    clock.ms = 1'000; // Set back meanwhile.
    const std::int64_t first_us = tracer.now_us();
    CHECK(first_us >= 5'000'000'000);
    CHECK(first_us < 5'060'000'000);
    CHECK(tracer.now_us() >= first_us);
}

TEST_CASE("spans beyond the limit are counted", "[meter][tracer]")
{
    SetClock clock;
    Tracer tracer{clock};
    for (std::size_t i = 0; i < Tracer::kSpansMax + 3; ++i) {
        tracer.add({.name = "step",
                    .context = {},
                    .parent_id = {},
                    .link = {},
                    .attributes = {},
                    .error = {}});
    }
    CHECK(tracer.take().size() == Tracer::kSpansMax);
    CHECK(tracer.take_dropped() == 3);
    CHECK(tracer.take_dropped() == 0);
}
