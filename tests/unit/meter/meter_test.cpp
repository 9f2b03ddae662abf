// SPDX-License-Identifier: MIT
#include "meter/meter.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace ctrip;
using meter::Delta;
using meter::Family;
using meter::Meter;

namespace {

/// "name{labels} part value" of each, in order.
std::vector<std::string> texts(const std::vector<Delta>& deltas)
{
    std::vector<std::string> texts;
    for (const Delta& delta : deltas) {
        texts.push_back(std::string{delta.name} + "{" + delta.labels + "} " + delta.part + " " +
                        std::to_string(delta.value));
    }
    return texts;
}

} // namespace

TEST_CASE("what was counted is told once, in order, and nothing that is zero", "[meter][meter]")
{
    Meter meter;
    CHECK(meter.deltas().empty());
    static_cast<void>(meter.counter(Family::scan_blocks, {"untouched"}));
    meter.counter(Family::scan_blocks, {"bsc"}).add(3);
    meter.counter(Family::scan_blocks, {"anvil"}).add();
    meter.counter(Family::scan_blocks, {"bsc"}).add();
    CHECK(texts(meter.deltas()) ==
          std::vector<std::string>{R"(ctrip_scan_blocks_total{chain="anvil"}  1)",
                                   R"(ctrip_scan_blocks_total{chain="bsc"}  4)"});
    meter.clear();
    CHECK(meter.deltas().empty());
}

TEST_CASE("an observation is in the first bucket whose bound is not below it", "[meter][meter]")
{
    const struct
    {
        std::int64_t value;
        std::string bucket;
    } cases[]{{0, "1"},  {1, "1"},          {2, "2"},        {3, "5"},
              {-7, "1"}, {10'000, "10000"}, {10'001, "+Inf"}};
    for (const auto& [value, bucket] : cases) {
        CAPTURE(value);
        Meter meter;
        meter.histogram(Family::scan_range, {"bsc"}).observe(value);
        const std::vector<Delta> deltas = meter.deltas();
        REQUIRE_FALSE(deltas.empty());
        CHECK(deltas.front().part == bucket);
        CHECK(deltas.front().value == 1);
        CHECK(deltas.size() == (value > 0 ? 2 : 1));
        if (value > 0) {
            CHECK(deltas.back().part == "sum");
            CHECK(deltas.back().value == value);
        }
    }
}

TEST_CASE("a handle counts on after its counts were stored", "[meter][meter]")
{
    Meter meter;
    meter::Counter& counter = meter.counter(Family::scan_blocks, {"bsc"});
    counter.add(2);
    meter.clear();
    counter.add(5);
    REQUIRE(meter.deltas().size() == 1);
    CHECK(meter.deltas().front().value == 5);
}

TEST_CASE("label sets beyond a family's limit are counted as other", "[meter][meter]")
{
    Meter meter;
    for (std::size_t i = 0; i < Meter::kSeriesMax + 50; ++i) {
        meter.counter(Family::webhook_dead, {"endpoint " + std::to_string(i)}).add();
    }
    const std::vector<Delta> deltas = meter.deltas();
    CHECK(deltas.size() == Meter::kSeriesMax + 1);
    const auto other = std::find_if(deltas.begin(), deltas.end(), [](const Delta& delta) {
        return delta.labels == R"(endpoint="other")";
    });
    REQUIRE(other != deltas.end());
    CHECK(other->value == 50);
}

TEST_CASE("a label's value can't break out of its quotes", "[meter][meter]")
{
    CHECK(meter::escaped_label("a\"b\\c\nd") == R"(a\"b\\c\nd)");
}

TEST_CASE("families have names of Prometheus' form, each once, and bounds that grow",
          "[meter][families]")
{
    std::set<std::string_view> names;
    for (const meter::FamilyFacts& facts : meter::all_families()) {
        CAPTURE(facts.name);
        CHECK(names.insert(facts.name).second);
        CHECK(facts.name.starts_with("ctrip_"));
        CHECK(facts.name.ends_with("_total") == (facts.kind == meter::Kind::counter));
        CHECK(facts.bounds.empty() == (facts.kind != meter::Kind::histogram));
        CHECK(std::is_sorted(facts.bounds.begin(), facts.bounds.end()));
        CHECK(facts.help.ends_with("."));
    }
    CHECK(meter::facts_of(Family::sweep_fees).name == "ctrip_sweep_fees_native_total");
    CHECK(meter::facts_of(Family::sponsor_left).name == meter::all_families().back().name);
}

TEST_CASE("a gauge has its last value, and is forgotten once it was stored", "[meter][meter]")
{
    Meter meter;
    CHECK(meter.levels().empty());
    meter.set_gauge(Family::sponsor_balance, {"bsc"}, 7);
    meter.set_gauge(Family::sponsor_balance, {"anvil"}, 0);
    meter.set_gauge(Family::sponsor_balance, {"bsc"}, 5);
    const std::vector<meter::Level> levels = meter.levels();
    REQUIRE(levels.size() == 2);
    CHECK(levels[0].labels == R"(chain="anvil")");
    CHECK(levels[0].value == 0);
    CHECK(levels[1].value == 5);
    CHECK(meter.deltas().empty());
    for (std::size_t i = 0; i < 2 * Meter::kSeriesMax; ++i) {
        meter.set_gauge(Family::head_time, {std::to_string(i)}, 1);
    }
    CHECK(meter.levels().size() == Meter::kSeriesMax + 2);
    meter.clear();
    CHECK(meter.levels().empty());
}
