// SPDX-License-Identifier: MIT
#include "store/engine/postgres_route.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <optional>
#include <string>

using namespace ctrip;
using store::PostgresRoute;

TEST_CASE("a route is exposed where one of its hosts may be reached without TLS",
          "[store][postgres_route]")
{
    const struct
    {
        PostgresRoute route;
        std::optional<std::string> exposed;
    } cases[]{
        {{}, std::nullopt},
        {{.hosts = "/run/postgresql", .sslmode = "prefer"}, std::nullopt},
        {{.hosts = "@socket", .sslmode = "disable"}, std::nullopt},
        {{.hosts = "localhost", .sslmode = "prefer"}, std::nullopt},
        {{.hosts = "127.0.0.1,::1,/run", .sslmode = "disable"}, std::nullopt},
        {{.hosts = "db", .sslmode = "disable"}, "db"},
        {{.hosts = "db", .sslmode = "allow"}, "db"},
        {{.hosts = "db", .sslmode = "prefer"}, "db"},
        {{.hosts = "db", .sslmode = ""}, "db"},
        {{.hosts = "db", .sslmode = "require"}, std::nullopt},
        {{.hosts = "db", .sslmode = "verify-ca"}, std::nullopt},
        {{.hosts = "db", .sslmode = "verify-full"}, std::nullopt},
        {{.hosts = "db", .sslmode = "disable", .gssencmode = "require"}, std::nullopt},
        {{.hosts = "db", .sslmode = "disable", .gssencmode = "prefer"}, "db"},
        {{.hosts = "127.0.0.1,db", .sslmode = "prefer"}, "db"},
        {{.hosts = ",db", .sslmode = "prefer"}, "db"},
        // The address is what is connected to, the host then only a name in the certificate.
        {{.hosts = "localhost", .addresses = "10.0.0.1", .sslmode = "prefer"}, "10.0.0.1"},
        {{.hosts = "db", .addresses = "127.0.0.1", .sslmode = "prefer"}, std::nullopt},
        {{.hosts = "", .addresses = "10.0.0.1", .sslmode = "prefer"}, "10.0.0.1"},
        {{.hosts = "db,localhost", .addresses = ",127.0.0.1", .sslmode = "prefer"}, "db"},
    };
    for (const auto& [route, exposed] : cases) {
        INFO(route.hosts << " " << route.addresses << " " << route.sslmode);
        CHECK(store::exposed_host(route) == exposed);
    }
}

TEST_CASE("a route is what libpq would take, of the URL and its variables",
          "[store][postgres_route]")
{
    const PostgresRoute two =
        store::route_of("postgresql://u:p@a:1,b/d?sslmode=require&hostaddr=1.2.3.4,");
    CHECK(two.hosts == "a,b");
    CHECK(two.addresses == "1.2.3.4,");
    CHECK(two.sslmode == "require");
    CHECK(store::route_of("postgresql:///d?host=/run/x").hosts == "/run/x");
    CHECK(store::route_of("postgresql://a/d").sslmode == "prefer");
    REQUIRE(::setenv("PGSSLMODE", "disable", 1) == 0);
    REQUIRE(::setenv("PGHOST", "elsewhere", 1) == 0);
    CHECK(store::route_of("postgresql:///d").hosts == "elsewhere");
    CHECK(store::route_of("postgresql://a/d").hosts == "a");
    CHECK(store::route_of("postgresql://a/d").sslmode == "disable");
    CHECK(store::route_of("postgresql://a/d?sslmode=verify-full").sslmode == "verify-full");
    REQUIRE(::unsetenv("PGSSLMODE") == 0);
    REQUIRE(::unsetenv("PGHOST") == 0);
}
