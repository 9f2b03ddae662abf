// SPDX-License-Identifier: MIT
#include "job/telemetry.hpp"

namespace ctrip::job {

TelemetryReport flush_telemetry(const TelemetryJob& job)
{
    TelemetryReport report;
    if (job.sentry) {
        std::vector<telemetry::ErrorReport> problems;
        for (const Finding& finding : job.findings) {
            if (finding.needs_person) {
                problems.push_back({.subject = finding.subject,
                                    .is_defect = false,
                                    .message = finding.text,
                                    .at_ms = job.clock.now_ms(),
                                    .job = {},
                                    .chain = {},
                                    .run_id = {}});
            }
        }
        report.reports =
            telemetry::send_reports(job.defects, job.limiter, problems, *job.sentry, job.clock);
    }
    if (job.otlp) {
        report.spans = telemetry::send_spans(job.spans, *job.otlp, job.log);
    }
    return report;
}

} // namespace ctrip::job
