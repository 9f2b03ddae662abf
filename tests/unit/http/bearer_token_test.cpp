// SPDX-License-Identifier: MIT
#include "http/bearer_token.hpp"

#include <catch2/catch.hpp>

#include <string_view>

using namespace ctrip;

TEST_CASE("only the whole token behind the scheme Bearer is taken", "[http][bearer_token]")
{
    const base::Secret token{std::string_view{"abc123~+/="}};
    for (const char* right : {"Bearer abc123~+/=", "bearer abc123~+/=", "BEARER  abc123~+/="}) {
        INFO(right);
        CHECK(http::has_bearer_token(right, token));
    }
    for (const char* wrong :
         {"", "Bearer", "Bearer ", "abc123~+/=", "Bearer abc123~+/",
          "Bearer abc123~+/==", "Bearer ABC123~+/=", "Bearer abc123~+/= ", "Bearer abc123~+/=, x",
          "Basic abc123~+/=", "Bearer\tabc123~+/=", " Bearer abc123~+/=", "Bearerabc123~+/="}) {
        INFO(wrong);
        CHECK_FALSE(http::has_bearer_token(wrong, token));
    }
}
