// SPDX-License-Identifier: MIT
#include "webhook/breaker.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using webhook::Breaker;
using webhook::EndpointHealth;
using Gate = Breaker::Gate;
using State = EndpointHealth::State;

namespace {

const std::string kShop = "shop.example:443";
constexpr std::int64_t kNow = 1'795'312'800'000;

/// Open since kNow.
Breaker open_breaker()
{
    Breaker breaker;
    for (int i = 0; i < 5; ++i) {
        breaker.failed(kShop, "msg_" + std::to_string(i), "HTTP 500", kNow);
    }
    return breaker;
}

} // namespace

TEST_CASE("an endpoint is opened by failures in a row", "[webhook][breaker]")
{
    Breaker breaker;
    for (int i = 0; i < 4; ++i) {
        breaker.failed(kShop, "msg_1", "HTTP 500", kNow + i);
        CHECK(breaker.find(kShop)->state == State::failing);
        CHECK(breaker.gate(kShop, "msg_1", false, kNow) == Gate::send);
    }
    CHECK_FALSE(breaker.delivered(kShop, "msg_2", kNow + 10));
    CHECK(breaker.find(kShop) == nullptr);
    for (int i = 0; i < 5; ++i) {
        breaker.failed(kShop, "msg_1", "HTTP 500", kNow + 20 + i);
    }
    CHECK(breaker.find(kShop)->state == State::open);
    CHECK(breaker.find(kShop)->failures == 5);
    CHECK(breaker.find(kShop)->since_ms == kNow + 20);
    CHECK(breaker.gate(kShop, "msg_3", false, kNow + 30) == Gate::wait);
    CHECK_FALSE(breaker.may_leave(kShop, "msg_3"));
    CHECK(breaker.gate("other.example:443", "msg_4", false, kNow) == Gate::send);
}

TEST_CASE("an open endpoint is probed by one message at a time, ever more rarely",
          "[webhook][breaker]")
{
    Breaker breaker = open_breaker();
    std::int64_t now_ms = kNow;
    for (const std::int64_t seconds : {5, 10, 20, 40, 80, 160, 300, 300}) {
        CAPTURE(seconds);
        CHECK(breaker.probes_due(now_ms + seconds * 1000 - 1).empty());
        CHECK(breaker.gate(kShop, "msg_1", false, now_ms + seconds * 1000 - 1) == Gate::wait);
        now_ms += seconds * 1000;
        CHECK(breaker.probes_due(now_ms).size() == 1);
        CHECK(breaker.gate(kShop, "msg_1", false, now_ms) == Gate::probe);
        CHECK(breaker.may_leave(kShop, "msg_1"));
        CHECK_FALSE(breaker.may_leave(kShop, "msg_2"));
        CHECK(breaker.gate(kShop, "msg_2", false, now_ms) == Gate::wait);
        CHECK(breaker.probes_due(now_ms).empty());
        breaker.failed(kShop, "msg_1", "HTTP 500", now_ms);
    }
    CHECK(breaker.gate(kShop, "msg_3", false, now_ms + 300'000) == Gate::probe);
    breaker.withdrawn(kShop, "msg_3");
    CHECK(breaker.gate(kShop, "msg_4", false, now_ms + 300'000) == Gate::probe);
    CHECK(breaker.delivered(kShop, "msg_4", now_ms + 300'100));
    CHECK(breaker.gate(kShop, "msg_1", false, now_ms + 300'200) == Gate::send);
    CHECK(breaker.changes().healed == std::vector<std::string>{kShop});
}

TEST_CASE("a message that was never sent does not wait for one that always fails",
          "[webhook][breaker]")
{
    Breaker breaker = open_breaker();
    std::int64_t now_ms = kNow;
    for (const std::int64_t seconds : {5, 10, 20, 40, 80}) {
        now_ms += seconds * 1000;
        REQUIRE(breaker.gate(kShop, "msg_poison", false, now_ms) == Gate::probe);
        breaker.failed(kShop, "msg_poison", "HTTP 400", now_ms);
    }
    CHECK(breaker.gate(kShop, "msg_new", true, now_ms + 29'999) == Gate::wait);
    CHECK(breaker.gate(kShop, "msg_new", true, now_ms + 30'000) == Gate::probe);
}

TEST_CASE("the next probe is a message that still waits", "[webhook][breaker]")
{
    Breaker breaker = open_breaker();
    breaker.waits(kShop, "msg_new");
    breaker.waits("other.example:443", "msg_other");
    CHECK(breaker.probes_due(kNow + 5'000) == std::vector<std::string>{"msg_new"});
    static_cast<void>(breaker.gate(kShop, "msg_1", false, kNow + 5'000));
    breaker.failed(kShop, "", "HTTP 500", kNow + 5'000); // Given up.
    CHECK(breaker.probes_due(kNow + 15'000) == std::vector<std::string>{"msg_new"});
}

TEST_CASE("a probe's time that a clock ahead has written does not count", "[webhook][breaker]")
{
    Breaker breaker;
    breaker.load({{.endpoint = kShop,
                   .state = State::open,
                   .failures = 5,
                   .since_ms = kNow,
                   .probe_ms = kNow + 86'400'000,
                   .probes = 3,
                   .probe_id = "msg_1",
                   .last_error = "HTTP 500"}});
    CHECK(breaker.probes_due(kNow) == std::vector<std::string>{"msg_1"});
    CHECK(breaker.gate(kShop, "msg_1", false, kNow) == Gate::probe);
}

TEST_CASE("a long outage has an end, also of an endpoint that was not open", "[webhook][breaker]")
{
    Breaker breaker;
    breaker.failed(kShop, "msg_1", "refused", kNow);
    breaker.failed(kShop, "msg_1", "refused", kNow + 5'000);
    CHECK(breaker.delivered(kShop, "msg_2", kNow + 60'000));
    breaker.failed(kShop, "msg_1", "refused", kNow + 70'000);
    CHECK_FALSE(breaker.delivered(kShop, "msg_3", kNow + 80'000));
}

TEST_CASE("nothing but an operator enables an endpoint that has answered 410", "[webhook][breaker]")
{
    Breaker breaker;
    breaker.gone(kShop, "HTTP 410", kNow);
    CHECK(breaker.gate(kShop, "msg_1", true, kNow + 86'400'000) == Gate::wait);
    CHECK_FALSE(breaker.delivered(kShop, "msg_2", kNow + 1));
    CHECK(breaker.find(kShop)->state == State::disabled);
    CHECK(breaker.probes_due(kNow + 86'400'000).empty());
}

TEST_CASE("what other runs have stored counts, unless this run knows better", "[webhook][breaker]")
{
    Breaker breaker = open_breaker();
    breaker.load({{.endpoint = "other.example:443", .state = State::disabled, .failures = 1}});
    CHECK(breaker.find(kShop)->state == State::open);
    CHECK(breaker.find("other.example:443")->state == State::disabled);
    const Breaker::Changes changes = breaker.changes();
    REQUIRE(changes.failing.size() == 1);
    CHECK(changes.failing.front().endpoint == kShop);
    CHECK(changes.failing.front().probe_id == "msg_4");
    CHECK(changes.healed.empty());
    breaker.load({});
    CHECK(breaker.find(kShop) == nullptr);
}
