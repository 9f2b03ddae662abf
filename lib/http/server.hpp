// SPDX-License-Identifier: MIT
// The small HTTP server of serve-health: GET and HEAD only, few threads, short timeouts.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace ctrip::http {

struct ServerResponse
{
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
};

/// `handler` is called from several threads at once, with "GET" or "HEAD" and the path without its
/// query; the body of an answer to HEAD is left out. An exception from it becomes a 500 without
/// details. Other methods get 405.
class Server
{
public:
    using Handler =
        std::function<ServerResponse(const std::string& method, const std::string& path)>;

    explicit Server(Handler handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Binds the port; 0: a free one. Error{unavailable} if that fails.
    void listen(const std::string& host, std::uint16_t port);
    /// The port that is bound.
    [[nodiscard]] std::uint16_t port() const noexcept;
    /// Serves until stop(). Call listen() first.
    void run();
    /// May be called from any thread, also before run(), which then returns at once.
    void stop() noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ctrip::http
