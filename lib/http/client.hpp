// SPDX-License-Identifier: MIT
// HTTP requests going out: many at once on kept-alive connections (libcurl's multi interface), each
// with timeouts and a cap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::http {

/// What to do with a body that is larger than the request's cap.
enum class Oversize : std::uint8_t
{
    fails,     ///< The request fails with Failure::too_large.
    truncates, ///< The body is cut at the cap and the answer counts.
};

/// Files of PEM for TLS; an empty name: the usual.
struct TlsFiles
{
    std::string certificate; ///< The client's, with its key unless `key` is given.
    std::string key;
    std::string authorities; ///< Who signs servers' certificates.
};

struct Request
{
    std::string method = "POST";
    std::string url;
    std::vector<std::string> headers; ///< "Name: value"
    std::string body;
    std::int64_t connect_timeout_ms = 5'000;
    /// For the whole exchange, so that a server that sends a byte at a time cannot hold a run.
    std::int64_t timeout_ms = 30'000;
    std::size_t body_bytes_max = 64ULL << 20U;
    Oversize oversize = Oversize::fails;
    /// Once a final 2xx status has arrived the request has succeeded, whatever follows: its headers
    /// and body may be too large, broken, cut off or late. They are waited for a second, so that
    /// the connection can be used again.
    bool status_suffices = false;
    /// Connect to this IP literal and no other (the one that url_guard checked), whatever the host
    /// resolves to now.
    std::optional<std::string> connect_to;
    TlsFiles tls;
    /// HTTP/2 over TLS where the server speaks it; else HTTP/1.1.
    bool http2 = false;
};

enum class Failure : std::uint8_t
{
    none,        ///< An HTTP answer arrived, whatever its status.
    unreachable, ///< No connection: refused, no such host, TLS.
    timeout,
    cut_off, ///< The connection broke within the answer.
    too_large,
};

struct Response
{
    Failure failure = Failure::none;
    std::string error; ///< One line without the URL's secrets; empty where failure is none.
    int status = 0;    ///< HTTP status where failure is none.
    /// The request was sent, or its sending began: another address of the host may be tried without
    /// the server getting it twice where this is false.
    bool was_connected = false;
    std::string body; ///< Has spare capacity of at least 64 bytes after its end, for simdjson.
    /// From Retry-After, as seconds from now (a date is converted).
    std::optional<std::int64_t> retry_after_s;
};

struct ClientOptions
{
    std::size_t connections_max = 16;
    std::string user_agent = "ctrip";
};

/// Not thread-safe. Redirects are never followed. Proxies from the environment are not used for
/// loopback addresses.
class Client
{
public:
    using Done = std::function<void(Response&&)>;

    explicit Client(ClientOptions options = {});
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Queues a request; `done` is called from within run(). At most connections_max requests are
    /// under way at once.
    void submit(Request request, Done done);

    /// Blocks until every request, also those that callbacks submit, has been answered or has
    /// failed. An exception from a callback ends all requests and is passed on.
    void run();

    /// Like run(), for at most `wait_ms`; returns as soon as a request was answered. False if no
    /// request is left.
    [[nodiscard]] bool run_once(std::int64_t wait_ms);

    /// Sends one request and blocks until it is answered or fails.
    [[nodiscard]] Response perform(Request request);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The URL as it may be logged: scheme, host and port; user info, path and query (which hold API
/// keys) become "…".
[[nodiscard]] std::string redact_url(const std::string& url);

} // namespace ctrip::http
