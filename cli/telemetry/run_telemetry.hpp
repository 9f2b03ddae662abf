// SPDX-License-Identifier: MIT
// The spans and defects of this process's runs, and the files in which they wait to be sent.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "config/config.hpp"
#include "meter/meter.hpp"
#include "meter/tracer.hpp"
#include "telemetry/export_spool.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::cli {

/// A job's run on a chain, or on none.
struct RunIdentity
{
    std::string_view job;
    std::string chain;
    std::string run_id;
};

class RunTelemetry
{
public:
    /// `installation`: whose spans and defects these are; see telemetry/run_spool.hpp.
    RunTelemetry(const std::string& folder, const std::string& installation,
                 const base::Clock& clock, const base::Log& log);
    /// Keeps the spans that are left.
    ~RunTelemetry();
    RunTelemetry(const RunTelemetry&) = delete;
    RunTelemetry& operator=(const RunTelemetry&) = delete;

    /// As the configuration says: makes spans, with `meter`, where they have a target. Before it is
    /// called defects are kept in any case.
    void configure(const config::Telemetry& config, meter::Meter& meter);

    void begin_run(const RunIdentity& run);
    /// The run's own span. `message`: its error; empty after success.
    void end_run(const RunIdentity& run, int exit_code, const std::string& message);
    void keep_defect(const RunIdentity& run, const std::string& message) const;

    [[nodiscard]] const telemetry::ExportSpool& spans() const noexcept { return m_spans; }
    [[nodiscard]] const telemetry::ExportSpool& defects() const noexcept { return m_defects; }

private:
    void write() noexcept;

    telemetry::ExportSpool m_spans;
    telemetry::ExportSpool m_defects;
    const base::Clock& m_clock;
    const base::Log& m_log;
    bool m_keeps_defects = true;
    std::optional<meter::Tracer> m_tracer;
    std::int64_t m_started_us = 0;
};

} // namespace ctrip::cli
