// SPDX-License-Identifier: MIT
#include "base/locked_memory.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <thread>
#include <vector>

using namespace ctrip;

namespace {

std::uint8_t* take(std::size_t size)
{
    return static_cast<std::uint8_t*>(base::take_locked(size));
}

} // namespace

TEST_CASE("pieces of locked memory of all sizes are there for their owner alone", "[base][secret]")
{
    std::map<std::uint8_t*, std::size_t> pieces;
    for (const std::size_t size :
         {0U, 1U, 31U, 32U, 33U, 64U, 65U, 2'048U, 2'049U, 4'096U, 4'097U, 100'000U}) {
        for (int i = 0; i < 600 / static_cast<int>(size / 32 + 1) + 2; ++i) {
            std::uint8_t* const piece = take(size);
            REQUIRE(reinterpret_cast<std::uintptr_t>(piece) % alignof(std::max_align_t) == 0);
            std::memset(piece, 0xa5, size);
            REQUIRE(pieces.emplace(piece, size).second);
        }
    }
    const std::uint8_t* end = nullptr;
    for (const auto& [piece, size] : pieces) {
        CHECK(piece >= end);
        CHECK(std::all_of(piece, piece + size, [](std::uint8_t byte) { return byte == 0xa5; }));
        end = piece + size;
    }
    for (const auto& [piece, size] : pieces) {
        base::give_locked(piece, size);
    }
}

TEST_CASE("locked memory is wiped when it is freed, and used again", "[base][secret]")
{
    std::uint8_t* const piece = take(64);
    std::memset(piece, 0xa5, 64);
    base::give_locked(piece, 64);
    std::uint8_t* const again = take(50); // Of the same size of slot.
    CHECK(again == piece);
    // Behind the link to the next free slot.
    CHECK(std::all_of(again + sizeof(void*), again + 64,
                      [](std::uint8_t byte) { return byte == 0; }));
    base::give_locked(again, 50);
}

TEST_CASE("threads take and free locked memory at the same time", "[base][secret]")
{
    std::vector<std::thread> threads;
    std::vector<int> wrong(4);
    for (int n = 0; n < 4; ++n) {
        threads.emplace_back([n, &wrong] {
            for (int i = 0; i < 2'000; ++i) {
                std::uint8_t* const piece = take(32);
                std::memset(piece, n, 32);
                wrong[static_cast<std::size_t>(n)] +=
                    std::count(piece, piece + 32, n) == 32 ? 0 : 1;
                base::give_locked(piece, 32);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    CHECK(wrong == std::vector<int>(4));
}
