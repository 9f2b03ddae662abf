// SPDX-License-Identifier: MIT
#include "job/serve_health.hpp"

#include "base/error.hpp"
#include "store/schema/migrator.hpp"
#include "store/schema/moved.hpp"
#include "telemetry/metrics.hpp"

#include <nlohmann/json.hpp>

#include <utility>
#include <vector>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kReadiness = "/health";
constexpr std::string_view kReady = "/health/ready";
/// What Prometheus asks for first.
constexpr std::string_view kOpenMetrics = "application/openmetrics-text";
constexpr int kOk = 200;
constexpr int kNotFound = 404;
constexpr int kUnavailable = 503;

HealthAnswer json_answer(int status, const Json& json)
{
    return {.status = status,
            .content_type = "application/json",
            .body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"};
}

/// Errors name the database without its password.
HealthAnswer trouble(const std::string& reason)
{
    return json_answer(kUnavailable, {{"status", "error"}, {"reasons", Json::array({reason})}});
}

} // namespace

Health::Health(HealthParts parts) : m_parts(std::move(parts)) {}

std::optional<HealthAnswer> Health::answer_at_once(std::string_view path)
{
    if (path == kReadiness || path == kReady || path == kMetricsPath) {
        return std::nullopt;
    }
    if (path == "/health/live") {
        return json_answer(kOk, {{"status", "ok"}});
    }
    return json_answer(kNotFound,
                       {{"status", "error"},
                        {"reasons", Json::array({"no such page; there are /health, /health/live, "
                                                 "/health/ready and /metrics"})}});
}

HealthAnswer Health::busy()
{
    return trouble("too many requests wait for the database");
}

HealthAnswer Health::answer(std::string_view path, std::string_view accept)
{
    if (std::optional<HealthAnswer> at_once = answer_at_once(path)) {
        return std::move(*at_once);
    }
    return with_database([&](store::Database& database) {
        return path == kMetricsPath ? metrics(database, accept) : readiness(database);
    });
}

HealthAnswer Health::with_database(const Work& work)
{
    const std::lock_guard lock{m_mutex};
    if (m_database && m_database->is_usable()) {
        try {
            return work(database());
        } catch (const Error&) { // Perhaps of the connection alone: the server was restarted.
        }
    }
    m_database.reset();
    try {
        return work(database());
    } catch (const Error& error) {
        m_database.reset();
        return trouble(error.what());
    }
}

store::Database& Health::database()
{
    if (!m_database) {
        m_database = m_parts.open();
    }
    store::Migrator{*m_database, m_parts.clock}.require_current();
    store::require_not_moved(*m_database);
    return *m_database;
}

HealthAnswer Health::readiness(store::Database& database) const
{
    const std::vector<store::JobRun> unrecorded = m_parts.unrecorded();
    Json reasons = Json::array();
    Json warnings = Json::array();
    for (Finding& one : find_problems({.database = database,
                        .config = m_parts.config,
                        .clock = m_parts.clock,
                        .unrecorded = unrecorded,
                        .disk = m_parts.disk()})) {
        (one.needs_person ? reasons : warnings).push_back(std::move(one.text));
    }
    const bool is_well = reasons.empty();
    Json answer{{"status", is_well ? "ok" : "error"}};
    if (!is_well) {
        answer["reasons"] = std::move(reasons);
    }
    if (!warnings.empty()) {
        answer["warnings"] = std::move(warnings);
    }
    return json_answer(is_well ? kOk : kUnavailable, answer);
}

HealthAnswer Health::metrics(store::Database& database, std::string_view accept) const
{
    telemetry::MetricsSnapshot snapshot =
        telemetry::read_metrics(database, m_parts.clock, m_parts.version);
    if (const std::optional<DiskSpace> disk = m_parts.disk()) {
        snapshot.disk_free_bytes = disk->free_bytes;
    }
    const bool is_open = accept.find(kOpenMetrics) != std::string_view::npos;
    return {.status = kOk,
            .content_type =
                std::string{is_open ? telemetry::kOpenMetricsType : telemetry::kPrometheusType},
            .body = is_open ? telemetry::to_openmetrics_text(snapshot)
                            : telemetry::to_prometheus_text(snapshot)};
}

} // namespace ctrip::job
