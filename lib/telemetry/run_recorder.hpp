// SPDX-License-Identifier: MIT
// Records how a job's run ended and what it counted, for /metrics and `ctrip explain`.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "meter/meter.hpp"
#include "store/database.hpp"
#include "store/run_store.hpp"
#include "telemetry/run_spool.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ctrip::telemetry {

struct RunName
{
    std::string_view job;
    std::string_view chain;       ///< Empty for a job that is not by chain.
    std::string_view run_id = {}; ///< Of new_run_id(); empty for a run that does not work.
};

/// 32 lower-case hex digits, unique; also a trace id as W3C's Trace Context has it.
[[nodiscard]] std::string new_run_id(std::int64_t now_ms);

/// What is recorded with.
struct RecorderParts
{
    store::Database& database;
    meter::Meter& meter;   ///< Holds what this run, and earlier ones of the process, counted.
    const RunSpool& spool; ///< Gets a run that the database does not take.
    const base::Clock& clock;
    const base::Log& log;
};

/// One run, from construction to finish(). The destructor records nothing, since it does not know
/// how the run ended.
class RunRecorder
{
public:
    RunRecorder(const RecorderParts& parts, const RunName& name);

    /// Records the outcome and adds what was counted to the stored metrics, in one DbTransaction:
    /// one commit for each run. The statements that record are themselves not counted. A failure to
    /// record is logged and never thrown, so that it can't hide the job's own error; if the job
    /// failed, it is logged at debug level only. What was counted is then kept for the process's
    /// next run. `message`: the error in one line; empty after success.
    void finish(int exit_code, std::string_view message) noexcept;

private:
    const RecorderParts m_parts;
    store::JobRun m_run;
};

/// Counts a run that did not work because another run of the job held the lock. Never throws.
void record_skipped(const RecorderParts& parts, const RunName& name) noexcept;

/// Counts a run by how it ended, and how long it took.
void count_run(meter::Meter& meter, const store::JobRun& run);

/// Adds what was counted to the stored metrics, in one DbTransaction, where no run is recorded.
/// Writes nothing if nothing was counted. Throws Error{unavailable}.
void flush(store::Database& database, meter::Meter& meter);

/// The word for an exit code (sysexits) in the label `outcome`: "ok", "usage", "request", …;
/// "other" for an unknown one.
[[nodiscard]] std::string_view outcome_of(int exit_code) noexcept;

} // namespace ctrip::telemetry
