// SPDX-License-Identifier: MIT
#include "telemetry/run_recorder.hpp"

#include <algorithm>
#include <exception>

namespace ctrip::telemetry {

RunRecorder::RunRecorder(store::RunStore& runs, const RunSpool& spool, const base::Clock& clock,
                         const base::Log& log, std::string_view job, std::string_view chain)
    : m_runs(runs), m_spool(spool), m_clock(clock), m_log(log)
{
    m_run.job = job;
    m_run.chain = chain;
    m_run.started_ms = clock.now_ms();
}

void RunRecorder::finish(int exit_code, std::string_view message) noexcept
{
    try {
        // The system clock may be set back while a job runs.
        m_run.duration_ms = std::max<std::int64_t>(m_clock.now_ms() - m_run.started_ms, 0);
        m_run.exit_code = exit_code;
        m_run.message = message;
        m_runs.record(m_run);
    } catch (const std::exception& error) {
        static_cast<void>(m_spool.add(m_run));
        const base::LogFields fields{{"job", m_run.job}, {"reason", error.what()}};
        if (exit_code == 0) {
            m_log.warning("the run could not be recorded", fields);
        } else { // Most likely for the same reason as the run's error, which is reported.
            m_log.debug("the run could not be recorded", fields);
        }
    }
}

} // namespace ctrip::telemetry
