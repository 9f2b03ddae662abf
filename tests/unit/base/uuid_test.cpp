// SPDX-License-Identifier: MIT
#include "base/uuid.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ctrip;

TEST_CASE("a UUID has the time, version and variant of version 7", "[base][uuid]")
{
    base::UuidGenerator generator;
    const std::string uuid = generator.next(0x0193a5c01234);
    CHECK(base::is_uuid(uuid));
    CHECK(uuid.starts_with("0193a5c0-1234-7"));
    CHECK(std::string{"89ab"}.find(uuid[19]) != std::string::npos);
}

TEST_CASE(
    "UUIDs sort in the order they were made, in one millisecond and when the clock steps back",
    "[base][uuid]")
{
    base::UuidGenerator generator;
    std::string last;
    for (const std::int64_t now_ms : {1'000, 2'000, 2'000, 1'500, 0, 2'001, 2'001}) {
        for (int i = 0; i < 1'000; ++i) {
            const std::string next = generator.next(now_ms);
            REQUIRE(last < next);
            last = next;
        }
    }
}

TEST_CASE("the first UUID of a time sorts behind all before it and before all from it on",
          "[base][uuid]")
{
    base::UuidGenerator generator;
    for (const std::int64_t now_ms : {0x0193a5c01234, 0x0193a5c01235, 0x0193a5c0ffff}) {
        const std::string first = base::first_uuid_of(now_ms);
        CHECK(base::is_uuid(first));
        CHECK(base::UuidGenerator{}.next(now_ms - 1) < first);
        CHECK(first < generator.next(now_ms));
    }
    CHECK(base::first_uuid_of(0) < base::UuidGenerator{}.next(0));
}

TEST_CASE("a UUID tells when it was made", "[base][uuid]")
{
    for (const std::int64_t now_ms : {0x0L, 0x0193a5c01234L, 0xffffffffffffL}) {
        CHECK(base::uuid_ms(base::UuidGenerator{}.next(now_ms)) == now_ms);
    }
    CHECK(base::uuid_ms("0193A5C0-1234-7ABC-8DEF-0123456789AB") == 0x0193a5c01234);
    CHECK_FALSE(base::uuid_ms("0193a5c0"));
}

TEST_CASE("two generators do not make the same UUIDs", "[base][uuid]")
{
    base::UuidGenerator a;
    base::UuidGenerator b;
    CHECK(a.next(5) != b.next(5));
}

TEST_CASE("only 36 characters with dashes in place are a UUID", "[base][uuid]")
{
    CHECK(base::is_uuid("0193a5c0-1234-7abc-8def-0123456789ab"));
    CHECK(base::is_uuid("0193A5C0-1234-7ABC-8DEF-0123456789AB"));
    for (const char* text :
         {"", "0193a5c0-1234-7abc-8def-0123456789a", "0193a5c0-1234-7abc-8def-0123456789abc",
          "0193a5c012347abc8def0123456789ab0000", "0193a5c0-1234-7abc-8def-0123456789ag",
          "0193a5c0-1234-7abc-8def0-123456789ab", "0193a5c0 1234-7abc-8def-0123456789ab"}) {
        CAPTURE(text);
        CHECK_FALSE(base::is_uuid(text));
    }
}
