// SPDX-License-Identifier: MIT
#include "store/run_store.hpp"

#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace ctrip::store {

namespace {

consteval std::size_t run_column(std::string_view column)
{
    return place_of(kJobRuns, column);
}

} // namespace

RunStore::RunStore(Database& database) : m_database(database) {}

void RunStore::record(const JobRun& run)
{
    static const std::string sql =
        insert_into(kJobRuns) +
        " ON CONFLICT (job, chain) DO UPDATE SET started_ms = excluded.started_ms, duration_ms = "
        "excluded.duration_ms, exit_code = excluded.exit_code, message = excluded.message, run_id "
        "= excluded.run_id, last_success_ms = COALESCE(excluded.last_success_ms, "
        "job_runs.last_success_ms), skipped = 0, memory_peak_bytes = excluded.memory_peak_bytes";
    const auto run_id = run.run_id.empty() ? std::nullopt : std::optional{run.run_id};
    const auto success_ms =
        run.exit_code == 0 ? std::optional{run.started_ms + run.duration_ms} : std::nullopt;
    m_database.execute(
        sql, row_of(kJobRuns, {{run_column("job"), run.job},
                               {run_column("chain"), run.chain},
                               {run_column("started_ms"), run.started_ms},
                               {run_column("duration_ms"), run.duration_ms},
                               {run_column("exit_code"), run.exit_code},
                               {run_column("message"), run.message},
                               {run_column("run_id"), run_id},
                               {run_column("last_success_ms"), success_ms},
                               {run_column("skipped"), 0},
                               {run_column("memory_peak_bytes"), run.memory_peak_bytes}}));
}

void RunStore::count_skipped(std::string_view job, std::string_view chain)
{
    m_database.execute("UPDATE job_runs SET skipped = skipped + 1 WHERE job = $1 AND chain = $2",
                       {job, chain});
}

std::vector<JobRun> RunStore::take_up(std::span<const JobRun> runs,
                                      std::span<const std::string> chains)
{
    return retry_conflicts([&] {
        std::vector<JobRun> recorded;
        DbTransaction transaction{m_database};
        std::map<std::pair<std::string, std::string>, std::int64_t> last_ms;
        for (const JobRun& run : all()) {
            last_ms[{run.job, run.chain}] = run.started_ms;
        }
        for (JobRun run : runs) {
            std::vector<std::string> names{run.chain};
            if (!run.chain.empty() &&
                std::find(chains.begin(), chains.end(), run.chain) == chains.end()) {
                names.assign(chains.begin(), chains.end());
            }
            for (const std::string& name : names) {
                std::int64_t& last = last_ms[{run.job, name}];
                if (run.started_ms > last) {
                    run.chain = name;
                    record(run);
                    recorded.push_back(run);
                    last = run.started_ms;
                }
            }
        }
        transaction.commit();
        return recorded;
    });
}

std::vector<JobRun> RunStore::all()
{
    std::vector<JobRun> runs;
    for (const Row& row : m_database.query(select_from(kJobRuns) + " ORDER BY job, chain")) {
        runs.push_back(
            {.job = row.text(run_column("job")),
             .chain = row.text(run_column("chain")),
             .started_ms = row.integer(run_column("started_ms")),
             .duration_ms = row.integer(run_column("duration_ms")),
             .exit_code = static_cast<int>(row.integer(run_column("exit_code"))),
             .message = row.text(run_column("message")),
             .run_id = row.optional_text(run_column("run_id")).value_or(std::string{}),
             .last_success_ms = row.optional_integer(run_column("last_success_ms")),
             .skipped = row.unsigned_integer(run_column("skipped")),
             .memory_peak_bytes = row.optional_unsigned(run_column("memory_peak_bytes"))});
    }
    return runs;
}

std::vector<PaymentCount> RunStore::payments_by_status()
{
    std::vector<PaymentCount> counts;
    for (const Row& row : m_database.query(
             "SELECT chain, status, CAST(SUM(value) AS BIGINT) FROM status_counts WHERE subject = "
             "'payments' GROUP BY chain, status ORDER BY chain, status")) {
        counts.push_back({row.text(0), row.text(1), row.unsigned_integer(2)});
    }
    return counts;
}

} // namespace ctrip::store
