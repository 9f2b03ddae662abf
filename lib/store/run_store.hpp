// SPDX-License-Identifier: MIT
// The last run of each job: its time, duration and result. Also counts of payments, for /metrics.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <span>
#include <string>
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

    /// Replaces the job's last run on that chain.
    void record(const JobRun& run);
    /// Records runs that ended before they could write, unless a later one of their job and chain
    /// is recorded; so it may be repeated. "*" as the chain stands for all of `chains`, and so does
    /// a name that is not one of them.
    void take_up(std::span<const JobRun> runs, std::span<const std::string> chains);
    [[nodiscard]] std::vector<JobRun> all();
    [[nodiscard]] std::vector<PaymentCount> payments_by_status();

private:
    Database& m_database;
};

} // namespace ctrip::store
