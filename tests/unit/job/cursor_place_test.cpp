// SPDX-License-Identifier: MIT
#include "job/scan/cursor_place.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using job::CursorPlace;

TEST_CASE("the cursor lies below, at or above the head, or on another branch",
          "[job][cursor_place]")
{
    const store::Cursor cursor{.block = 10, .hash = {{1}}};
    const struct
    {
        evm::BlockNumber head;
        std::uint8_t hash;
        CursorPlace expected;
    } cases[]{{9, 1, CursorPlace::above_head},
              {10, 1, CursorPlace::at_head},
              {10, 2, CursorPlace::other_branch},
              {11, 2, CursorPlace::below_head}};
    for (const auto& [head, hash, expected] : cases) {
        INFO("head " << head << ", hash " << int{hash});
        CHECK((job::place_of(cursor, {.number = head, .hash = {{hash}}}) == expected));
    }
}
