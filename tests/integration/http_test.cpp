// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "http/client.hpp"
#include "integration/fake_node.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <stdexcept>
#include <thread>

using namespace ctrip;
using test::FakeNode;
using test::FakeReply;

namespace {

http::Request get(const std::string& url)
{
    http::Request request;
    request.method = "GET";
    request.url = url;
    request.timeout_ms = 5'000;
    return request;
}

FakeNode::Handler always(const FakeReply& reply)
{
    return [reply](const std::string&, const std::string&) { return reply; };
}

} // namespace

TEST_CASE("requests in turn share a connection and get their own answers", "[http][client]")
{
    FakeNode node{[](const std::string& head, const std::string& body) {
        return FakeReply{.body = head.substr(0, head.find(' ')) + " " + body};
    }};
    http::Client client;
    for (int i = 0; i < 5; ++i) {
        http::Request request;
        request.url = node.url();
        request.body = std::to_string(i);
        const http::Response response = client.perform(request);
        CHECK(response.failure == http::Failure::none);
        CHECK(response.status == 200);
        CHECK(response.body == "POST " + std::to_string(i));
        CHECK(response.body.capacity() >= response.body.size() + 64);
    }
    CHECK(node.connections() == 1);
    CHECK(client.perform(get(node.url())).body == "GET ");
}

TEST_CASE("at most connections_max requests are on their way, and callbacks may submit more",
          "[http][client]")
{
    std::atomic<int> now = 0;
    std::atomic<int> most = 0;
    FakeNode node{[&](const std::string&, const std::string& body) {
        most = std::max<int>(most, ++now);
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
        --now;
        return FakeReply{.body = body};
    }};
    http::Client client{{.connections_max = 3}};
    int answered = 0;
    std::function<void(int)> submit = [&](int left) {
        http::Request request;
        request.url = node.url();
        request.body = std::to_string(left);
        client.submit(request, [&, left](http::Response&& response) {
            CHECK(response.body == std::to_string(left));
            ++answered;
            if (left > 0) {
                submit(left - 1);
            }
        });
    };
    for (int i = 0; i < 6; ++i) {
        submit(4);
    }
    client.run();
    CHECK(answered == 30);
    CHECK(most <= 3);
    CHECK(most >= 2);
    CHECK(node.connections() <= 3);
}

TEST_CASE("a run ends at once after the last answer", "[http][client]")
{
    FakeNode node{always({.body = "x"})};
    http::Client client;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 5; ++i) {
        CHECK(client.perform(get(node.url())).body == "x");
        client.run();
    }
    // A second of waiting in either would be five here.
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{4});
}

TEST_CASE("an exception from a callback ends all requests and leaves the client usable",
          "[http][client]")
{
    FakeNode node{always({.body = "x"})};
    http::Client client{{.connections_max = 2}};
    int answered = 0;
    for (int i = 0; i < 8; ++i) {
        client.submit(get(node.url()), [&](http::Response&&) {
            ++answered;
            throw std::runtime_error{"stop"};
        });
    }
    CHECK_THROWS_WITH(client.run(), "stop");
    CHECK(answered == 1);
    client.run();
    CHECK(answered == 1);
    CHECK(client.perform(get(node.url())).body == "x");
}

TEST_CASE("a body over the cap fails or is cut, at the byte", "[http][client]")
{
    const std::string body(100'000, 'x');
    FakeNode plain{always({.body = body})};
    FakeNode chunked{always({.body = body, .chunked = true})};
    http::Client client;
    for (const FakeNode* node : {&plain, &chunked}) {
        http::Request request = get(node->url());
        request.body_bytes_max = body.size();
        CHECK(client.perform(request).body.size() == body.size());
        request.body_bytes_max = body.size() - 1;
        http::Response response = client.perform(request);
        CHECK(response.failure == http::Failure::too_large);
        CHECK(response.error == "the answer is larger than 99999 bytes");
        request.oversize = http::Oversize::truncates;
        response = client.perform(request);
        CHECK(response.failure == http::Failure::none);
        CHECK(response.status == 200);
        CHECK(response.body.size() == body.size() - 1);
    }
}

TEST_CASE("failures are told apart, in one line without secrets", "[http][client]")
{
    http::Client client;
    std::string closed;
    {
        FakeNode node{always({})};
        closed = node.url();
    }
    const http::Response refused = client.perform(get(closed + "/SECRET"));
    CHECK(refused.failure == http::Failure::unreachable);
    CHECK_FALSE(refused.was_connected);
    CHECK(refused.error == "Connection refused");

    FakeNode cutting{always({.body = "half", .announced_bytes = 100})};
    CHECK(client.perform(get(cutting.url())).failure == http::Failure::cut_off);

    FakeNode hanging{always({.hangs = true})};
    http::Request request = get(hanging.url());
    request.timeout_ms = 200;
    const auto start = std::chrono::steady_clock::now();
    CHECK(client.perform(request).failure == http::Failure::timeout);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{3});

    for (const std::string url : {"ftp://127.0.0.1/", "file:///etc/passwd", "not a url"}) {
        INFO(url);
        const http::Response response = client.perform(get(url));
        CHECK(response.failure != http::Failure::none);
        CHECK(response.body.empty());
    }
}

