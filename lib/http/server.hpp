// SPDX-License-Identifier: MIT
// The small HTTP server of serve-health, by libmicrohttpd: GET and HEAD without a body, many
// connections on one thread, each with deadlines.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ctrip::http {

/// What the head of a request says. A header that was not sent is empty; of several with one name
/// it is the first.
struct ServerRequest
{
    std::string method; ///< "GET" or "HEAD".
    std::string path;   ///< As it was sent, without its query.
    std::string accept;
    std::string authorization;
};

struct ServerResponse
{
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;      ///< Left out of an answer to HEAD.
    std::string challenge; ///< WWW-Authenticate, for status 401; empty: none.
};

struct ServerHandlers
{
    /// Called by the thread that serves all connections, so it must not wait for anything. Nothing,
    /// or empty: `in_turn` answers.
    std::function<std::optional<ServerResponse>(const ServerRequest&)> at_once;
    /// Called by a thread of its own for one request after the other, so it may wait.
    std::function<ServerResponse(const ServerRequest&)> in_turn;
    /// For requests that come while too many wait for `in_turn`.
    ServerResponse busy{.status = 503, .body = "too many requests wait\n"};
};

struct ServerLimits
{
    unsigned connections_max = 512; ///< More wait until the system or the server takes them.
    /// More are closed at once. It holds for a proxy too, which has one address.
    unsigned connections_per_address_max = 128;
    std::size_t head_bytes_max = 8'192; ///< More: 431.
    std::size_t waiting_max = 16;       ///< Requests that wait for `in_turn`; more: `busy`.
    /// From a connection's beginning, or the answer before, to the end of a request's head; then
    /// the connection is closed, however much came meanwhile.
    std::chrono::milliseconds head_time{5'000};
    /// To send one answer whole; then the connection is closed.
    std::chrono::milliseconds answer_time{10'000};
};

/// Methods other than GET and HEAD get 405, requests with a body 413; both end their connection.
/// Range is ignored. An exception from a handler becomes a 500 without details.
class Server
{
public:
    explicit Server(ServerHandlers handlers, ServerLimits limits = {});
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Listens on a host (a name or an IP literal without brackets) and port; 0: a free one.
    /// Error{unavailable} if that fails.
    void listen(const std::string& host, std::uint16_t port);
    /// Takes over a socket that listens already, and closes it at the end. Error{config} if it is
    /// none.
    void adopt(int descriptor);
    /// The port that is bound; 0: none of TCP.
    [[nodiscard]] std::uint16_t port() const noexcept;
    /// Where it listens, such as "http://127.0.0.1:9180" or "unix:/run/ctrip.sock".
    [[nodiscard]] std::string address() const;
    /// run() calls `action` this often, as long as it serves. Call it before run(); `action` must
    /// not throw.
    void every(std::chrono::milliseconds interval, std::function<void()> action);
    /// Serves until stop(), then waits for the request that `in_turn` has. Call listen() or adopt()
    /// first. Error{unavailable} if it can't go on.
    void run();
    /// May be called from any thread, also before run(), which then returns at once.
    void stop() noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ctrip::http
