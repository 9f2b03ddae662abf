// SPDX-License-Identifier: MIT
// `serve-health`: the responses of /health, /health/live, /health/ready and /metrics.
#pragma once

#include "base/clock.hpp"
#include "store/database.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ctrip::job {

struct HealthAnswer
{
    int status = 200;
    std::string content_type;
    std::string body;
};

/// May be called by several threads at once.
class Health
{
public:
    /// Opens the database for each request that needs it, so that a database that is back is
    /// noticed. Throws Error where it can't be opened.
    using OpenDatabase = std::function<std::unique_ptr<store::Database>()>;

    /// `version`: of the program.
    Health(OpenDatabase open, std::string version, const base::Clock& clock);

    /// `path` without its query. A database that can't be used is a response with status 503, not
    /// an exception.
    [[nodiscard]] HealthAnswer answer(std::string_view path) const;

private:
    [[nodiscard]] HealthAnswer readiness() const;
    [[nodiscard]] HealthAnswer metrics() const;
    /// Opens the database; throws where its schema is not this program's, or it was moved.
    [[nodiscard]] std::unique_ptr<store::Database> database() const;

    OpenDatabase m_open;
    std::string m_version;
    const base::Clock& m_clock;
};

} // namespace ctrip::job
