// SPDX-License-Identifier: MIT
#include "job/serve_health.hpp"

#include "base/error.hpp"
#include "store/schema/migrator.hpp"
#include "store/schema/moved.hpp"
#include "telemetry/metrics.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kNotFound = 404;
constexpr int kUnavailable = 503;

HealthAnswer json_answer(int status, const Json& json)
{
    return {.status = status,
            .content_type = "application/json",
            .body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"};
}

/// Errors name the database without its password.
HealthAnswer trouble(const Error& error)
{
    return json_answer(kUnavailable,
                       {{"status", "error"}, {"reasons", Json::array({error.what()})}});
}

} // namespace

Health::Health(OpenDatabase open, std::string version, const base::Clock& clock)
    : m_open(std::move(open)), m_version(std::move(version)), m_clock(clock)
{
}

HealthAnswer Health::answer(std::string_view path) const
{
    if (path == "/health/live") {
        return json_answer(200, {{"status", "ok"}});
    }
    if (path == "/health" || path == "/health/ready") {
        return readiness();
    }
    if (path == "/metrics") {
        return metrics();
    }
    return json_answer(kNotFound,
                       {{"status", "error"},
                        {"reasons", Json::array({"no such page; there are /health, /health/live, "
                                                 "/health/ready and /metrics"})}});
}

std::unique_ptr<store::Database> Health::database() const
{
    std::unique_ptr<store::Database> database = m_open();
    store::Migrator{*database, m_clock}.require_current();
    store::require_not_moved(*database);
    return database;
}

HealthAnswer Health::readiness() const
{
    try {
        static_cast<void>(database());
    } catch (const Error& error) {
        return trouble(error);
    }
    return json_answer(200, {{"status", "ok"}});
}

HealthAnswer Health::metrics() const
{
    try {
        const auto opened = database();
        return {.status = 200,
                .content_type = "text/plain; version=0.0.4; charset=utf-8",
                .body = telemetry::to_prometheus_text(
                    telemetry::read_metrics(*opened, m_clock, m_version))};
    } catch (const Error& error) {
        return trouble(error);
    }
}

} // namespace ctrip::job
