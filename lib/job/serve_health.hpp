// SPDX-License-Identifier: MIT
// `serve-health`: the responses of /health, /health/live, /health/ready and /metrics.
#pragma once

#include "base/clock.hpp"
#include "config/config.hpp"
#include "job/findings.hpp"
#include "store/database.hpp"
#include "store/run_store.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::job {

/// The page of the metrics, for which a token may be needed.
inline constexpr std::string_view kMetricsPath = "/metrics";

struct HealthAnswer
{
    int status = 200;
    std::string content_type;
    std::string body;
};

struct HealthParts
{
    /// Opens the database for the first request that needs it, and again where that connection is
    /// of no use any more. Throws Error where it can't be opened.
    std::function<std::unique_ptr<store::Database>()> open;
    /// Runs that could not be recorded yet.
    std::function<std::vector<store::JobRun>()> unrecorded;
    std::function<std::optional<DiskSpace>()> disk;
    const config::Config& config;
    std::string version; ///< Of the program.
    const base::Clock& clock;
};

/// May be called by several threads at once; those that need the database wait for each other.
class Health
{
public:
    explicit Health(HealthParts parts);

    /// `path` without its query. Nothing: that takes the database, see answer().
    [[nodiscard]] static std::optional<HealthAnswer> answer_at_once(std::string_view path);
    /// For more requests than can wait for the database.
    [[nodiscard]] static HealthAnswer busy();
    /// `accept`: the request's header. A database that can't be used is a response with status 503,
    /// not an exception.
    [[nodiscard]] HealthAnswer answer(std::string_view path, std::string_view accept);

private:
    using Work = std::function<HealthAnswer(store::Database&)>;

    [[nodiscard]] HealthAnswer readiness(store::Database& database) const;
    [[nodiscard]] HealthAnswer metrics(store::Database& database, std::string_view accept) const;
    [[nodiscard]] HealthAnswer with_database(const Work& work);
    /// The kept connection, or a new one. Throws where the schema is not this program's, or the
    /// database was moved.
    [[nodiscard]] store::Database& database();

    HealthParts m_parts;
    std::mutex m_mutex;
    std::unique_ptr<store::Database> m_database; ///< Under m_mutex.
};

} // namespace ctrip::job
