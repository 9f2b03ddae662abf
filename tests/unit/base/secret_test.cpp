// SPDX-License-Identifier: MIT
#include "base/secret.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <type_traits>
#include <utility>

using namespace ctrip;
using base::Secret;

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret> &&
              std::is_nothrow_move_assignable_v<Secret>);

TEST_CASE("wiping zeroes every byte and takes an empty range", "[base][secret]")
{
    std::array<std::uint8_t, 4> bytes{1, 2, 3, 4};
    base::wipe(bytes.data(), 3);
    CHECK(bytes == std::array<std::uint8_t, 4>{0, 0, 0, 4});
    base::wipe(nullptr, 0);
}

TEST_CASE("a secret gives back what it was made of", "[base][secret]")
{
    const Secret text{std::string_view{"hunter2"}};
    CHECK(text.expose_text() == "hunter2");
    CHECK(text.size() == 7);
    CHECK_FALSE(text.empty());
    CHECK(Secret{}.empty());
    CHECK(Secret{base::Bytes{1, 2}}.expose()[1] == 2);
}

TEST_CASE("a moved secret leaves nothing behind", "[base][secret]")
{
    Secret from{std::string_view{"hunter2"}};
    Secret to{std::move(from)};
    CHECK(to.expose_text() == "hunter2");
    CHECK(from.empty()); // What is left is the point.
    Secret target{std::string_view{"old"}};
    target = std::move(to);
    CHECK(target.expose_text() == "hunter2");
    CHECK(to.empty());
}

TEST_CASE("moving a secret does not copy its bytes", "[base][secret]")
{
    Secret from{std::string_view{"hunter2"}};
    const auto* const bytes = from.expose().data();
    const Secret to{std::move(from)};
    CHECK(to.expose().data() == bytes);
}

TEST_CASE("a clone is a secret of its own", "[base][secret]")
{
    Secret a{std::string_view{"abc"}};
    const Secret b = a.clone();
    a.expose_mutable()[0] = 'x';
    CHECK(a.expose_text() == "xbc");
    CHECK(b.expose_text() == "abc");
}

TEST_CASE("a secret of a size begins as zeros", "[base][secret]")
{
    const Secret secret = Secret::of_size(3);
    CHECK(secret.expose_text() == std::string_view{"\0\0\0", 3});
}
