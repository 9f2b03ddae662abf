// SPDX-License-Identifier: MIT
#include "job/scan/fork_search.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace ctrip;
using evm::BlockNumber;

TEST_CASE("the fork lies between the newest block that is kept and the lowest that is gone",
          "[job][fork_search]")
{
    using Place = std::optional<std::size_t>;
    // Of each remembered block, newest first: k kept, g replaced by another, - not shown.
    const struct
    {
        std::string node;
        bool gone_above;
        Place kept;
        Place gone;
        Place contradicted;
    } cases[]{
        {"", false, {}, {}, {}},   {"k", false, 0, {}, {}},
        {"gk", false, 1, 0, {}},   {"ggk", false, 2, 1, {}},
        {"gkg", false, 1, 0, {}}, // What lies below a kept block is not looked at.
        {"-k", false, 1, {}, {}}, // A node that lags proves nothing,
        {"--", false, {}, {}, {}}, {"-gk", false, 2, 1, {}},
        {"g-k", false, {}, 0, 1}, // and one that has a block above does.
        {"-k", true, {}, {}, 0},   {"k-", true, 0, {}, {}},
        {"gg", false, {}, 1, {}},
    };
    for (const auto& [node, gone_above, kept, gone, contradicted] : cases) {
        INFO(node << (gone_above ? ", gone above" : ""));
        std::vector<store::Checkpoint> known;
        std::vector<std::optional<rpc::BlockHeader>> headers;
        for (std::size_t i = 0; i < node.size(); ++i) {
            known.push_back({.block = 100 - i, .hash = {{1}}});
            const rpc::BlockHeader header{
                .number = 100 - i, .hash = {{static_cast<std::uint8_t>(node[i] == 'k' ? 1 : 2)}}};
            headers.push_back(node[i] == '-' ? std::nullopt : std::optional{header});
        }
        const job::LookUp found = job::look_up(known, headers, gone_above);
        CHECK(found.kept == kept);
        CHECK(found.gone == gone);
        CHECK(found.contradicted == contradicted);
    }
}

TEST_CASE("blocks are remembered at growing distances, and not where one is near enough",
          "[job][fork_search]")
{
    const struct
    {
        const char* what;
        std::vector<BlockNumber> known;
        BlockNumber cursor;
        std::uint64_t depth;
        std::vector<BlockNumber> expected;
    } cases[]{
        {"the first block", {}, 0, 256, {}},
        {"a depth of none", {}, 1'000, 0, {}},
        {"nothing is known", {}, 1'000, 8, {999, 998, 996, 992}},
        {"a depth between two distances", {}, 1'000, 9, {999, 998, 996, 992, 991}},
        {"a chain shorter than the depth", {}, 3, 256, {2, 1, 0}},
        {"one that is cheap to go back to", {899}, 1'000, 1, {}},
        {"one block too far for that", {898}, 1'000, 1, {999}},
        {"at the distance itself", {992}, 1'000, 8, {}},
        {"twice as deep", {488}, 1'000, 256, {999, 998, 996, 992, 984, 968, 936, 872}},
        {"one block deeper than twice",
         {487},
         1'000,
         256,
         {999, 998, 996, 992, 984, 968, 936, 872, 744}},
    };
    for (const auto& [what, known, cursor, depth, expected] : cases) {
        INFO(what);
        CHECK(job::blocks_to_remember(known, cursor, depth) == expected);
    }
}
