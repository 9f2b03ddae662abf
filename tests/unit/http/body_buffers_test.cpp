// SPDX-License-Identifier: MIT
#include "http/body_buffers.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace ctrip;

namespace {

constexpr std::size_t kKiB = 1ULL << 10U;
constexpr std::size_t kMiB = 1ULL << 20U;

} // namespace

TEST_CASE("a buffer that is worth it serves again, empty", "[http][body_buffers]")
{
    const struct
    {
        const char* what;
        std::size_t bytes;
        bool kept;
    } cases[]{
        {"a small one", 32 * kKiB, false},
        {"a usual one", 2 * kMiB, true},
        {"the largest that is kept", 16 * kMiB, true},
        {"an unusually large one", 16 * kMiB + 1, false},
    };
    for (const auto& [what, bytes, kept] : cases) {
        DYNAMIC_SECTION(what)
        {
            http::BodyBuffers buffers{1};
            std::string buffer = buffers.take(bytes);
            buffer.assign(bytes, 'x');
            const std::size_t room = buffer.capacity();
            buffers.put(std::move(buffer));

            const std::string next = buffers.take(64 * kKiB);
            CHECK(next.empty());
            CHECK((next.capacity() == room) == kept);
        }
    }
}

TEST_CASE("a buffer has room for what was asked, whatever is kept", "[http][body_buffers]")
{
    for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, kMiB, kMiB + 1, 64 * kMiB}) {
        http::BodyBuffers buffers{1};
        buffers.put(buffers.take(kMiB));
        CHECK(buffers.take(bytes).capacity() >= bytes);
    }
}

TEST_CASE("a body a little larger than the last one fits into its buffer", "[http][body_buffers]")
{
    http::BodyBuffers buffers{1};
    std::string first = buffers.take(kMiB + 1);
    const char* const memory = first.data();
    buffers.put(std::move(first));
    CHECK(buffers.take(2 * kMiB).data() == memory);
}

TEST_CASE("no more buffers are kept than allowed", "[http][body_buffers]")
{
    http::BodyBuffers buffers{1};
    std::string first = buffers.take(kMiB);
    std::string second = buffers.take(4 * kMiB);
    const std::size_t room = first.capacity();
    buffers.put(std::move(first));
    buffers.put(std::move(second));
    CHECK(buffers.take(64 * kKiB).capacity() == room);
    CHECK(buffers.take(64 * kKiB).capacity() == 64 * kKiB);
}
