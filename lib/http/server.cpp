// SPDX-License-Identifier: MIT
#include "http/server.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "http/listening_socket.hpp"
#include "http/server_queue.hpp"

#include <fmt/format.h>
#include <microhttpd.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <list>
#include <memory>
#include <string_view>
#include <utility>

namespace ctrip::http {

namespace {

using SteadyClock = std::chrono::steady_clock;
using Time = SteadyClock::time_point;

/// The library keeps a connection's request and the head of its answer in a pool of this size, so
/// it has to be well above head_bytes_max.
constexpr std::size_t kPoolBytes = 32'768;
constexpr int kPayloadTooLarge = 413;
constexpr int kHeadTooLarge = 431;

enum class After : std::uint8_t
{
    keep,  ///< Another request may follow on the connection.
    close, ///< Of this request not all was read.
};

/// One connection of a client.
struct Open
{
    int descriptor = -1;
    Time deadline; ///< Then it is closed.
};

/// Wakes a poll() from any thread.
class Wake
{
public:
    Wake() : m_descriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    {
        if (m_descriptor < 0) {
            throw Error{ErrorKind::unavailable,
                        fmt::format("health server: eventfd: {}", std::strerror(errno))};
        }
    }
    Wake(const Wake&) = delete;
    Wake& operator=(const Wake&) = delete;
    ~Wake() { ::close(m_descriptor); }

