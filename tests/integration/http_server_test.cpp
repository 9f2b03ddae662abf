// SPDX-License-Identifier: MIT
// The server of serve-health against clients that are slow, many, or wrong.
#include "base/error.hpp"
#include "http/client.hpp"
#include "http/server.hpp"

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <functional>
#include <future>
#include <list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

using namespace ctrip;
using namespace std::chrono_literals;

namespace {

// Longer than any test waits: how fast this machine is decides nothing.
constexpr auto kPatience = 60s;

/// Waits until it holds, for kPatience at most.
template <typename Condition>
void wait_until(const Condition& condition)
{
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!condition() && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(5ms);
    }
}

/// A client that says what it likes.
class RawClient
{
public:
    explicit RawClient(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(port);
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{.tv_sec = std::chrono::seconds{kPatience}.count(), .tv_usec = 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(m_socket, reinterpret_cast<sockaddr*>(&place), sizeof place) != 0) {
            throw std::runtime_error{"no connection"};
        }
    }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    ~RawClient() { ::close(m_socket); }

    /// False: the connection is closed.
    bool send(std::string_view text) const
    {
        return ::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(text.size());
    }
    /// What comes until the server closes the connection; throws if it does not.
    [[nodiscard]] std::string read_all() const
    {
        std::string all;
        std::array<char, 4'096> part{};
        while (true) {
            const ssize_t size = ::recv(m_socket, part.data(), part.size(), 0);
            if (size < 0 && errno != ECONNRESET) {
                throw std::runtime_error{"the connection stays open"};
            }
            if (size <= 0) {
                return all;
            }
            all.append(part.data(), static_cast<std::size_t>(size));
        }
    }

    /// Whether something came, or the connection is closed.
    [[nodiscard]] bool has_answer() const
    {
        pollfd watched{.fd = m_socket, .events = POLLIN, .revents = 0};
        return ::poll(&watched, 1, 0) > 0;
    }

private:
    int m_socket;
};

/// A server that runs: "/now…" is answered at once, all else in its turn.
class Running
{
public:
    using Handler = std::function<http::ServerResponse(const http::ServerRequest&)>;

    explicit Running(Handler in_turn, http::ServerLimits limits = {})
        : m_server({.at_once = &Running::now, .in_turn = std::move(in_turn)}, limits)
    {
        m_server.listen("127.0.0.1", 0);
        m_port = m_server.port(); // After stop() it listens nowhere.
        m_thread = std::thread{[this] { m_server.run(); }};
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() { stop(); }

    void stop()
    {
        m_server.stop();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] http::Response ask(const std::string& path, const std::string& method = "GET",
                                     const std::string& body = "") const
    {
        http::Client client;
        return client.perform({.method = method,
                               .url = "http://127.0.0.1:" + std::to_string(m_port) + path,
                               .headers = {},
                               .body = body});
    }

private:
    static std::optional<http::ServerResponse> now(const http::ServerRequest& request)
    {
        return request.path.starts_with("/now") ? std::optional{http::ServerResponse{.body = "now"}}
                                                : std::nullopt;
    }

    http::Server m_server;
    std::thread m_thread;
    std::uint16_t m_port = 0;
};

http::ServerResponse echo(const http::ServerRequest& request)
{
    if (request.path == "/throws") {
        throw std::runtime_error{"SECRET"};
    }
    return {.status = request.path == "/bad" ? 503 : 200,
            .content_type = "text/x",
            .body = request.method + request.path + request.accept + request.authorization};
}

} // namespace

TEST_CASE("the health server answers GET and HEAD, refuses the rest, and stops", "[http][server]")
{
    Running server{&echo};
    CHECK(server.ask("/health?x=1").body == "GET/health*/*"); // curl accepts all.
    CHECK(server.ask("/now?x=1").body == "now");
    CHECK(server.ask("/bad").status == 503);
    const http::Response thrown = server.ask("/throws");
    CHECK(thrown.status == 500);
    CHECK(thrown.body.find("SECRET") == std::string::npos);
    CHECK(server.ask("/health", "HEAD").status == 200);
    CHECK(server.ask("/health", "HEAD").body.empty());
    for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
        INFO(method);
        CHECK(server.ask("/health", method, "x").status == 405);
    }
    http::Server second{{.at_once = {}, .in_turn = &echo}};
    CHECK_THROWS_AS(second.listen("127.0.0.1", server.port()), Error);
    server.stop();
    CHECK(server.ask("/now").failure == http::Failure::unreachable);

    http::Server stopped_early{{.at_once = {}, .in_turn = &echo}};
    stopped_early.listen("127.0.0.1", 0);
    stopped_early.stop();
    stopped_early.run();
}

