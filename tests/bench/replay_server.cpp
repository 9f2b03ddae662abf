// SPDX-License-Identifier: MIT
// A JSON-RPC node that gives a recording's replies as fast as the machine can send them, so that a
// benchmark measures its client. Usage: replay_server FOLDER [TRACE]; prints its port; writes each
// request body as a line of TRACE.
#include "recording.hpp"
#include "replies.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <unordered_map>

namespace ctrip::bench {
namespace {

constexpr std::size_t kRequestBytesMax = 64ULL << 20U;
constexpr std::string_view kHeadersEnd = "\r\n\r\n";

struct Connection
{
    std::string in;
    bool continue_sent = false;
    Reply out;
    std::size_t piece = 0; // The first of out's pieces that is not wholly sent.
};

/// The value of a header, from a request's head in lower case; empty where it is missing.
std::string_view header_value(std::string_view head, std::string_view name)
{
    const std::size_t at = head.find("\r\n" + std::string(name) + ":");
    if (at == std::string_view::npos) {
        return {};
    }
    std::string_view value = head.substr(at + name.size() + 3);
    value = value.substr(0, value.find("\r\n"));
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    return value;
}

class Server
{
public:
    Server(const Recording& recording, const char* trace);

    [[nodiscard]] int port() const;
    [[noreturn]] void run();

private:
    void accept_one();
    bool serve(int socket, std::uint32_t events);
    bool receive(int socket, Connection& connection);
    bool answer(int socket, Connection& connection);
    bool send(int socket, Connection& connection);
    void watch(int socket, int operation, std::uint32_t events) const;

    Responder m_responder;
    std::optional<std::ofstream> m_trace;
    int m_listener;
    int m_epoll;
    std::unordered_map<int, Connection> m_connections;
    std::string m_buffer = std::string(1U << 18U, '\0');
};

Server::Server(const Recording& recording, const char* trace)
    : m_responder(recording), m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
    if (trace != nullptr) {
        m_trace.emplace(trace);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    // The socket interface takes every family through this one type.
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    if (m_epoll < 0 || bind(m_listener, generic, sizeof address) != 0 ||
        listen(m_listener, SOMAXCONN) != 0) {
        throw std::runtime_error(std::string("cannot listen: ") + std::strerror(errno));
    }
    watch(m_listener, EPOLL_CTL_ADD, EPOLLIN);
}

int Server::port() const
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

void Server::watch(int socket, int operation, std::uint32_t events) const
{
    epoll_event event{};
    event.events = events;
    event.data.fd = socket;
    epoll_ctl(m_epoll, operation, socket, &event);
}

void Server::run()
{
    std::array<epoll_event, 64> events{};
    for (;;) {
        const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events.at(static_cast<std::size_t>(i));
            if (event.data.fd == m_listener) {
                accept_one();
            } else if (!serve(event.data.fd, event.events)) {
                m_connections.erase(event.data.fd);
                close(event.data.fd);
            }
        }
    }
}

void Server::accept_one()
{
    const int socket = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) {
        return;
    }
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    m_connections.emplace(socket, Connection{});
    watch(socket, EPOLL_CTL_ADD, EPOLLIN);
}

/// False: the connection is over.
bool Server::serve(int socket, std::uint32_t events)
{
    Connection& connection = m_connections.at(socket);
    if ((events & EPOLLOUT) != 0) {
        return send(socket, connection);
    }
    return receive(socket, connection) && answer(socket, connection);
}

bool Server::receive(int socket, Connection& connection)
{
    const ssize_t got = read(socket, m_buffer.data(), m_buffer.size());
    if (got <= 0) {
        return got < 0 && (errno == EAGAIN || errno == EINTR);
    }
    connection.in.append(m_buffer, 0, static_cast<std::size_t>(got));
    return true;
}

bool Server::answer(int socket, Connection& connection)
{
    const std::size_t head_end = connection.in.find(kHeadersEnd);
    if (head_end == std::string::npos) {
        return connection.in.size() < kRequestBytesMax;
    }
    std::string head = connection.in.substr(0, head_end);
    std::transform(head.begin(), head.end(), head.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::string_view length = header_value(head, "content-length");
    std::size_t body_size = 0;
    std::from_chars(length.data(), length.data() + length.size(), body_size);
    if (body_size == 0 || body_size > kRequestBytesMax) {
        return false;
    }
    const std::size_t body_begin = head_end + kHeadersEnd.size();
    if (connection.in.size() < body_begin + body_size) {
        // Without this answer, a client that asks would wait a second before it sends a large body.
        if (!connection.continue_sent && !header_value(head, "expect").empty()) {
            connection.continue_sent = true;
            constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            return write(socket, go_on.data(), go_on.size()) == static_cast<ssize_t>(go_on.size());
        }
        return true;
    }
    const std::string body = connection.in.substr(body_begin, body_size);
    connection.in.erase(0, body_begin + body_size);
    connection.continue_sent = false;
    if (m_trace) {
        *m_trace << body << std::endl; // Flushed: the server ends by a signal.
    }
    Reply& out = connection.out;
    m_responder.answer(body, out);
    out.prepend("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                std::to_string(out.size()) + std::string(kHeadersEnd));
    watch(socket, EPOLL_CTL_MOD, EPOLLOUT);
    return send(socket, connection);
}

/// Sends what the socket takes; when all is sent, goes on with a request that may have come
/// meanwhile.
bool Server::send(int socket, Connection& connection)
{
    std::vector<iovec>& pieces = connection.out.pieces();
    while (connection.piece < pieces.size()) {
        const std::size_t count = std::min<std::size_t>(pieces.size() - connection.piece, IOV_MAX);
        const ssize_t sent = writev(socket, &pieces[connection.piece], static_cast<int>(count));
        if (sent < 0) {
            return errno == EAGAIN || errno == EINTR;
        }
        auto left = static_cast<std::size_t>(sent);
        while (connection.piece < pieces.size() && left >= pieces[connection.piece].iov_len) {
            left -= pieces[connection.piece++].iov_len;
        }
        if (left > 0) {
            iovec& cut = pieces[connection.piece];
            cut = {static_cast<char*>(cut.iov_base) + left, cut.iov_len - left};
        }
    }
    connection.out.clear();
    connection.piece = 0;
    watch(socket, EPOLL_CTL_MOD, EPOLLIN);
    return connection.in.empty() || answer(socket, connection);
}

} // namespace
} // namespace ctrip::bench

int main(int argc, char** argv)
{
    if (argc < 2 || argc > 3) {
        std::cerr << "usage: replay_server FOLDER [TRACE]\n";
        return 64;
    }
    // A benchmark that is killed leaves no server behind.
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    std::signal(SIGPIPE, SIG_IGN);
    try {
        const ctrip::bench::Recording recording(argv[1]);
        ctrip::bench::Server server(recording, argc == 3 ? argv[2] : nullptr);
        std::cout << server.port() << std::endl;
        server.run();
    } catch (const std::exception& error) {
        std::cerr << "replay_server: " << error.what() << '\n';
        return 1;
    }
}
