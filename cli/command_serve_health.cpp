// SPDX-License-Identifier: MIT
// `ctrip serve-health`. Manual: man/ctrip-serve-health.1. Answers: lib/job/serve_health.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "config/notation.hpp"
#include "http/server.hpp"
#include "job/serve_health.hpp"
#include "store/open_database.hpp"
#include "telemetry/systemd.hpp"

#include <fmt/format.h>
#include <signal.h> // NOLINT(modernize-deprecated-headers): sigtimedwait is POSIX.

#include <atomic>
#include <thread>

namespace ctrip::cli {

namespace {

struct ServeHealthOptions
{
    std::string listen;
};

config::Health place_of(const ServeHealthOptions& options, Session& session)
{
    if (options.listen.empty()) {
        return session.config().health;
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

    [[nodiscard]] bool came() const noexcept { return m_came; }

private:
    void wait(http::Server& server)
    {
        constexpr timespec kTick{.tv_sec = 0, .tv_nsec = 200'000'000};
        while (!m_done) {
            if (sigtimedwait(&m_signals, nullptr, &kTick) > 0) {
                m_came = true;
                telemetry::notify_stopping();
                server.stop();
                return;
            }
        }
    }

    sigset_t m_signals{};
    std::atomic<bool> m_done = false;
    std::atomic<bool> m_came = false;
    std::thread m_thread;
};

std::string shown(const std::string& host, std::uint16_t port)
{
    const bool v6 = host.find(':') != std::string::npos;
    return v6 ? fmt::format("http://[{}]:{}", host, port) : fmt::format("http://{}:{}", host, port);
}

ExitCode run(const ServeHealthOptions& options, Session& session)
{
    const config::Health place = place_of(options, session);
    job::Health health{[&] { return session.open_database(store::OpenMode::watch); }, CTRIP_VERSION,
                       session.clock()};
    http::Server server{[&](const std::string& /*method*/, const std::string& path) {
        job::HealthAnswer answer = health.answer(path);
        return http::ServerResponse{answer.status, std::move(answer.content_type),
                                    std::move(answer.body)};
    }};
    // Load the configuration now: it is loaded on first use, and requests arrive on several
    // threads.
    static_cast<void>(session.config());
    server.listen(place.host, place.port);
    const StopOnSignal stop{server};
    session.log().info(fmt::format("listening on {}", shown(place.host, server.port())));
    telemetry::notify_ready();
    server.run();
    if (!stop.came()) {
        throw Error{
            ErrorKind::unavailable,
            fmt::format("health server '{}': it stopped accepting connections; start it again",
                        shown(place.host, server.port()))};
    }
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