    void send() const noexcept { static_cast<void>(::eventfd_write(m_descriptor, 1)); }
    void drain() const noexcept
    {
        eventfd_t count = 0;
        static_cast<void>(::eventfd_read(m_descriptor, &count));
    }
    [[nodiscard]] int descriptor() const noexcept { return m_descriptor; }

private:
    int m_descriptor;
};

struct StopDaemon
{
    void operator()(MHD_Daemon* daemon) const noexcept { MHD_stop_daemon(daemon); }
};

struct FreeResponse
{
    void operator()(MHD_Response* response) const noexcept { MHD_destroy_response(response); }
};

/// What counts of a request's headers.
struct Head
{
    ServerRequest request;
    bool has_host = false;
    bool has_body = false;
};

MHD_Result read_header(void* context, MHD_ValueKind /*kind*/, const char* name, const char* value)
{
    Head& head = *static_cast<Head*>(context);
    const std::string_view text = value == nullptr ? "" : value;
    const auto keep = [&](std::string& first) {
        if (first.empty()) {
            first = text;
        }
    };
    if (::strcasecmp(name, MHD_HTTP_HEADER_ACCEPT) == 0) {
        keep(head.request.accept);
    } else if (::strcasecmp(name, MHD_HTTP_HEADER_AUTHORIZATION) == 0) {
        keep(head.request.authorization);
    } else if (::strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0) {
        head.has_host = true;
    } else if (::strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0 ||
               (::strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0 && text != "0")) {
        head.has_body = true;
    }
    return MHD_YES;
}

std::size_t head_bytes(MHD_Connection* connection)
{
    const MHD_ConnectionInfo* const info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info == nullptr ? 0 : info->header_size;
}

/// Paths are compared as they were sent.
std::size_t keep_escapes(void* /*context*/, MHD_Connection* /*connection*/, char* text)
{
    return std::strlen(text);
}

/// Not const only for the library, which copies the body.
MHD_Result queue_answer(MHD_Connection* connection, ServerResponse& answer, After after)
{
    const std::unique_ptr<MHD_Response, FreeResponse> response{MHD_create_response_from_buffer(
        answer.body.size(), answer.body.data(), MHD_RESPMEM_MUST_COPY)};
    if (!response) {
        return MHD_NO; // Closes the connection.
    }
    const auto add = [&](const char* name, const std::string& value) {
        MHD_add_response_header(response.get(), name, value.c_str());
    };
    add(MHD_HTTP_HEADER_CONTENT_TYPE, answer.content_type);
    add(MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    add(MHD_HTTP_HEADER_X_CONTENT_TYPE_OPTIONS, "nosniff");
    if (!answer.challenge.empty()) {
        add(MHD_HTTP_HEADER_WWW_AUTHENTICATE, answer.challenge);
    }
    if (answer.status == MHD_HTTP_METHOD_NOT_ALLOWED) {
        add(MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    }
    if (after == After::close) {
        add(MHD_HTTP_HEADER_CONNECTION, "close");
    }
    return MHD_queue_response(connection, static_cast<unsigned>(answer.status), response.get());
}

} // namespace

struct Server::Impl
{
    Impl(ServerHandlers the_handlers, ServerLimits the_limits)
        : handlers(std::move(the_handlers)), limits(the_limits)
    {
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl()
    {
        if (listener >= 0) {
            ::close(listener);
        }
    }

    // What the library calls; `context` is the Impl.

    static void on_connection(void* context, MHD_Connection* connection, void** slot,
                              MHD_ConnectionNotificationCode code)
    {
        Impl& server = *static_cast<Impl*>(context);
        if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
            server.open.remove_if([&](const Open& one) { return &one == *slot; });
            server.closed = true;
            return;
        }
        const MHD_ConnectionInfo* const info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *slot = &server.open.emplace_back(
            Open{.descriptor = info->connect_fd,
                 .deadline = SteadyClock::now() + server.limits.head_time});
    }

    static MHD_Result on_request(void* context, MHD_Connection* connection, const char* path,
                                 const char* method, const char* version, const char* /*upload*/,
                                 std::size_t* upload_bytes, void** slot)
    {
        Impl& server = *static_cast<Impl*>(context);
        if (*slot == nullptr) { // The head is there; after this call the body would be read.
            return server.begin(connection, {.path = path, .method = method, .version = version},
                                slot);
        }
        if (*upload_bytes != 0) { // Of a request that was refused.
            *upload_bytes = 0;
            return MHD_YES;
        }
        return server.answer(*static_cast<Exchange*>(*slot));
    }

    static void on_completed(void* context, MHD_Connection* connection, void** slot,
                             MHD_RequestTerminationCode /*code*/)
    {
        Impl& server = *static_cast<Impl*>(context);
        const std::unique_ptr<Exchange> exchange{static_cast<Exchange*>(*slot)};
        *slot = nullptr;
        set_deadline(connection, SteadyClock::now() + server.limits.head_time);
    }

    struct RequestLine
    {
        const char* path;
        const char* method;
        std::string_view version;
    };

    MHD_Result begin(MHD_Connection* connection, const RequestLine& line, void** slot) const
    {
        Head head;
        MHD_get_connection_values(connection, MHD_HEADER_KIND, &read_header, &head);
        head.request.method = line.method;
        head.request.path = line.path;
        auto exchange = std::make_unique<Exchange>(
            Exchange{.connection = connection, .request = std::move(head.request), .response = {}});
        const std::string& verb = exchange->request.method;
        *slot = exchange.release(); // on_completed() deletes it.
        if (head_bytes(connection) > limits.head_bytes_max) {
            return refuse(connection,
                          {.status = kHeadTooLarge, .body = "the request's head is too large\n"});
        }
        if (!head.has_host && line.version != MHD_HTTP_VERSION_1_0) {
            // The library would refuse it too, with its own head as the body.
            return refuse(connection, {.status = MHD_HTTP_BAD_REQUEST,
                                       .body = "a request needs the header Host\n"});
        }
        if (verb != MHD_HTTP_METHOD_GET && verb != MHD_HTTP_METHOD_HEAD) {
            return refuse(connection, {.status = MHD_HTTP_METHOD_NOT_ALLOWED,
                                       .body = "only GET and HEAD are answered here\n"});
        }
        if (head.has_body) {
            return refuse(connection, {.status = kPayloadTooLarge,
                                       .body = "a request must not have a body here\n"});
        }
        return MHD_YES;
    }

    MHD_Result refuse(MHD_Connection* connection, ServerResponse response) const
    {
        set_deadline(connection, SteadyClock::now() + limits.answer_time);
        return queue_answer(connection, response, After::close);
    }

    MHD_Result answer(Exchange& exchange)
    {
        if (!exchange.response && handlers.at_once) {
            exchange.response = answer_of(handlers.at_once, exchange.request);
        }
        if (!exchange.response) {
            if (queue && queue->add(exchange)) {
                set_deadline(exchange.connection, Time::max());
                MHD_suspend_connection(exchange.connection);
                return MHD_YES; // take_answers() resumes it, and on_request() is called again.
            }
            exchange.response = handlers.busy;
        }
        set_deadline(exchange.connection, SteadyClock::now() + limits.answer_time);
        return queue_answer(exchange.connection, *exchange.response, After::keep);
    }

    static void set_deadline(MHD_Connection* connection, Time deadline)
    {
        const MHD_ConnectionInfo* const info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
        static_cast<Open*>(info->socket_context)->deadline = deadline;
    }

    // The loop.

    void start();
    void serve();
    void take_answers() const;
    void close_late();
    void tick();
    void wait();
    void finish();

    ServerHandlers handlers;
    ServerLimits limits;
    Wake wake;
    int listener = -1;
    std::list<Open> open; ///< Of the loop's thread.
    bool closed = false;  ///< A connection was closed since the last look.
    std::unique_ptr<ServerQueue> queue;
    std::chrono::milliseconds tick_interval{0};
    std::function<void()> on_tick;
    Time next_tick = Time::max();
    std::atomic<bool> stopped = false;
    std::unique_ptr<MHD_Daemon, StopDaemon> daemon; // First to go: it calls back.
};

void Server::Impl::start()
{
    daemon.reset(MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr, &on_request, this,
        MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_NOTIFY_CONNECTION, &on_connection, this,
        MHD_OPTION_NOTIFY_COMPLETED, &on_completed, this, MHD_OPTION_UNESCAPE_CALLBACK,
        &keep_escapes, nullptr, MHD_OPTION_CONNECTION_LIMIT, limits.connections_max,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, limits.connections_per_address_max,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, kPoolBytes, MHD_OPTION_END));
    if (!daemon) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("health server '{}': libmicrohttpd does not start",
                                shown_address(listener))};
    }
}

