// SPDX-License-Identifier: MIT
#include "config/notation.hpp"
#include "http/url_guard.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using config::Fraction;

TEST_CASE("a percentage is an exact fraction", "[config][notation]")
{
    const struct
    {
        const char* text;
        std::optional<Fraction> expected;
    } cases[]{
        {"0", Fraction{0, 1}},
        {"0%", Fraction{0, 100}},
        {"5%", Fraction{5, 100}},
        {"0.5%", Fraction{5, 1'000}},
        {"00.50%", Fraction{5, 1'000}},
        {"100%", Fraction{100, 100}},
        {"99.999999%", Fraction{99'999'999, 100'000'000}},
        {"0.000001%", Fraction{1, 100'000'000}},
        {"0.0000001%", std::nullopt},
        {"100.000001%", std::nullopt},
        {"101%", std::nullopt},
        {"1000%", std::nullopt},
        {"5", std::nullopt},
        {"-1%", std::nullopt},
        {"1e1%", std::nullopt},
        {".5%", std::nullopt},
        {"5.%", std::nullopt},
        {"%", std::nullopt},
        {"5 %", std::nullopt},
        {"", std::nullopt},
    };
    for (const auto& [text, expected] : cases) {
        DYNAMIC_SECTION("'" << text << "'")
        {
            CHECK((config::parse_percent(text) == expected));
        }
    }
}

TEST_CASE("only a whole http or https URL passes", "[config][notation]")
{
    for (const char* url :
         {"http://a", "https://a.example/x?y=z", "HTTPS://a", "http://127.0.0.1:8545",
          "https://user:password@a:1/", "http://[::1]:65535/x", "http://a?b", "http://a_b"}) {
        INFO(url);
        CHECK_FALSE(config::http_url_problem(url).has_value());
    }
    for (const char* url : {"",           "a",          "http:/a",      "http://",
                            "https://",   "ws://a",     "ftp://a",      "http:///x",
                            "http://a b", "http://a\n", "http://a:0",   "http://a:65536",
                            "http://a:",  "http://a:x", "http://[::1",  "http://[a]",
                            "http://a#b", "http://:80", "http://user@", "http://a:1:2"}) {
        INFO(url);
        CHECK(config::http_url_problem(url).has_value());
    }
    CHECK_FALSE(config::http_url_problem("http://" + std::string(2041, 'a')).has_value());
    CHECK(config::http_url_problem("http://" + std::string(2042, 'a')).has_value());
}

TEST_CASE("a webhook's URL is checked alike wherever it comes from", "[config][notation]")
{
    for (const char* url :
         {"http://shop.example", "https://shop.example:443/hook?a=b", "HTTPS://shop.example/x",
          "http://[2001:db8::1]:80/", "https://shop.example/user@x"}) {
        INFO(url);
        CHECK_FALSE(config::webhook_url_problem(url).has_value());
        CHECK_FALSE(http::check_url_syntax(url).has_value()); // As before it is sent to.
    }
    for (const char* url :
         {"https://user@shop.example", "https://user:pass@shop.example", "https://@shop.example",
          "https://:@shop.example", "https://good.example\\@evil.example/", "https://./",
          "https://sh%6fp%00.example/", "https://shop.example/#x", "ftp://shop.example",
          "https://shop.example:/"}) {
        INFO(url);
        CHECK(config::webhook_url_problem(url).has_value());
    }
}

TEST_CASE("a database URL names a file or a PostgreSQL server", "[config][notation]")
{
    for (const char* url : {"sqlite:///var/lib/ctrip.db", "sqlite:ctrip.db", "sqlite:./x/ctrip.db",
                            "postgresql://u:p@h/d", "postgres:///d"}) {
        INFO(url);
        CHECK_FALSE(config::database_url_problem(url).has_value());
    }
    for (const char* url : {"", "sqlite:", "sqlite://", "sqlite:///", "sqlite://ctrip.db",
                            "sqlite::memory:", "sqlite:x?mode=ro", "sqlite:x#y", "sqlite:dir/",
                            "sqlite:a b", "mysql://a", "/x.db"}) {
        INFO(url);
        CHECK(config::database_url_problem(url).has_value());
    }
}

TEST_CASE("the path of an SQLite URL is absolute behind three slashes", "[config][notation]")
{
    CHECK(config::sqlite_path("sqlite:///var/lib/ctrip.db") == "/var/lib/ctrip.db");
    CHECK(config::sqlite_path("sqlite:ctrip.db") == "ctrip.db");
    CHECK(config::sqlite_path("sqlite:/x/y.db") == "/x/y.db");
    CHECK_FALSE(config::sqlite_path("postgresql://h/d").has_value());
}

TEST_CASE("a password is seen in the authority of a URL only", "[config][notation]")
{
    CHECK(config::holds_password("postgresql://u:p@h/d"));
    CHECK(config::holds_password("postgresql://u:p@x@h/d"));
    CHECK(config::holds_password("postgresql://u@h/d?password=p"));
    CHECK(config::holds_password("postgresql:///d?user=u&password=p"));
    CHECK(config::holds_password("postgresql://u@h/d?sslmode=verify-full&sslpassword=p"));
    CHECK_FALSE(config::holds_password("postgresql://u@h/d?sslmode=verify-full"));
    CHECK_FALSE(config::holds_password("postgresql://u@h/d"));
    CHECK_FALSE(config::holds_password("postgresql://h:5432/a:b@c"));
    CHECK_FALSE(config::holds_password("sqlite:a:b@c"));
}

TEST_CASE("a place to listen is host and port", "[config][notation]")
{
    const auto v4 = config::parse_listen("127.0.0.1:9180");
    REQUIRE(v4.has_value());
    CHECK(v4->host == "127.0.0.1");
    CHECK(v4->port == 9180);
    const auto v6 = config::parse_listen("[::1]:65535");
    REQUIRE(v6.has_value());
    CHECK(v6->host == "::1");
    CHECK(v6->port == 65'535);
    CHECK(config::parse_listen("localhost:0").has_value());
    for (const char* text : {"", "9180", ":9180", "a:", "a:65536", "a:-1", "::1:9180", "[::1]",
                             "[::1]9180", "a b:1", "http://a:1", "a/b:1"}) {
        INFO(text);
        CHECK_FALSE(config::parse_listen(text).has_value());
    }
}

TEST_CASE("a bearer token is of letters, digits and a few signs", "[config][notation]")
{
    for (const char* text : {"a", "Az09-._~+/", "YWJj==", "0="}) {
        INFO(text);
        CHECK(config::is_bearer_token(text));
    }
    for (const char* text : {"", "=", "==", "a=b", "a b", "a,b", "a\n", "\"a\"", "\xc3\xa4"}) {
        INFO(text);
        CHECK_FALSE(config::is_bearer_token(text));
    }
}

TEST_CASE("decimals compare by value, whatever their digits", "[config][notation]")
{
    const struct
    {
        const char* a;
        const char* b;
        std::strong_ordering expected;
    } cases[]{
        {"0", "0.0", std::strong_ordering::equal},
        {"01.50", "1.5", std::strong_ordering::equal},
        {"9", "10", std::strong_ordering::less},
        {"0.9", "0.10", std::strong_ordering::greater},
        {"1.09", "1.1", std::strong_ordering::less},
        {"1", "0.999999999999999999999999999999", std::strong_ordering::greater},
        {"1.1", "1.10000000000000000001", std::strong_ordering::less},
        {"123456789012345678901234567890", "123456789012345678901234567889",
         std::strong_ordering::greater},
    };
    for (const auto& [a, b, expected] : cases) {
        DYNAMIC_SECTION(a << " and " << b)
        {
            CHECK((config::compare_decimals(a, b) == expected));
            CHECK((config::compare_decimals(b, a) == 0 <=> expected));
        }
    }
}

TEST_CASE("whole numbers have digits only and a bound", "[config][notation]")
{
    CHECK(config::parse_whole_number("0", 9) == 0);
    CHECK(config::parse_whole_number("9", 9) == 9);
    CHECK_FALSE(config::parse_whole_number("10", 9).has_value());
    CHECK(config::parse_whole_number("18446744073709551615", UINT64_MAX) == UINT64_MAX);
    for (const char* text : {"18446744073709551616", "", "-1", "+1", "1.0", "0x1", "1e3", " 1"}) {
        INFO(text);
        CHECK_FALSE(config::parse_whole_number(text, UINT64_MAX).has_value());
    }
}

TEST_CASE("an xpub is known by its form", "[config][notation]")
{
    const std::string xpub = "xpub" + std::string(107, 'a');
    CHECK(config::looks_like_xpub(xpub));
    CHECK_FALSE(config::looks_like_xpub(xpub + "a"));
    CHECK_FALSE(config::looks_like_xpub(xpub.substr(1)));
    CHECK_FALSE(config::looks_like_xpub("xpub" + std::string(107, '0')));
    CHECK_FALSE(config::looks_like_xpub("tpub" + std::string(107, 'a')));
}
