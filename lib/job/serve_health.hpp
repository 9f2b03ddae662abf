// SPDX-License-Identifier: MIT
// `serve-health`: what is answered on /health, /health/live, /health/ready and /metrics.
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

/// May be asked by several threads at once.
class Health
{
public:
    /// Opens the database anew for each request that needs it, so that one which comes back is
    /// seen. Throws Error where it can't be opened.
    using OpenDatabase = std::function<std::unique_ptr<store::Database>()>;

    /// `version`: of the program.
    Health(OpenDatabase open, std::string version, const base::Clock& clock);

    /// `path` without its query. Never throws for a database that is away: that is an answer.
    [[nodiscard]] HealthAnswer answer(std::string_view path) const;

private:
    [[nodiscard]] HealthAnswer readiness() const;
    [[nodiscard]] HealthAnswer metrics() const;
    /// Open, on this program's schema, and not moved elsewhere.
    [[nodiscard]] std::unique_ptr<store::Database> database() const;

    OpenDatabase m_open;
    std::string m_version;
    const base::Clock& m_clock;
};

} // namespace ctrip::job
