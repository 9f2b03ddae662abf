// SPDX-License-Identifier: MIT
#include "job/serve_health.hpp"

#include "base/error.hpp"
#include "job/shared/oddity_words.hpp"
#include "rpc/oddity.hpp"
#include "store/chain_store.hpp"
#include "store/doubt_store.hpp"
#include "store/oddity_store.hpp"
#include "store/schema/migrator.hpp"
#include "store/schema/moved.hpp"
#include "telemetry/metrics.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <utility>
#include <vector>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kReadiness = "/health";
constexpr std::string_view kReady = "/health/ready";
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

/// What nodes keep showing that contradicts itself, and what to do.
void add_oddities(Json& warnings, store::Database& database, const base::Clock& clock)
{
    std::map<evm::ChainId, std::string> names;
    for (const store::ChainState& chain : store::ChainStore{database, clock}.all()) {
        names.emplace(chain.chain_id, chain.name);
    }
    for (const store::Oddity& oddity : store::OddityStore{database, clock}.all()) {
        const auto name = names.find(oddity.chain_id);
        if (name != names.end() && is_lasting(oddity, clock.now_ms()) &&
            oddity.kind != rpc::to_string(rpc::OddityKind::batch_transaction)) {
            warnings.push_back(fmt::format("chain '{}': {} (in {} runs, last {}); {}", name->second,
                                           what_of(oddity.kind), oddity.runs, oddity.subject,
                                           advice_of(oddity.kind)));
        }
    }
}

/// What a person has to look at, though all works.
Json warnings_of(store::Database& database, const base::Clock& clock)
{
    Json warnings = Json::array();
    store::DoubtStore doubts{database, clock};
    for (const store::ChainState& chain : store::ChainStore{database, clock}.all()) {
        const auto summary = doubts.summary(chain.chain_id);
        if (summary && summary->looks >= store::kLooksToWarn) {
            warnings.push_back(fmt::format(
                "chain '{}': since {} no node shows {} of {}; add another node to rpc_urls",
                chain.name, base::to_rfc3339(summary->since_s),
                store::hidden_text(summary->transactions), store::to_text(*summary)));
        }
    }
    add_oddities(warnings, database, clock);
    return warnings;
}

} // namespace

Health::Health(OpenDatabase open, std::string version, const base::Clock& clock)
    : m_open(std::move(open)), m_version(std::move(version)), m_clock(clock)
{
}

std::optional<HealthAnswer> Health::answer_at_once(std::string_view path)
{
    if (path == kReadiness || path == kReady || path == kMetricsPath) {
        return std::nullopt;
    }
    if (path == "/health/live") {
        return json_answer(200, {{"status", "ok"}});
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

HealthAnswer Health::answer(std::string_view path)
{
    if (std::optional<HealthAnswer> at_once = answer_at_once(path)) {
        return std::move(*at_once);
    }
    return with_database([&](store::Database& database) {
        return path == kMetricsPath ? metrics(database) : readiness(database);
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
        m_database = m_open();
    }
    store::Migrator{*m_database, m_clock}.require_current();
    store::require_not_moved(*m_database);
    return *m_database;
}

HealthAnswer Health::readiness(store::Database& database) const
{
    Json answer{{"status", "ok"}};
    if (Json found = warnings_of(database, m_clock); !found.empty()) {
        answer["warnings"] = std::move(found);
    }
    return json_answer(200, answer);
}

HealthAnswer Health::metrics(store::Database& database) const
{
    return {.status = 200,
            .content_type = std::string{telemetry::kPrometheusType},
            .body = telemetry::to_prometheus_text(
                telemetry::read_metrics(database, m_clock, m_version))};
}

} // namespace ctrip::job
