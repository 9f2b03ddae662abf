// SPDX-License-Identifier: MIT
#include "http/server.hpp"

#include "base/check.hpp"
#include "base/error.hpp"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <atomic>
#include <exception>
#include <memory>
#include <thread>
#include <utility>

namespace ctrip::http {

namespace {

constexpr std::size_t kThreads = 4;
constexpr time_t kTimeoutS = 5;
constexpr time_t kKeepAliveS = 2;
constexpr std::size_t kRequestsPerConnectionMax = 100;
constexpr std::size_t kPayloadBytesMax = 4'096;

void fill(httplib::Response& out, const ServerResponse& answer)
{
    out.status = answer.status;
    out.set_header("Cache-Control", "no-store");
    out.set_content(answer.body, answer.content_type);
}

void refuse_method(const httplib::Request& /*request*/, httplib::Response& out)
{
    out.set_header("Allow", "GET, HEAD");
    fill(out, {.status = 405, .body = "only GET and HEAD are answered here\n"});
}

} // namespace

struct Server::Impl
{
    Handler handler;
    httplib::Server server;
    std::uint16_t port = 0;
    std::atomic<bool> stopped = false;
    std::atomic<bool> done = false;

    void answer(const httplib::Request& request, httplib::Response& out) const
    {
        try {
            fill(out, handler(request.method, request.path));
        } catch (const std::exception&) { // Its text may hold internal details.
            fill(out, {.status = 500, .body = "internal error\n"});
        }
    }

    void set_up()
    {
        // The library takes ownership of the pool.
        server.new_task_queue = [] {
            return std::make_unique<httplib::ThreadPool>(kThreads).release();
        };
        // The library's default would share the port with another process that has it, and each
        // would get some of the requests.
        server.set_socket_options([](socket_t socket) {
            const int yes = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        });
        server.set_read_timeout(kTimeoutS);
        server.set_write_timeout(kTimeoutS);
        server.set_keep_alive_timeout(kKeepAliveS);
        server.set_keep_alive_max_count(kRequestsPerConnectionMax);
        server.set_payload_max_length(kPayloadBytesMax);
        const std::string any = ".*";
        server.Get(any, [this](const httplib::Request& request, httplib::Response& out) {
            answer(request, out);
        });
        server.Post(any, refuse_method);
        server.Put(any, refuse_method);
        server.Patch(any, refuse_method);
        server.Delete(any, refuse_method);
        server.Options(any, refuse_method);
    }
};

Server::Server(Handler handler) : m_impl(std::make_unique<Impl>())
{
    m_impl->handler = std::move(handler);
    m_impl->set_up();
}

Server::~Server() = default;

void Server::listen(const std::string& host, std::uint16_t port)
{
    const int bound = port == 0 ? m_impl->server.bind_to_any_port(host)
                                : (m_impl->server.bind_to_port(host, port) ? port : -1);
    if (bound <= 0) {
        throw Error{
            ErrorKind::unavailable,
            fmt::format(
                "health server '{}:{}': the address cannot be listened on; is the port taken?",
                host, port)};
    }
    m_impl->port = static_cast<std::uint16_t>(bound);
}

std::uint16_t Server::port() const noexcept
{
    return m_impl->port;
}

void Server::run()
{
    CTRIP_CHECK(m_impl->port != 0);
    // The library ignores a stop() before its loop runs, so one thread repeats it until the loop
    // has ended.
    std::thread stopper([this] {
        m_impl->stopped.wait(false);
        while (!m_impl->done) {
            m_impl->server.stop();
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
    });
    m_impl->server.listen_after_bind();
    m_impl->done = true;
    stop();
    stopper.join();
}

void Server::stop() noexcept
{
    m_impl->stopped = true;
    m_impl->stopped.notify_all();
}

} // namespace ctrip::http