TEST_CASE("where the status suffices, what follows a 2xx does not matter", "[http][client]")
{
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    const struct
    {
        const char* what;
        FakeReply reply;
        int status; ///< 0: no answer.
    } cases[]{
        {"a body that is cut off", {.body = "half", .announced_bytes = 100}, 200},
        {"a body without an end", {.drips = true}, 200},
        {"a missing last chunk",
         {.raw = ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"},
         200},
        {"a chunk that is none", {.raw = ok + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n"}, 200},
        {"a length that is none", {.raw = ok + "Content-Length: -5\r\n\r\n"}, 200},
        {"headers of 70 KiB", {.raw = ok + "X: " + std::string(70U << 10U, 'x') + "\r\n\r\n"}, 200},
        {"headers of 400 KiB in lines",
         {.raw = ok +
                 [] {
                     std::string lines;
                     for (int i = 0; i < 400; ++i) {
                         lines +=
                             "X-" + std::to_string(i) + ": " + std::string(1'000, 'x') + "\r\n";
                     }
                     return lines;
                 }() +
                 "\r\n"},
         200},
        {"headers that are cut off", {.raw = ok + "Content-Type: te"}, 200},
        {"headers without an end", {.raw = ok + "Content-Type: te", .stays_open = true}, 200},
        {"a text that is not compressed",
         {.raw = ok + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"},
         200},
        {"interim answers before it",
         {.raw = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                 "HTTP/1.1 204 No Content\r\n\r\n"},
         204},
        {"an interim answer alone", {.raw = "HTTP/1.1 103 Early Hints\r\n\r\n"}, 0},
        {"an error whose body is cut off",
         {.raw = "HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\nhalf"},
         0},
        {"half a status line", {.raw = "HTTP/1.1 20"}, 0},
        {"no HTTP", {.raw = "200 OK\r\n\r\n"}, 0},
    };
    for (const auto& [what, reply, status] : cases) {
        INFO(what);
        FakeNode node{always(reply)};
        http::Client client;
        http::Request request = get(node.url());
        request.status_suffices = true;
        request.timeout_ms = 60'000;
        const auto start = std::chrono::steady_clock::now();
        const http::Response response = client.perform(request);
        CHECK((response.failure == http::Failure::none) == (status != 0));
        CHECK(response.status == status);
        CHECK(response.was_connected);
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{30});
    }
}

TEST_CASE("redirects are answers, not followed", "[http][client]")
{
    FakeNode target{always({.body = "secret"})};
    FakeNode node{
        always({.status = 302, .headers = {"Location: " + target.url()}, .body = "moved"})};
    http::Client client;
    const http::Response response = client.perform(get(node.url()));
    CHECK(response.status == 302);
    CHECK(response.body == "moved");
    CHECK(target.requests() == 0);
}

TEST_CASE("Retry-After is read as seconds and as a date", "[http][client]")
{
    http::Client client;
    const auto answer = [&](const std::vector<std::string>& headers) {
        FakeNode node{always({.status = 429, .headers = headers})};
        return client.perform(get(node.url())).retry_after_s;
    };
    CHECK(answer({"Retry-After: 7"}) == 7);
    CHECK(answer({"retry-after: 7"}) == 7);
    CHECK(answer({"Retry-After: 99999999999999"}) == 365LL * 24 * 3'600);
    CHECK(answer({"Retry-After: Mon, 01 Jan 2001 00:00:00 GMT"}) == 0);
    CHECK(answer({"Retry-After: Fri, 01 Jan 2100 00:00:00 GMT"}).value_or(0) > 3'600);
    CHECK_FALSE(answer({"Retry-After: soon"}).has_value());
    CHECK_FALSE(answer({}).has_value());
}

TEST_CASE("connect_to decides where the connection goes and the URL what is asked for",
          "[http][client]")
{
    std::string seen;
    FakeNode node{[&](const std::string& head, const std::string&) {
        seen = head;
        return FakeReply{.body = "here"};
    }};
    http::Request request = get("http://shop.invalid:" + std::to_string(node.port()) + "/hook");
    request.connect_to = "127.0.0.1";
    http::Client client;
    CHECK(client.perform(request).body == "here");
    CHECK(seen.find("Host: shop.invalid:" + std::to_string(node.port())) != std::string::npos);
    CHECK(seen.find("Accept-Encoding") == std::string::npos);
    // The kept connection to the first address does not serve a request that was checked for
    // another one.
    request.connect_to = "127.0.0.2";
    request.url = "http://shop.invalid:" + std::to_string(node.port() == 1 ? 2 : 1) + "/hook";
    CHECK(client.perform(request).failure == http::Failure::unreachable);
}