void Server::Impl::take_answers() const
{
    for (const Exchange* const exchange : queue->take_done()) {
        MHD_resume_connection(exchange->connection);
    }
}

void Server::Impl::close_late()
{
    const Time now = SteadyClock::now();
    for (Open& one : open) {
        if (one.deadline <= now) {
            // The library notices, and closes it.
            ::shutdown(one.descriptor, SHUT_RDWR);
            one.deadline = Time::max();
        }
    }
}

void Server::Impl::tick()
{
    const Time now = SteadyClock::now();
    if (on_tick && now >= next_tick) {
        on_tick();
        next_tick = now + tick_interval;
    }
}

void Server::Impl::wait()
{
    Time until = on_tick ? next_tick : Time::max();
    for (const Open& one : open) {
        until = std::min(until, one.deadline);
    }
    int timeout_ms = -1;
    if (until != Time::max()) {
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now());
        timeout_ms = static_cast<int>(std::clamp<std::int64_t>(rest.count(), 0, 60'000));
    }
    MHD_UNSIGNED_LONG_LONG library_ms = 0;
    // After a connection has gone, the library takes up listening again only when it runs.
    if (std::exchange(closed, false) || (MHD_get_timeout(daemon.get(), &library_ms) == MHD_YES)) {
        timeout_ms = static_cast<int>(
            std::min<std::uint64_t>(library_ms, static_cast<unsigned>(timeout_ms)));
    }
    const int events = MHD_get_daemon_info(daemon.get(), MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    std::array<pollfd, 2> watched{pollfd{.fd = events, .events = POLLIN, .revents = 0},
                                  pollfd{.fd = wake.descriptor(), .events = POLLIN, .revents = 0}};
    if (::poll(watched.data(), watched.size(), timeout_ms) < 0 && errno != EINTR) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("health server '{}': poll: {}; start it again",
                                shown_address(listener), std::strerror(errno))};
    }
    wake.drain();
}

void Server::Impl::serve()
{
    while (!stopped) {
        tick();
        wait();
        take_answers();
        if (MHD_run(daemon.get()) != MHD_YES) {
            throw Error{ErrorKind::unavailable,
                        fmt::format("health server '{}': it stopped accepting connections; start "
                                    "it again",
                                    shown_address(listener))};
        }
        close_late();
    }
}

/// The library must not be stopped while a connection is suspended.
void Server::Impl::finish()
{
    static_cast<void>(MHD_quiesce_daemon(daemon.get())); // The listener is ours again.
    for (Exchange* const exchange : queue->end()) {
        if (!exchange->response) {
            exchange->response = {.status = MHD_HTTP_SERVICE_UNAVAILABLE,
                                  .body = "the server stops\n"};
        }
        MHD_resume_connection(exchange->connection);
    }
    MHD_run(daemon.get());
    daemon.reset();
    queue.reset();
}

Server::Server(ServerHandlers handlers, ServerLimits limits)
    : m_impl(std::make_unique<Impl>(std::move(handlers), limits))
{
}

Server::~Server() = default;

void Server::listen(const std::string& host, std::uint16_t port)
{
    CTRIP_CHECK(m_impl->listener < 0);
    m_impl->listener = listen_on(host, port);
}

void Server::adopt(int descriptor)
{
    CTRIP_CHECK(m_impl->listener < 0);
    require_listening(descriptor);
    m_impl->listener = descriptor;
}

std::uint16_t Server::port() const noexcept
{
    return port_of(m_impl->listener);
}

std::string Server::address() const
{
    return shown_address(m_impl->listener);
}

void Server::every(std::chrono::milliseconds interval, std::function<void()> action)
{
    CTRIP_CHECK(interval.count() > 0);
    m_impl->tick_interval = interval;
    m_impl->on_tick = std::move(action);
    m_impl->next_tick = SteadyClock::now();
}

void Server::run()
{
    CTRIP_CHECK(m_impl->listener >= 0);
    m_impl->queue = std::make_unique<ServerQueue>(
        m_impl->handlers.in_turn, m_impl->limits.waiting_max, [this] { m_impl->wake.send(); });
    m_impl->start();
    try {
        m_impl->serve();
    } catch (...) {
        m_impl->finish();
        throw;
    }
    m_impl->finish();
    // From now on a connection is refused.
    ::close(std::exchange(m_impl->listener, -1));
}

void Server::stop() noexcept
{
    m_impl->stopped = true;
    m_impl->wake.send();
}

} // namespace ctrip::http
