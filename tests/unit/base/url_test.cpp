// SPDX-License-Identifier: MIT
#include "base/url.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>

using namespace ctrip;
using base::UrlFault;

TEST_CASE("a URL has its parts, and names the host that would be connected to", "[base][url]")
{
    const struct
    {
        std::string text;
        std::string scheme;
        bool has_user_info;
        std::string host;
        std::optional<std::string> port;
        std::string path;
        std::string query;
        std::string fragment;
    } cases[]{
        {"https://a", "https", false, "a", {}, "/", "", ""},
        {"HTTP://A.b:080/x?y=z#f", "http", false, "A.b", "80", "/x", "y=z", "f"},
        {"https://u:p@a/", "https", true, "a", {}, "/", "", ""},
        {"https://@a", "https", true, "a", {}, "/", "", ""},
        {"http://[::1]:65535", "http", false, "[::1]", "65535", "/", "", ""},
        {"http://127.1:0", "http", false, "127.0.0.1", "0", "/", "", ""},
        {"http://localhost@node.example", "http", true, "node.example", {}, "/", "", ""},
        {"http://a?b@c", "http", false, "a", {}, "/", "b@c", ""},
        {"other://a:1", "other", false, "a", "1", "/", "", ""},
    };
    for (const auto& one : cases) {
        INFO(one.text);
        const base::ParsedUrl parsed = base::parse_url(one.text);
        REQUIRE(parsed.valid());
        CHECK(parsed.url.scheme == one.scheme);
        CHECK(parsed.url.has_user_info == one.has_user_info);
        CHECK(parsed.url.host == one.host);
        CHECK(parsed.url.port == one.port);
        CHECK(parsed.url.path == one.path);
        CHECK(parsed.url.query == one.query);
        CHECK(parsed.url.fragment == one.fragment);
    }
    const base::Url zoned = base::parse_url("http://[fe80::1%25eth0]:1").url;
    CHECK(zoned.host == "[fe80::1]");
    CHECK(zoned.zone == "eth0");
    CHECK(zoned.host_and_port() == "[fe80::1]:1");
    CHECK(base::parse_url("http://a").url.host_and_port() == "a");
}

TEST_CASE("what is wrong with a URL has a name", "[base][url]")
{
    const struct
    {
        std::string text;
        UrlFault expected;
    } cases[]{
        {"", UrlFault::no_authority},           {"a", UrlFault::no_authority},
        {"a:1", UrlFault::no_authority},        {"http:/a", UrlFault::no_authority},
        {"http:///a", UrlFault::no_authority},  {"http://", UrlFault::bad_host},
        {"http://u@", UrlFault::bad_host},      {"http://a!b", UrlFault::bad_host},
        {"http://u:p@q@a", UrlFault::bad_host}, {"http://[::1", UrlFault::bad_host},
        {"http://[a]", UrlFault::bad_host},     {"http://a:65536", UrlFault::bad_port},
        {"http://a:x", UrlFault::bad_port},     {"http://[::1]x", UrlFault::bad_port},
    };
    for (const auto& [text, expected] : cases) {
        INFO(text);
        const base::ParsedUrl parsed = base::parse_url(text);
        CHECK(static_cast<int>(parsed.fault) == static_cast<int>(expected));
        CHECK(parsed.url.host.empty());
    }
    CHECK(base::parse_url("http://u@a", {.refuse_user_info = true}).fault == UrlFault::user_info);
    CHECK(base::parse_url("http://a", {.refuse_user_info = true}).valid());
}

TEST_CASE("what stays on this machine is known by its text", "[base][url]")
{
    for (const char* host : {"localhost", "LocalHost", "127.0.0.1", "127.255.0.9", "::1", "[::1]",
                             "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"}) {
        INFO(host);
        CHECK(base::is_loopback(host));
    }
    for (const char* host :
         {"", "localhost.example", "128.0.0.1", "126.255.255.255", "10.0.0.1", "0.0.0.0",
          "::", "::2", "::ffff:10.0.0.1", "fe80::1", "db", "127.1", "[", "[]"}) {
        INFO(host);
        CHECK_FALSE(base::is_loopback(host));
    }
}

TEST_CASE("plain http is what others can read on the way", "[base][url]")
{
    for (const char* url : {"http://a.example", "HTTP://a.example/x", "http://u:p@10.0.0.1:8545",
                            "http://[fe80::1]/", "http://localhost.example", "http://167772161"}) {
        INFO(url);
        CHECK(base::is_plain_http(url));
    }
    for (const char* url :
         {"https://a.example", "http://localhost:1", "http://127.0.0.1:8545", "http://[::1]:1/",
          "http://2130706433/", "http://u@localhost", "", "a"}) {
        INFO(url);
        CHECK_FALSE(base::is_plain_http(url));
    }
}
