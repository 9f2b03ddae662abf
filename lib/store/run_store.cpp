// SPDX-License-Identifier: MIT
#include "store/run_store.hpp"

namespace ctrip::store {

RunStore::RunStore(Database& database) : m_database(database) {}

void RunStore::record(const JobRun& run)
{
    m_database.execute(
        "INSERT INTO job_runs (job, chain, started_ms, duration_ms, exit_code, message) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (job, chain) DO UPDATE SET "
        "started_ms = excluded.started_ms, duration_ms = excluded.duration_ms, "
        "exit_code = excluded.exit_code, message = excluded.message",
        {run.job, run.chain, run.started_ms, run.duration_ms, run.exit_code, run.message});
}

std::vector<JobRun> RunStore::all()
{
    std::vector<JobRun> runs;
    for (const Row& row : m_database.query("SELECT job, chain, started_ms, duration_ms, exit_code, "
                                           "message FROM job_runs ORDER BY job, chain")) {
        runs.push_back({.job = row.text(0),
                        .chain = row.text(1),
                        .started_ms = row.integer(2),
                        .duration_ms = row.integer(3),
                        .exit_code = static_cast<int>(row.integer(4)),
                        .message = row.text(5)});
    }
    return runs;
}

std::vector<PaymentCount> RunStore::payments_by_status()
{
    std::vector<PaymentCount> counts;
    for (const Row& row : m_database.query("SELECT chain, status, COUNT(*) FROM payments GROUP BY "
                                           "chain, status ORDER BY chain, status")) {
        counts.push_back({row.text(0), row.text(1), row.unsigned_integer(2)});
    }
    return counts;
}

} // namespace ctrip::store
