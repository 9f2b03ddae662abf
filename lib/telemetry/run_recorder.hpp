// SPDX-License-Identifier: MIT
// Writes down how a job's run went, for /metrics and for whoever looks after the fact.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "store/run_store.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ctrip::telemetry {

/// One run, from its making to finish(). A destructor would not know how the run ended, so none
/// records.
class RunRecorder
{
public:
    /// `chain` is empty for a job that is not by chain.
    RunRecorder(store::RunStore& runs, const base::Clock& clock, const base::Log& log,
                std::string_view job, std::string_view chain);

    /// Records the outcome. A failure to record is logged and never thrown, so it can't hide the
    /// job's own error: behind one it is a detail. `message`: what went wrong, in one line; empty
    /// where nothing did.
    void finish(int exit_code, std::string_view message) noexcept;

private:
    store::RunStore& m_runs;
    const base::Clock& m_clock;
    const base::Log& m_log;
    store::JobRun m_run;
};

} // namespace ctrip::telemetry
