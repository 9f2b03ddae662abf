// SPDX-License-Identifier: MIT
// `telemetry flush`: sends the spans and error reports that wait in the state folder.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "job/findings.hpp"
#include "telemetry/export_spool.hpp"
#include "telemetry/otlp.hpp"
#include "telemetry/sentry.hpp"

#include <optional>
#include <span>

namespace ctrip::job {

struct TelemetryJob
{
    const telemetry::ExportSpool& spans;
    const telemetry::ExportSpool& defects;
    const telemetry::ReportLimiter& limiter;
    std::optional<telemetry::OtlpTarget> otlp;     ///< None: spans are not sent.
    std::optional<telemetry::SentryTarget> sentry; ///< None: reports are not sent.
    /// Of now; those that need a person are reported.
    std::span<const Finding> findings;
    const base::Clock& clock;
    const base::Log& log;
};

struct TelemetryReport
{
    std::optional<telemetry::ExportReport> spans;
    std::optional<telemetry::ExportReport> reports; ///< Of errors.
};

/// A target that does not answer leaves what waits for it, and does not hold up the other one.
[[nodiscard]] TelemetryReport flush_telemetry(const TelemetryJob& job);

} // namespace ctrip::job
