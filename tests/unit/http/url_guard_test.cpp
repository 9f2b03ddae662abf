// SPDX-License-Identifier: MIT
#include "http/url_guard.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ctrip;

TEST_CASE("addresses are public or not on both sides of each boundary", "[http][url_guard]")
{
    const struct
    {
        const char* address;
        bool is_public;
    } cases[]{
        {"0.0.0.0", false},
        {"0.255.255.255", false},
        {"1.0.0.0", true},
        {"9.255.255.255", true},
        {"10.0.0.0", false},
        {"10.255.255.255", false},
        {"11.0.0.0", true},
        {"100.63.255.255", true},
        {"100.64.0.0", false},
        {"100.127.255.255", false},
        {"100.128.0.0", true},
        {"126.255.255.255", true},
        {"127.0.0.0", false},
        {"127.255.255.255", false},
        {"128.0.0.0", true},
        {"169.253.255.255", true},
        {"169.254.0.0", false},
        {"169.254.169.254", false},
        {"169.254.255.255", false},
        {"169.255.0.0", true},
        {"172.15.255.255", true},
        {"172.16.0.0", false},
        {"172.31.255.255", false},
        {"172.32.0.0", true},
        {"191.255.255.255", true},
        {"192.0.0.0", false},
        {"192.0.0.255", false},
        {"192.0.1.0", true},
        {"192.0.1.255", true},
        {"192.0.2.0", false},
        {"192.0.2.255", false},
        {"192.0.3.0", true},
        {"192.31.195.255", true},
        {"192.31.196.0", false},
        {"192.31.197.0", true},
        {"192.52.193.7", false},
        {"192.52.194.0", true},
        {"192.88.98.255", true},
        {"192.88.99.0", false},
        {"192.88.100.0", true},
        {"192.167.255.255", true},
        {"192.168.0.0", false},
        {"192.168.255.255", false},
        {"192.169.0.0", true},
        {"198.17.255.255", true},
        {"198.18.0.0", false},
        {"198.19.255.255", false},
        {"198.20.0.0", true},
        {"198.51.99.255", true},
        {"198.51.100.0", false},
        {"198.51.101.0", true},
        {"203.0.112.255", true},
        {"203.0.113.0", false},
        {"203.0.114.0", true},
        {"223.255.255.255", true},
        {"224.0.0.0", false},
        {"240.0.0.0", false},
        {"255.255.255.255", false},
        {"8.8.8.8", true},
        {"::", false},
        {"::1", false},
        {"::2", false},
        {"::8.8.8.8", false},
        {"::ffff:127.0.0.1", false},
        {"::ffff:8.8.8.8", false},
        {"64:ff9b::7f00:1", false},
        {"64:ff9b::808:808", true},
        {"64:ff9b::a00:1", false},
        {"64:ff9b:1::808:808", false},
        {"1fff:ffff::1", false},
        {"2000::1", true},
        {"3ffe:ffff::1", true},
        {"3fff::1", false},
        {"3fff:0fff::1", false},
        {"3fff:1000::1", true},
        {"4000::1", false},
        {"2001::1", false},
        {"2001:1ff::1", false},
        {"2001:200::1", true},
        {"2001:db7::1", true},
        {"2001:db8::1", false},
        {"2001:db9::1", true},
        {"2001:4860:4860::8888", true},
        {"2002:808:808::1", false},
        {"2003::1", true},
        {"fbff::1", false},
        {"fc00::1", false},
        {"fdff::1", false},
        {"fe80::1", false},
        {"febf::1", false},
        {"fec0::1", false},
        {"ff02::1", false},
        {"", false},
        {"localhost", false},
        {"8.8.8", false},
        {"[2000::1]", false},
        {"08.8.8.8", false},
    };
    for (const auto& [address, is_public] : cases) {
        INFO(address);
        CHECK(http::is_public_address(address) == is_public);
    }
}

