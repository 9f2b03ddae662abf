// SPDX-License-Identifier: MIT
#include "base/trace_context.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace ctrip;

TEST_CASE("a payment's or run's root span is its id", "[base][trace_context]")
{
    const auto span = base::root_span("0193a5c0-1111-7222-8333-444455556666");
    REQUIRE(span);
    CHECK(span->trace_id == "0193a5c0111172228333444455556666");
    CHECK(span->span_id == "8333444455556666");
    CHECK(base::root_span(span->trace_id) == span);
    for (const char* const text :
         {"", "0193a5c0", "0193A5C0-1111-7222-8333-444455556666",
          "0193a5c0-1111-7222-8333-44445555666g", "00000000-0000-0000-0000-000000000000",
          "0193a5c0-1111-7222-0000-000000000000", "0193a5c0-1111-7222-8333-4444555566667"}) {
        CAPTURE(text);
        CHECK_FALSE(base::root_span(text));
    }
}

TEST_CASE("traceparent is version, ids and the sampled flag (W3C Trace Context, 3.2)",
          "[base][trace_context]")
{
    CHECK(base::traceparent({"4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"}) ==
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
}

TEST_CASE("new spans and traces differ", "[base][trace_context]")
{
    std::set<std::string> ids;
    for (int i = 0; i < 100; ++i) {
        const base::SpanContext trace = base::new_trace();
        CHECK(trace.trace_id.size() == 32);
        CHECK(trace.span_id.size() == 16);
        const base::SpanContext span = base::new_span_in(trace.trace_id);
        CHECK(span.trace_id == trace.trace_id);
        ids.insert({trace.trace_id, trace.span_id, span.span_id});
    }
    CHECK(ids.size() == 300);
}
