// SPDX-License-Identifier: MIT
#include "store/sql_list.hpp"

#include <catch2/catch.hpp>

#include <numeric>
#include <string>

using namespace ctrip;
using store::Value;

TEST_CASE("a list has a place for each value, behind those there are", "[store][sql_list]")
{
    CHECK(store::places(1, 1) == "($1)");
    CHECK(store::places(9, 3) == "($9, $10, $11)");
    std::vector<Value> values{"first"};
    CHECK(store::append_list(values, std::vector<std::string>{"a", "b"}) == "($2, $3)");
    CHECK(values == std::vector<Value>{"first", "a", "b"});
}

TEST_CASE("chunks hold every item once, and no more than they may", "[store][sql_list]")
{
    for (const std::size_t count : {0U, 1U, 499U, 500U, 501U, 1'000U}) {
        INFO(count);
        std::vector<int> items(count);
        std::iota(items.begin(), items.end(), 0);
        std::vector<int> seen;
        store::by_chunks(std::span<const int>{items}, [&](std::span<const int> some) {
            CHECK(!some.empty());
            CHECK(some.size() <= store::kListMax);
            seen.insert(seen.end(), some.begin(), some.end());
        });
        CHECK(seen == items);
    }
}

TEST_CASE("a list of fixed length is filled with its last item", "[store][sql_list]")
{
    std::vector<int> items(store::kFixedListPlaces + 2);
    std::iota(items.begin(), items.end(), 0);
    std::vector<std::vector<Value>> calls;
    store::by_fixed_lists({Value{"before"}}, std::span<const int>{items},
                          [&](const std::vector<Value>& values) { calls.push_back(values); });
    REQUIRE(calls.size() == 2);
    for (const std::vector<Value>& values : calls) {
        CHECK(values.size() == store::kFixedListPlaces + 1);
        CHECK(values.front() == Value{"before"});
    }
    CHECK(calls[0].back() == Value{63});
    CHECK(calls[1][1] == Value{64});
    CHECK(calls[1][2] == Value{65});
    CHECK(calls[1].back() == Value{65});
}
