// SPDX-License-Identifier: MIT
#include "job/sweep/block_pause.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace ctrip;
using std::chrono::milliseconds;

namespace {

const job::BlockPause::Time kStart{};

/// The pauses until the one that is a quarter of a second or more.
std::vector<milliseconds::rep> soon(job::BlockPause& pause)
{
    std::vector<milliseconds::rep> pauses;
    while (pauses.empty() || pauses.back() < 160) {
        pauses.push_back(pause.next(kStart).count());
    }
    return pauses;
}

} // namespace

TEST_CASE("after something was sent the next block is looked for soon", "[job][block_pause]")
{
    job::BlockPause pause{milliseconds{12'000}};
    const std::vector<milliseconds::rep> expected{10, 20, 40, 80, 160};
    CHECK(soon(pause) == expected);
    CHECK(pause.next(kStart) == milliseconds{1'000});
    pause.restart();
    CHECK(soon(pause) == expected);
}

TEST_CASE("then about when it is due", "[job][block_pause]")
{
    job::BlockPause pause{milliseconds{12'000}};
    static_cast<void>(soon(pause));
    pause.has_new_block(kStart);
    CHECK(pause.next(kStart) == milliseconds{10'800});
    CHECK(pause.next(kStart + milliseconds{10'000}) == milliseconds{1'000});
    CHECK(pause.next(kStart + milliseconds{40'000}) == milliseconds{1'000});
}

TEST_CASE("a fast chain, or one whose blocks are not known, is asked four times a second",
          "[job][block_pause]")
{
    job::BlockPause fast{milliseconds{1'000}};
    static_cast<void>(soon(fast));
    fast.has_new_block(kStart);
    CHECK(fast.next(kStart + milliseconds{800}) == milliseconds{250});
    job::BlockPause unknown{std::nullopt};
    static_cast<void>(soon(unknown));
    unknown.has_new_block(kStart);
    CHECK(unknown.next(kStart) == milliseconds{250});
}
