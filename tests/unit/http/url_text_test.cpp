// SPDX-License-Identifier: MIT
#include "http/client.hpp"
#include "http/url_text.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ctrip;

TEST_CASE("a redacted URL keeps scheme, host and port and nothing that can be a key",
          "[http][url_text]")
{
    const struct
    {
        std::string url;
        std::string expected;
    } cases[]{
        {"https://node.example", "https://node.example"},
        {"https://node.example/", "https://node.example"},
        {"http://127.0.0.1:8545", "http://127.0.0.1:8545"},
        {"http://[::1]:8545/", "http://[::1]:8545"},
        {"https://node.example/v3/SECRET", "https://node.example/…"},
        {"https://node.example?key=SECRET", "https://node.example/…"},
        {"https://node.example#SECRET", "https://node.example/…"},
        {"https://user:SECRET@node.example:8545/x", "https://…@node.example:8545/…"},
        {"https://user:SE@CRET@node.example", "…"},
        {"https://user:SE/CRET@node.example", "…"},
        {"https://user:1/SECRET@node.example", "https://…"},
        {"SECRET", "…"},
        {"", "…"},
        {"https://", "…"},
        {"https://node.example\nSECRET", "…"},
    };
    for (const auto& [url, expected] : cases) {
        INFO(url);
        CHECK(http::redact_url(url) == expected);
    }
}

TEST_CASE("loopback hosts are known by every spelling, and their neighbours are not",
          "[http][url_text]")
{
    for (const char* host : {"localhost", "LOCALHOST", "a.localhost", "127.0.0.1",
                             "127.255.255.255", "::1", "[::1]"}) {
        INFO(host);
        CHECK(http::is_loopback_host(host));
    }
    for (const char* host : {"", "localhost.example", "notlocalhost", "126.255.255.255",
                             "128.0.0.0", "::2", "127.0.0"}) {
        INFO(host);
        CHECK_FALSE(http::is_loopback_host(host));
    }
    CHECK(http::is_loopback_url("http://127.0.0.1:8545/x"));
    CHECK(http::is_loopback_url("http://user@localhost"));
    CHECK(http::is_loopback_url("http://[::1]:8545"));
    CHECK_FALSE(http::is_loopback_url("http://node.example/localhost"));
    CHECK_FALSE(http::is_loopback_url("http://localhost@node.example"));
}

TEST_CASE("a text of somebody else's loses what may be secret of a URL", "[http][url_text]")
{
    const std::string url =
        "https://user:password1@node.example.org:8545/v3/0123456789abcdef?apikey=SECRETSECRET";
    CHECK(http::hide_secrets(url, "key 0123456789abcdef of node.example.org is no v3 key") ==
          "key … of node.example.org is no v3 key");
    CHECK(http::hide_secrets(url, "SECRETSECRET, SECRETSECRET: password1") == "…, …: …");
    CHECK(http::hide_secrets(url, "nothing of it") == "nothing of it");
    CHECK(http::hide_secrets("", "x") == "x");
}
