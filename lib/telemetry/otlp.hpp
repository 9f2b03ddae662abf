// SPDX-License-Identifier: MIT
// Spans as OTLP/HTTP with JSON has them (OpenTelemetry Protocol 1.x,
// https://opentelemetry.io/docs/specs/otlp/), and their way to a collector.
#pragma once

#include "base/log.hpp"
#include "meter/tracer.hpp"
#include "telemetry/export_spool.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::telemetry {

/// A Span message: ids in hex, times in nanoseconds as text.
[[nodiscard]] nlohmann::ordered_json otlp_span(const meter::Span& span);

/// Who made the spans.
struct OtlpResource
{
    std::string version;     ///< Of the program.
    std::string environment; ///< "production" or "development".
    std::string host;
};
/// An ExportTraceServiceRequest with these Span messages, each as JSON text.
[[nodiscard]] std::string otlp_request(const OtlpResource& resource,
                                       std::span<const ExportSpool::Entry> spans);

/// What became of what waited.
struct ExportReport
{
    std::uint64_t sent = 0;
    std::uint64_t left = 0;    ///< For the next time.
    std::uint64_t refused = 0; ///< For good.
    std::string problem;       ///< Why some are left; empty: none are.
};

struct OtlpTarget
{
    std::string url;                  ///< Of the collector; "/v1/traces" is added.
    std::vector<std::string> headers; ///< "Name: value"
    OtlpResource resource;
    std::int64_t timeout_ms = 10'000;
};

/// Sends the spool's spans in requests of 500, and removes them from it: those that the collector
/// took, and those that it will never take (HTTP 400, 413, 415, 422), which are logged. Stops at
/// the first request that fails otherwise. A run that is killed meanwhile sends spans twice.
[[nodiscard]] ExportReport send_spans(const ExportSpool& spool, const OtlpTarget& target,
                                      const base::Log& log);

} // namespace ctrip::telemetry
