// SPDX-License-Identifier: MIT
#include "cli/telemetry/run_telemetry.hpp"

#include "telemetry/otlp.hpp"
#include "telemetry/sentry.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <exception>
#include <utility>
#include <vector>

namespace ctrip::cli {

RunTelemetry::RunTelemetry(const std::string& folder, const std::string& installation,
                           const base::Clock& clock, const base::Log& log)
    : m_spans(telemetry::span_spool(folder, installation)),
      m_defects(telemetry::defect_spool(folder, installation)), m_clock(clock), m_log(log)
{
}

RunTelemetry::~RunTelemetry()
{
    write();
}

void RunTelemetry::configure(const config::Telemetry& config, meter::Meter& meter)
{
    m_keeps_defects = config.sentry_dsn.given();
    if (config.otlp_url) {
        m_tracer.emplace(m_clock);
        meter.set_tracer(&*m_tracer);
    }
}

void RunTelemetry::begin_run(const RunIdentity& run)
{
    if (!m_tracer) {
        return;
    }
    // Sending spans makes none, or each flush would leave one for the next.
    m_tracer->enter_run(run.job == "telemetry" ? std::string_view{} : run.run_id);
    m_started_us = m_tracer->now_us();
}

void RunTelemetry::end_run(const RunIdentity& run, int exit_code, const std::string& message)
{
    if (!m_tracer || !m_tracer->run()) {
        return;
    }
    meter::Span span{.name = std::string{run.job},
                     .context = *m_tracer->run(),
                     .parent_id = {},
                     .link = std::nullopt,
                     .start_us = m_started_us,
                     .end_us = m_tracer->now_us(),
                     .attributes = {{"ctrip.exit_code", std::int64_t{exit_code}}},
                     .error = message};
    if (!run.chain.empty()) {
        span.attributes.emplace_back("ctrip.chain", run.chain);
    }
    if (const std::int64_t dropped = m_tracer->take_dropped(); dropped > 0) {
        span.attributes.emplace_back("ctrip.dropped_spans", dropped);
    }
    write(); // Else there might be no room for this one.
    m_tracer->add(std::move(span));
    write();
}

void RunTelemetry::keep_defect(const RunIdentity& run, const std::string& message) const
{
    if (!m_keeps_defects) {
        return;
    }
    const nlohmann::ordered_json report =
        telemetry::to_json({.subject = fmt::format("defect/{}/{}", run.job, run.chain),
                            .is_defect = true,
                            .message = message,
                            .at_ms = m_clock.now_ms(),
                            .job = std::string{run.job},
                            .chain = run.chain,
                            .run_id = run.run_id});
    static_cast<void>(m_defects.add({&report, 1}));
}

void RunTelemetry::write() noexcept
{
    if (!m_tracer) {
        return;
    }
    try {
        std::vector<nlohmann::ordered_json> spans;
        for (const meter::Span& span : m_tracer->take()) {
            spans.push_back(telemetry::otlp_span(span));
        }
        if (!m_spans.add(spans)) {
            m_log.debug("spans could not be kept");
        }
    } catch (const std::exception&) { // NOLINT(bugprone-empty-catch): no memory; the run counts.
    }
}

} // namespace ctrip::cli
