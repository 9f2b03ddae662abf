// SPDX-License-Identifier: MIT
#include "base/poll_pause.hpp"

#include <catch2/catch.hpp>

using ctrip::base::PollPause;

TEST_CASE("pauses double from 10 ms to 250 ms, and begin again", "[base][poll_pause]")
{
    PollPause pause;
    for (const int expected_ms : {10, 20, 40, 80, 160, 250, 250, 250}) {
        CHECK(pause.next().count() == expected_ms);
    }
    pause.restart();
    CHECK(pause.next().count() == 10);
    CHECK(pause.next().count() == 20);
}
