// SPDX-License-Identifier: MIT
// Which trace and span something belongs to (W3C Trace Context,
// https://www.w3.org/TR/trace-context/).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ctrip::base {

struct SpanContext
{
    std::string trace_id; ///< 32 lower-case hex digits, not all zero.
    std::string span_id;  ///< 16 of them.

    friend bool operator==(const SpanContext&, const SpanContext&) = default;
};

/// The root span of the trace of what has this id, a UUID with or without dashes: a payment, or a
/// run. Its trace id is the id's digits and its span id the last 16 of them, so every process finds
/// the same ones without storing them. None for another text.
[[nodiscard]] std::optional<SpanContext> root_span(std::string_view id);

/// A new span of this trace.
[[nodiscard]] SpanContext new_span_in(const std::string& trace_id);
/// Of a new trace.
[[nodiscard]] SpanContext new_trace();

/// The value of the header `traceparent`, with the flag that the span may be recorded.
[[nodiscard]] std::string traceparent(const SpanContext& span);

} // namespace ctrip::base