TEST_CASE("a path stays as it was sent, and of two headers of one name the first counts",
          "[http][server]")
{
    const Running server{&echo};
    const RawClient client{server.port()};
    CHECK(client.send("GET /a%2fb%00c?d=%20 HTTP/1.1\r\nHost: x\r\nACCEPT: <1>\r\n"
                      "Accept: <2>\r\nAuthorization: <3>\r\nConnection: close\r\n\r\n"));
    CHECK(client.read_all().ends_with("\r\n\r\nGET/a%2fb%00c<1><3>"));
}

TEST_CASE("requests with a body or without a host are refused before more comes", "[http][server]")
{
    const Running server{&echo};
    const auto [head, status] = GENERATE(table<std::string, std::string>({
        {"GET /now HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", "413"},
        {"GET /now HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", "413"},
        {"GET /now HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 9\r\n\r\n", "413"},
        {"HEAD /now HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "413"},
        {"POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n", "405"},
        {"PATCH /now HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n", "405"},
        {"BREW /now HTTP/1.1\r\nHost: x\r\n\r\n", "405"},
        {"GET /now HTTP/1.1\r\n\r\n", "400"},
    }));
    INFO(head);
    const RawClient client{server.port()};
    const auto began = std::chrono::steady_clock::now();
    CHECK(client.send(head));
    const std::string answer = client.read_all(); // It closes the connection.
    CHECK(answer.starts_with("HTTP/1.1 " + status + " "));
    CHECK((status == "405") == (answer.find("Allow: GET, HEAD\r\n") != std::string::npos));
    // answer_time is ten seconds: it did not wait for the body until then.
    CHECK(std::chrono::steady_clock::now() - began < 9s);
}

TEST_CASE("a head that takes too long closes the connection, however much of it comes",
          "[http][server]")
{
    const Running server{&echo, {.head_time = 300ms}};
    const RawClient silent{server.port()};
    const RawClient half{server.port()};
    CHECK(half.send("GET /no"));
    CHECK(silent.read_all().empty());
    CHECK(half.read_all().empty());

    const RawClient dripping{server.port()};
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    CHECK(dripping.send("GET /now HTTP/1.1\r\nX: "));
    bool is_open = true;
    while (is_open && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(20ms);
        is_open = dripping.send("x");
    }
    CHECK_FALSE(is_open);

    // After an answer too, and not before it: a second request within that time is answered.
    const RawClient kept{server.port()};
    CHECK(kept.send("GET /now HTTP/1.1\r\nHost: x\r\n\r\nGET /now HTTP/1.1\r\nHost: x\r\n\r\n"));
    const std::string answers = kept.read_all();
    CHECK(answers.find("now") != answers.rfind("now"));
}

TEST_CASE("a client that does not take its answer is left", "[http][server]")
{
    const auto large = [](const http::ServerRequest&) {
        return http::ServerResponse{.body = std::string(64U << 20U, 'x')};
    };
    const Running server{large, {.answer_time = 300ms}};
    const RawClient lazy{server.port()};
    CHECK(lazy.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n"));
    std::this_thread::sleep_for(1s);
    CHECK(lazy.read_all().size() < 64U << 20U);
}

TEST_CASE("a head that is too large is refused", "[http][server]")
{
    const Running server{&echo, {.head_bytes_max = 2'000}};
    const auto asked = [&](std::size_t size) {
        const RawClient client{server.port()};
        std::string head = "GET /now HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: \r\n\r\n";
        head.insert(head.size() - 4, std::string(size - head.size(), 'x'));
        CHECK(client.send(head));
        return client.read_all().substr(0, 13);
    };
    CHECK(asked(2'000) == "HTTP/1.1 200 ");
    CHECK(asked(2'001) == "HTTP/1.1 431 ");
    CHECK(asked(64'000).substr(0, 10) == "HTTP/1.1 4"); // The library's own refusal.
}

TEST_CASE("a handler that waits holds up no page that is answered at once", "[http][server]")
{
    std::promise<void> gate;
    std::shared_future<void> opened{gate.get_future()};
    std::atomic<int> entered = 0;
    const auto wait = [&](const http::ServerRequest&) {
        ++entered;
        opened.wait();
        return http::ServerResponse{.body = "done"};
    };
    const Running server{wait, {.waiting_max = 2}};
    std::list<RawClient> clients;
    const auto ask = [&] {
        CHECK(clients.emplace_back(server.port())
                  .send("GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    };
    ask();
    wait_until([&] { return entered == 1; });
    for (int i = 0; i < 4; ++i) {
        ask();
    }
    // One is in work, two wait, and two are told that these are too many.
    wait_until([&] { return std::ranges::count_if(clients, &RawClient::has_answer) == 2; });
    CHECK(server.ask("/now").body == "now");
    CHECK(entered == 1);
    gate.set_value();
    int refused = 0;
    for (const RawClient& client : clients) {
        const std::string answer = client.read_all();
        const bool is_refused = answer.starts_with("HTTP/1.1 503 ");
        refused += is_refused ? 1 : 0;
        CHECK(answer.ends_with(is_refused ? "too many requests wait\n" : "done"));
    }
    CHECK(refused == 2);
    CHECK(entered == 3);
}

TEST_CASE("a stop answers those that wait", "[http][server]")
{
    std::promise<void> gate;
    std::shared_future<void> opened{gate.get_future()};
    std::atomic<int> entered = 0;
    Running server{[&](const http::ServerRequest&) {
        ++entered;
        opened.wait();
        return http::ServerResponse{.body = "done"};
    }};
    const RawClient first{server.port()};
    const RawClient second{server.port()};
    const std::string request = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n";
    CHECK(first.send(request));
    wait_until([&] { return entered == 1; });
    CHECK(second.send(request));
    std::thread stopping{[&] { server.stop(); }};
    std::this_thread::sleep_for(100ms);
    gate.set_value();
    stopping.join();
    CHECK(entered == 1);
    CHECK(first.read_all().ends_with("done"));
    // It waited in the queue, or had not arrived.
    const std::string answer = second.read_all();
    CHECK((answer.empty() || answer.starts_with("HTTP/1.1 503 ")));
}

TEST_CASE("connections above the limits wait or are closed, and places become free again",
          "[http][server]")
{
    const Running server{&echo, {.connections_max = 3, .head_time = 500ms}};
    const std::array<RawClient, 3> silent{RawClient{server.port()}, RawClient{server.port()},
                                          RawClient{server.port()}};
    CHECK(server.ask("/now").body == "now");
    for (const RawClient& one : silent) {
        CHECK(one.read_all().empty());
    }

    const Running narrow{&echo, {.connections_per_address_max = 2, .head_time = 60s}};
    std::list<RawClient> few;
    few.emplace_back(narrow.port());
    few.emplace_back(narrow.port());
    // Both are accepted once one of them is answered.
    CHECK(few.back().send("GET /now HTTP/1.1\r\nHost: x\r\n\r\n"));
    wait_until([&] { return few.back().has_answer(); });
    CHECK(narrow.ask("/now").failure != http::Failure::none);
    few.clear();
    http::Response again;
    wait_until([&] {
        again = narrow.ask("/now");
        return again.status == 200;
    });
    CHECK(again.body == "now");
}

TEST_CASE("a watchdog is told only while the server serves", "[http][server]")
{
    std::atomic<int> ticks = 0;
    http::Server server{{.at_once =
                             [](const http::ServerRequest& request) {
                                 if (request.path == "/stuck") {
                                     std::this_thread::sleep_for(500ms);
                                 }
                                 return std::optional{http::ServerResponse{.body = "now"}};
                             },
                         .in_turn = &echo}};
    server.every(20ms, [&] { ++ticks; });
    server.listen("127.0.0.1", 0);
    const std::uint16_t port = server.port();
    std::thread thread{[&] { server.run(); }};
    wait_until([&] { return ticks >= 5; });
    CHECK(ticks >= 5);
    const RawClient client{port};
    CHECK(client.send("GET /stuck HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    std::this_thread::sleep_for(100ms);
    const int before = ticks;
    std::this_thread::sleep_for(200ms);
    const int during = ticks;
    CHECK_FALSE(client.read_all().empty());
    // One more than none: the request may have come later than 100 ms on a busy machine.
    CHECK(during - before <= 1);
    server.stop();
    thread.join();
    const int after = ticks;
    std::this_thread::sleep_for(60ms);
    CHECK(ticks == after);
}
