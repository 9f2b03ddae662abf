// SPDX-License-Identifier: MIT
// The last run of each job: its time, duration and result. Also counts of payments, for /metrics.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

struct JobRun
{
    std::string job;   ///< "scan", "confirm", "sweep", "send-webhooks", "reconcile"
    std::string chain; ///< Empty for jobs that are not by chain.
    std::int64_t started_ms = 0;
    std::int64_t duration_ms = 0;
    int exit_code = 0;
    std::string message; ///< The error in one line; empty after success.
    std::string run_id;  ///< 32 lower-case hex digits; empty: recorded before there were any.
    std::optional<std::int64_t> last_success_ms;    ///< End of the last run with exit code 0.
    std::uint64_t skipped = 0;                      ///< Runs since, see count_skipped().
    std::optional<std::uint64_t> memory_peak_bytes; ///< Resident, of the run's process.
};

struct PaymentCount
{
    std::string chain;
    std::string status;
    std::uint64_t count = 0;
};

class RunStore
{
public:
    explicit RunStore(Database& database);

    /// Replaces the job's last run on that chain. `run.last_success_ms` and `run.skipped` are not
    /// read: the time of the last success is this run's end if its exit code is 0 and is kept
    /// otherwise, and `skipped` becomes 0.
    void record(const JobRun& run);
    /// Records runs that ended before they could write, unless a later one of their job and chain
    /// is recorded; so it may be repeated. "*" as the chain stands for all of `chains`, and so does
    /// a name that is not one of them.
    /// Returns what was recorded.
    std::vector<JobRun> take_up(std::span<const JobRun> runs, std::span<const std::string> chains);
    /// Counts a run that did not work because another run of the job held the lock. Does nothing
    /// before the job's first run is recorded.
    void count_skipped(std::string_view job, std::string_view chain);
    [[nodiscard]] std::vector<JobRun> all();
    /// From kept counts: the cost does not depend on the number of payments. Counts of 0 included.
    [[nodiscard]] std::vector<PaymentCount> payments_by_status();

private:
    Database& m_database;
};

} // namespace ctrip::store
