// SPDX-License-Identifier: MIT
// Records how a job's run ended, for /metrics and `ctrip explain`.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "store/run_store.hpp"
#include "telemetry/run_spool.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ctrip::telemetry {

/// One run, from construction to finish(). The destructor records nothing, since it does not know
/// how the run ended.
class RunRecorder
{
public:
    /// `chain` is empty for a job that is not by chain.
    /// `spool` gets the run where the database does not.
    RunRecorder(store::RunStore& runs, const RunSpool& spool, const base::Clock& clock,
                const base::Log& log, std::string_view job, std::string_view chain);

    /// Records the outcome. A failure to record is logged and never thrown, so that it can't hide
    /// the job's own error; if the job failed, it is logged at debug level only. `message`: the
    /// error in one line; empty after success.
    void finish(int exit_code, std::string_view message) noexcept;

private:
    store::RunStore& m_runs;
    const RunSpool& m_spool;
    const base::Clock& m_clock;
    const base::Log& m_log;
    store::JobRun m_run;
};

} // namespace ctrip::telemetry