TEST_CASE("the form of a URL is checked without asking anybody", "[http][url_guard]")
{
    const std::string longest = "https://shop.example/" + std::string(http::kUrlBytesMax - 21, 'a');
    REQUIRE(longest.size() == http::kUrlBytesMax);
    const std::string good[]{"http://shop.example",         "https://shop.example:443/hook?a=b#c",
                             "https://shop.example:65535/", "https://shop.example:1/",
                             "http://127.0.0.1:8080/x",     "http://[2001:db8::1]:80/",
                             "HTTPS://shop.example",        longest};
    for (const std::string& url : good) {
        INFO(url);
        CHECK_FALSE(http::check_url_syntax(url).has_value());
    }
    const struct
    {
        std::string url;
        std::string error;
    } bad[]{
        {"", "it is empty"},
        {longest + "a", "it is longer than 2048 bytes"},
        {"shop.example/hook", "it has no usable host, or does not begin with http:// or https://"},
        {"ftp://shop.example", "its scheme is not http or https"},
        {"ws://shop.example", "its scheme is not http or https"},
        {"gopher://shop.example", "its scheme is not http or https"},
        {"https://", "it has no usable host"},
        {"https:///path", "it has no usable host, or does not begin with http:// or https://"},
        {"https:/path", "it has no usable host, or does not begin with http:// or https://"},
        {"https://user@shop.example", "it has a user name or password in it"},
        {"https://user:pass@shop.example", "it has a user name or password in it"},
        {"https://@shop.example", "it has a user name or password in it"},
        {"https://shop.example:0/", "its port is not 1 to 65535"},
        {"https://shop.example:65536/", "its port is not 1 to 65535"},
        {"https://shop.example:x/", "its port is not 1 to 65535"},
        {"https://shop.example/a b", "it has a space, backslash or control character in it"},
        {"https://shop.example/\r\nX: y", "it has a space, backslash or control character in it"},
        {"https://good.example\\@evil.example/",
         "it has a space, backslash or control character in it"},
        {std::string{"https://shop.example/\0x", 23},
         "it has a space, backslash or control character in it"},
        {"https://[::1", "it has no usable host"},
        {"https://sh%6fp%00.example/", "it has no usable host"},
    };
    for (const auto& [url, error] : bad) {
        INFO(url);
        CHECK(http::check_url_syntax(url) == error);
    }
}

TEST_CASE("IP addresses in URLs are judged however they are spelt", "[http][url_guard]")
{
    // Literals need no resolver, so this stays off the network.
    using http::PrivateAddresses;
    using http::UrlVerdict;
    for (const char* url : {"http://127.0.0.1/", "http://0x7f.1/", "http://2130706433/",
                            "http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
                            "http://169.254.169.254/latest/meta-data"}) {
        INFO(url);
        CHECK(http::guard_url(url, PrivateAddresses::refused).verdict == UrlVerdict::refused);
        const auto allowed = http::guard_url(url, PrivateAddresses::allowed);
        CHECK(allowed.verdict == UrlVerdict::allowed);
        CHECK_FALSE(allowed.addresses.empty());
    }
    const auto allowed = http::guard_url("https://8.8.8.8:8443/hook", PrivateAddresses::refused);
    CHECK(allowed.verdict == UrlVerdict::allowed);
    CHECK(allowed.addresses == std::vector<std::string>{"8.8.8.8"});
    CHECK(http::guard_url("https://[2001:4860:4860::8888]/", PrivateAddresses::refused).addresses ==
          std::vector<std::string>{"2001:4860:4860::8888"});
    const auto refused = http::guard_url("http://10.1.2.3/SECRET", PrivateAddresses::refused);
    CHECK(refused.error ==
          "url 'http://10.1.2.3/…': 10.1.2.3 is a private, local or reserved address; set "
          "webhooks.allow_private_addresses to allow it");
    CHECK(http::guard_url("https://user:SECRET@8.8.8.8/", PrivateAddresses::allowed).error ==
          "url 'https://…@8.8.8.8': it has a user name or password in it");
}

TEST_CASE("a name is asked once, and each of its addresses is checked", "[http][url_guard]")
{
    using http::PrivateAddresses;
    using http::UrlVerdict;
    const struct
    {
        const char* what;
        std::vector<std::string> addresses;
        UrlVerdict refused; ///< Where private addresses are,
        UrlVerdict allowed; ///< and where they are not.
    } cases[]{
        {"public", {"8.8.8.8"}, UrlVerdict::allowed, UrlVerdict::allowed},
        {"two public",
         {"8.8.8.8", "2001:4860:4860::8888"},
         UrlVerdict::allowed,
         UrlVerdict::allowed},
        {"private", {"10.1.2.3"}, UrlVerdict::refused, UrlVerdict::allowed},
        {"private behind public",
         {"8.8.8.8", "127.0.0.1"},
         UrlVerdict::refused,
         UrlVerdict::allowed},
        {"no address", {}, UrlVerdict::unresolvable, UrlVerdict::unresolvable},
    };
    for (const auto& [what, addresses, refused, allowed] : cases) {
        DYNAMIC_SECTION(what)
        {
            for (const auto policy : {PrivateAddresses::refused, PrivateAddresses::allowed}) {
                std::vector<std::string> asked;
                // clang 14 takes no structured binding into a lambda.
                const auto guarded = http::guard_url(
                    "https://shop.example:8443/hook", policy, 60'000,
                    [&asked, &found = addresses](const std::string& host) {
                        asked.push_back(host);
                        return http::Resolution{.addresses = found, .error = "no such host"};
                    });
                CHECK(asked == std::vector<std::string>{"shop.example"});
                CHECK(guarded.verdict == (policy == PrivateAddresses::refused ? refused : allowed));
                CHECK(guarded.addresses == (guarded.verdict == UrlVerdict::allowed
                                                ? addresses
                                                : std::vector<std::string>{}));
            }
        }
    }
}
