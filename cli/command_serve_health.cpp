// SPDX-License-Identifier: MIT
// `ctrip serve-health`. Manual: man/ctrip-serve-health.1. Answers: lib/job/serve_health.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/state_folder.hpp"
#include "config/notation.hpp"
#include "config/secrets.hpp"
#include "http/bearer_token.hpp"
#include "http/server.hpp"
#include "job/serve_health.hpp"
#include "store/open_database.hpp"
#include "telemetry/systemd.hpp"

#include <fmt/format.h>
#include <signal.h> // NOLINT(modernize-deprecated-headers): sigtimedwait is POSIX.

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

namespace ctrip::cli {

namespace {

struct ServeHealthOptions
{
    std::string listen;
};

config::ListenPlace place_of(const ServeHealthOptions& options, Session& session)
{
    if (options.listen.empty()) {
        return session.config().health.listen;
    }
    if (const auto place = config::parse_listen(options.listen)) {
        return *place;
    }
    throw Error{
        ErrorKind::usage,
        fmt::format("--listen must be host:port, as in 127.0.0.1:9180 or [::1]:9180, not '{}'",
                    options.listen)};
}

/// Stops the server on SIGTERM or SIGINT, which its own thread receives. Construct it before any
/// other thread starts: threads inherit the signal mask that blocks both.
class StopOnSignal
{
public:
    explicit StopOnSignal(http::Server& server)
    {
        sigemptyset(&m_signals);
        sigaddset(&m_signals, SIGTERM);
        sigaddset(&m_signals, SIGINT);
        pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
        m_thread = std::thread([this, &server] { wait(server); });
    }
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;
    ~StopOnSignal()
    {
        m_done = true;
        m_thread.join();
    }

private:
    void wait(http::Server& server)
    {
        constexpr timespec kTick{.tv_sec = 0, .tv_nsec = 200'000'000};
        while (!m_done) {
            if (sigtimedwait(&m_signals, nullptr, &kTick) > 0) {
                telemetry::notify_stopping();
                server.stop();
                return;
            }
        }
    }

    sigset_t m_signals{};
    std::atomic<bool> m_done = false;
    std::thread m_thread;
};

http::ServerResponse response_of(job::HealthAnswer answer)
{
    return {.status = answer.status,
            .content_type = std::move(answer.content_type),
            .body = std::move(answer.body),
            .challenge = {}};
}

/// The socket of the service manager goes before the configuration and --listen: whoever connects
/// meets that one.
void listen(http::Server& server, const config::ListenPlace& place)
{
    if (const std::optional<int> socket = telemetry::passed_socket()) {
        server.adopt(*socket);
    } else {
        server.listen(place.host, place.port);
    }
}

/// 401 for a page that needs a token that the request does not have.
std::optional<http::ServerResponse> refused(const http::ServerRequest& request,
                                            const std::optional<base::Secret>& token)
{
    if (!token || request.path != job::kMetricsPath ||
        http::has_bearer_token(request.authorization, *token)) {
        return std::nullopt;
    }
    return http::ServerResponse{
        .status = 401, .body = "a token is needed\n", .challenge = "Bearer"};
}

http::ServerHandlers handlers_of(job::Health& health, const std::optional<base::Secret>& token)
{
    const auto at_once =
        [&](const http::ServerRequest& request) -> std::optional<http::ServerResponse> {
        if (auto refusal = refused(request, token)) {
            return refusal;
        }
        auto answer = job::Health::answer_at_once(request.path);
        return answer ? std::optional{response_of(std::move(*answer))} : std::nullopt;
    };
    const auto in_turn = [&](const http::ServerRequest& request) {
        return response_of(health.answer(request.path, request.accept));
    };
    return {.at_once = at_once, .in_turn = in_turn, .busy = response_of(job::Health::busy())};
}

ExitCode run(const ServeHealthOptions& options, Session& session)
{
    const config::ListenPlace place = place_of(options, session);
    // Load the configuration now: it is loaded on first use, and then another thread needs it.
    const std::optional<base::Secret> token = config::load_metrics_token(session.config());
    job::Health health{{.open = [&] { return session.open_database(store::OpenMode::watch); },
                        .unrecorded = [&] { return session.unrecorded_runs(); },
                        .disk = [&] { return job::disk_space(session.disk_path()); },
                        .config = session.config(),
                        .version = CTRIP_VERSION,
                        .clock = session.clock()}};
    http::Server server{handlers_of(health, token)};
    listen(server, place);
    const StopOnSignal stop{server};
    if (const auto interval = telemetry::watchdog_interval()) {
        server.every(std::chrono::ceil<std::chrono::milliseconds>(*interval / 2),
                     telemetry::notify_watchdog);
    }
    session.log().info(fmt::format("listening on {}", server.address()));
    telemetry::notify_ready();
    server.run();
    return ExitCode::ok;
}

} // namespace

Command add_serve_health(OptionParser& root)
{
    const auto options = std::make_shared<ServeHealthOptions>();
    auto* app = root.add_subcommand("serve-health", "Serve /health and /metrics over HTTP");
    app->add_option("--listen", options->listen,
                    "Listen here instead of health.listen; port 0 picks a free port")
        ->type_name("HOST:PORT");
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
