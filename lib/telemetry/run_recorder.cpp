// SPDX-License-Identifier: MIT
#include "telemetry/run_recorder.hpp"

#include "base/uuid.hpp"
#include "store/metrics/metric_store.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <exception>
#include <optional>

namespace ctrip::telemetry {

namespace {

using meter::Family;

/// Of the whole process, which may do several runs.
std::optional<std::uint64_t> memory_peak_bytes()
{
    constexpr std::uint64_t kKib = 1'024; // Linux counts in KiB.
    rusage usage{};
    return getrusage(RUSAGE_SELF, &usage) == 0
               ? std::optional{static_cast<std::uint64_t>(usage.ru_maxrss) * kKib}
               : std::nullopt;
}

class Impatient
{
public:
    explicit Impatient(store::Database& database) : m_database(database)
    {
        m_database.be_patient(false);
    }
    Impatient(const Impatient&) = delete;
    Impatient& operator=(const Impatient&) = delete;
    ~Impatient()
    {
        try {
            m_database.be_patient(true);
        } catch (...) { // NOLINT(bugprone-empty-catch): the connection is lost.
        }
    }

private:
    store::Database& m_database;
};

/// `record` writes what goes with the metrics, and `own` are its.
template <typename Record>
void store_with_metrics(store::Database& database, meter::Meter& meter, const Record& record,
                        const std::vector<meter::Delta>& own = {})
{
    std::vector<meter::Delta> deltas = meter.deltas();
    deltas.insert(deltas.end(), own.begin(), own.end());
    const std::vector<meter::Level> levels = meter.levels();
    store::retry_conflicts([&] {
        store::DbTransaction transaction{database};
        record();
        store::MetricStore metrics{database};
        metrics.add(deltas);
        metrics.set(levels);
        transaction.commit();
    });
    meter.clear();
}

} // namespace

std::string new_run_id(std::int64_t now_ms)
{
    std::string id = base::UuidGenerator{}.next(now_ms);
    std::erase(id, '-');
    return id;
}

RunRecorder::RunRecorder(const RecorderParts& parts, const RunName& name) : m_parts(parts)
{
    m_run.job = name.job;
    m_run.chain = name.chain;
    m_run.started_ms = parts.clock.now_ms();
    m_run.run_id = name.run_id;
}

void RunRecorder::finish(int exit_code, std::string_view message) noexcept
{
    try {
        // The system clock may be set back while a job runs.
        m_run.duration_ms = std::max<std::int64_t>(m_parts.clock.now_ms() - m_run.started_ms, 0);
        m_run.exit_code = exit_code;
        m_run.message = message;
        m_run.memory_peak_bytes = memory_peak_bytes();
        // Counted by whoever takes it up, where it goes to the spool instead.
        meter::Meter own;
        count_run(own, m_run);
        store_with_metrics(
            m_parts.database, m_parts.meter,
            [&] { store::RunStore{m_parts.database}.record(m_run); }, own.deltas());
    } catch (const std::exception& error) {
        static_cast<void>(m_parts.spool.add(m_run));
        const base::LogFields fields{{"job", m_run.job}, {"reason", error.what()}};
        if (exit_code == 0) {
            m_parts.log.warning("the run could not be recorded", fields);
        } else { // Most likely for the same reason as the run's error, which is reported.
            m_parts.log.debug("the run could not be recorded", fields);
        }
    }
}

void count_run(meter::Meter& meter, const store::JobRun& run)
{
    meter.counter(Family::job_runs, {run.job, run.chain, outcome_of(run.exit_code)}).add();
    meter.histogram(Family::job_duration, {run.job, run.chain}).observe(run.duration_ms);
}

void record_skipped(const RecorderParts& parts, const RunName& name) noexcept
{
    try {
        parts.meter.counter(Family::job_skipped, {name.job, name.chain}).add();
        // The other run may be one that lets nobody write for minutes, such as a copy of the
        // database. The count then stays in the meter.
        const Impatient impatient{parts.database};
        store_with_metrics(parts.database, parts.meter, [&] {
            store::RunStore{parts.database}.count_skipped(name.job, name.chain);
        });
    } catch (const std::exception& error) {
        parts.log.debug("the skipped run could not be counted",
                        {{"job", std::string{name.job}}, {"reason", error.what()}});
    }
}

void flush(store::Database& database, meter::Meter& meter)
{
    if (!meter.deltas().empty() || !meter.levels().empty()) {
        store_with_metrics(database, meter, [] {});
    }
}

std::string_view outcome_of(int exit_code) noexcept
{
    switch (exit_code) {
    case 0:
        return "ok";
    case 64:
        return "usage";
    case 65:
        return "request";
    case 66:
        return "not_found";
    case 69:
        return "unavailable";
    case 70:
        return "defect";
    case 75:
        return "locked";
    case 77:
        return "permission";
    case 78:
        return "config";
    default:
        return "other";
    }
}

} // namespace ctrip::telemetry
