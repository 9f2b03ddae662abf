// SPDX-License-Identifier: MIT
// `serve-health`: the responses of /health, /health/live, /health/ready and /metrics.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::job {

/// The page of the metrics, for which a token may be needed.
inline constexpr std::string_view kMetricsPath = "/metrics";

struct HealthAnswer
{
    int status = 200;
    std::string content_type;
    std::string body;
};

/// May be called by several threads at once; those that need the database wait for each other.
class Health
{
public:
    /// Opens the database for the first request that needs it, and again where that connection is
    /// of no use any more. Throws Error where it can't be opened.
    using OpenDatabase = std::function<std::unique_ptr<store::Database>()>;

    /// `version`: of the program.
    Health(OpenDatabase open, std::string version, const base::Clock& clock);

    /// `path` without its query. Nothing: that takes the database, see answer().
    [[nodiscard]] static std::optional<HealthAnswer> answer_at_once(std::string_view path);
    /// For more requests than can wait for the database.
    [[nodiscard]] static HealthAnswer busy();
    /// A database that can't be used is a response with status 503, not an exception.
    [[nodiscard]] HealthAnswer answer(std::string_view path);

private:
    using Work = std::function<HealthAnswer(store::Database&)>;

    [[nodiscard]] HealthAnswer readiness(store::Database& database) const;
    [[nodiscard]] HealthAnswer metrics(store::Database& database) const;
    [[nodiscard]] HealthAnswer with_database(const Work& work);
    /// The kept connection, or a new one. Throws where the schema is not this program's, or the
    /// database was moved.
    [[nodiscard]] store::Database& database();

    OpenDatabase m_open;
    std::string m_version;
    const base::Clock& m_clock;
    std::mutex m_mutex;
    std::unique_ptr<store::Database> m_database; ///< Under m_mutex.
};

} // namespace ctrip::job
