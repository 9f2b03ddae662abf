// SPDX-License-Identifier: MIT
#include "rpc/node/head_check.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ctrip;
using rpc::HeadJudgement;
using rpc::SeenHead;

namespace {

constexpr std::int64_t kNow = 1'795'320'000;

/// One letter a head: fine, behind or impossible.
std::string judged(const std::vector<SeenHead>& heads, std::int64_t now_s = kNow)
{
    std::string letters;
    for (const HeadJudgement& one : rpc::judge_heads(heads, now_s)) {
        letters += one.verdict == HeadJudgement::Verdict::fine     ? 'f'
                   : one.verdict == HeadJudgement::Verdict::behind ? 'b'
                                                                   : 'i';
    }
    return letters;
}

} // namespace

TEST_CASE("heads are judged beside each other", "[rpc][head_check]")
{
    const struct
    {
        const char* what;
        std::vector<SeenHead> heads;
        std::string verdicts;
    } cases[]{
        {"nobody", {}, ""},
        {"alone and old", {{100, kNow - 90'000}}, "f"},
        {"alone and far ahead of the clock", {{100, kNow + 90'000}}, "f"},
        {"the same", {{100, kNow}, {100, kNow}}, "ff"},
        {"three blocks behind, however old", {{100, kNow}, {97, kNow - 36}}, "ff"},
        {"four blocks behind, ten seconds old", {{100, kNow}, {96, kNow - 10}}, "ff"},
        {"four blocks behind, eleven seconds old", {{100, kNow}, {96, kNow - 11}}, "fb"},
        {"the first is stuck", {{50, kNow - 600}, {100, kNow}}, "bf"},
        {"two of three are stuck", {{50, kNow - 600}, {50, kNow - 600}, {100, kNow}}, "bbf"},
        {"stuck for a week", {{1'000, kNow - 604'800}, {604'800, kNow}}, "bf"},
        {"a head of the future", {{100, kNow}, {101, kNow + 3'601}}, "fi"},
        {"a head of the future, first", {{101, kNow + 3'601}, {100, kNow}}, "if"},
        {"an hour ahead is no proof", {{100, kNow}, {101, kNow + 3'600}}, "ff"},
        {"later than the same block of another node", {{100, kNow + 3'000}, {100, kNow}}, "if"},
        {"later than a higher block", {{100, kNow}, {99, kNow + 3'000}}, "fi"},
        {"later than the same block, by a minute", {{100, kNow + 61}, {100, kNow + 1}}, "ff"},
        {"later than the same block, by a clock that is slow",
         {{100, kNow + 3'000}, {100, kNow + 2'000}},
         "ff"},
        {"more blocks than time", {{100, kNow}, {1'000'000, kNow}}, "fi"},
        {"two against one", {{1'000'000, kNow}, {100, kNow}, {101, kNow}}, "iff"},
        {"as many blocks as the fastest chain makes", {{100, kNow - 60}, {6'600, kNow}}, "bf"},
        {"old by a time that has not come", {{100, kNow - 2}, {110, kNow + 61}}, "ff"},
        {"old by a time that two agree on",
         {{100, kNow - 2}, {110, kNow + 61}, {110, kNow + 61}},
         "bff"},
    };
    for (const auto& one : cases) {
        INFO(one.what);
        CHECK(judged(one.heads) == one.verdicts);
    }
}

TEST_CASE("a clock that is wrong by an hour hides no stuck node from two others",
          "[rpc][head_check]")
{
    const std::vector<SeenHead> heads{{50, kNow - 600}, {100, kNow}, {100, kNow}};
    CHECK(judged(heads, kNow - 3'600) == "bff");
    CHECK(judged(heads, kNow + 3'600) == "bff");
}

TEST_CASE("a node has to show a head that is far ahead of another one", "[rpc][head_check]")
{
    CHECK_FALSE(rpc::is_far_ahead({103, kNow + 90}, {100, kNow}));
    CHECK(rpc::is_far_ahead({104, kNow + 11}, {100, kNow}));
    CHECK_FALSE(rpc::is_far_ahead({104, kNow + 10}, {100, kNow}));
    CHECK_FALSE(rpc::is_far_ahead({200, kNow}, {100, kNow}));
    CHECK(rpc::is_far_ahead({201, kNow}, {100, kNow}));
    CHECK_FALSE(rpc::is_far_ahead({100, kNow}, {201, kNow - 90}));
}

TEST_CASE("it is told by how much a node is behind", "[rpc][head_check]")
{
    const auto judgements =
        rpc::judge_heads(std::vector<SeenHead>{{100, kNow}, {40, kNow - 120}}, kNow);
    CHECK(judgements[1].blocks == 60);
    CHECK(judgements[1].seconds == 120);
}
