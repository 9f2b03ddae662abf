// SPDX-License-Identifier: MIT
#include "webhook/dispatcher.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using webhook::Dispatcher;
using webhook::endpoint_of;
using webhook::Message;
using Offer = webhook::Dispatcher::Offer;
using Outcome = webhook::Dispatcher::Outcome;

namespace {

Offer offer(Dispatcher& dispatcher, const std::string& id, const std::string& host,
            std::int64_t now_ms = 0)
{
    return dispatcher.offer({.id = id, .url = "https://" + host + "/hook", .body = "{}"}, now_ms);
}

void append(std::string& ids, const std::string& id)
{
    ids += (ids.empty() ? "" : " ") + id;
}

/// The ids of all that are wanted now; they become ours.
std::string claimed(Dispatcher& dispatcher)
{
    std::string ids;
    for (Message& message : dispatcher.wanted()) {
        append(ids, message.id);
        dispatcher.claimed(std::move(message));
    }
    return ids;
}

/// The ids of all that may leave now, where nobody else claims anything.
std::string leaving(Dispatcher& dispatcher)
{
    std::string ids;
    while (!claimed(dispatcher).empty()) {
    }
    while (const auto message = dispatcher.next(0)) {
        append(ids, message->id);
    }
    return ids;
}

Message sent(const std::string& id, const std::string& host)
{
    return {.id = id, .url = "https://" + host + "/hook", .body = "{}"};
}

} // namespace

TEST_CASE("an endpoint is a host and its port", "[webhook][dispatcher]")
{
    CHECK(endpoint_of("https://Shop.example/a?b") == "shop.example:443");
    CHECK(endpoint_of("http://shop.example") == "shop.example:80");
    CHECK(endpoint_of("https://shop.example:8443/x") == "shop.example:8443");
    CHECK(endpoint_of("https://user:pass@shop.example/x") == "shop.example:443");
    CHECK(endpoint_of("http://[::1]/x") == "[::1]:80");
    CHECK(endpoint_of("http://[::1]:99/x") == "[::1]:99");
    CHECK(endpoint_of("http://shop.example?a=1:2") == "shop.example:80");
    CHECK(endpoint_of("https://user:pass@shop.example:port/SECRET") == "…");
}

TEST_CASE("endpoints take turns, and one has only so many under way", "[webhook][dispatcher]")
{
    Dispatcher dispatcher{{.under_way_max = 10, .under_way_per_endpoint_max = 2, .reserved = 0}};
    for (const char* const id : {"a1", "a2", "a3"}) {
        CHECK(offer(dispatcher, id, "a") == Offer::taken);
    }
    CHECK(offer(dispatcher, "b1", "b") == Offer::taken);
    CHECK(leaving(dispatcher) == "a1 b1 a2");
    CHECK(dispatcher.under_way() == 3);
    CHECK(dispatcher.waiting() == 1);
    CHECK(dispatcher.answered(sent("a1", "a"), Outcome::answered, 0).empty());
    CHECK(leaving(dispatcher) == "a3");
}

TEST_CASE("the last connections are for endpoints that have none", "[webhook][dispatcher]")
{
    Dispatcher dispatcher{{.under_way_max = 4, .under_way_per_endpoint_max = 4, .reserved = 2}};
    for (const char* const id : {"a1", "a2", "a3"}) {
        CHECK(offer(dispatcher, id, "a") == Offer::taken);
    }
    CHECK(leaving(dispatcher) == "a1 a2");
    for (const char* const host : {"b", "c", "d"}) {
        CHECK(offer(dispatcher, std::string{host} + "1", host) == Offer::taken);
    }
    CHECK(leaving(dispatcher) == "b1 c1");
    CHECK(dispatcher.answered(sent("b1", "b"), Outcome::answered, 0).empty());
    CHECK(leaving(dispatcher) == "d1");
}

TEST_CASE("a message is not taken twice before its outcome is stored", "[webhook][dispatcher]")
{
    Dispatcher dispatcher;
    CHECK(offer(dispatcher, "a1", "a") == Offer::taken);
    CHECK(offer(dispatcher, "a1", "a") == Offer::known);
    CHECK(leaving(dispatcher) == "a1");
    CHECK(offer(dispatcher, "a1", "a") == Offer::known);
    CHECK(dispatcher.answered(sent("a1", "a"), Outcome::answered, 0).empty());
    CHECK(offer(dispatcher, "a1", "a") == Offer::known);
    dispatcher.forget("a1");
    CHECK(offer(dispatcher, "a1", "a") == Offer::taken);
}

TEST_CASE("an endpoint that did not answer is left alone for a while, others are not",
          "[webhook][dispatcher]")
{
    Dispatcher dispatcher{{.under_way_per_endpoint_max = 1, .down_ms = 1'000}};
    CHECK(offer(dispatcher, "a1", "a") == Offer::taken);
    CHECK(offer(dispatcher, "a2", "a") == Offer::taken);
    CHECK(offer(dispatcher, "b1", "b") == Offer::taken);
    CHECK(leaving(dispatcher) == "a1 b1");
    CHECK(offer(dispatcher, "a9", "a") == Offer::taken);
    CHECK(dispatcher.waiting() == 2);
    // What was claimed is given back; what was not is nobody's already.
    CHECK(dispatcher.answered(sent("a1", "a"), Outcome::unreachable, 500) ==
          std::vector{std::string{"a2"}});
    CHECK(dispatcher.waiting() == 0);
    CHECK(leaving(dispatcher).empty());
    CHECK(offer(dispatcher, "a3", "a", 1'499) == Offer::endpoint_down);
    CHECK(offer(dispatcher, "b2", "b", 1'499) == Offer::taken);
    // What waited was let go, not forgotten for ever.
    CHECK(offer(dispatcher, "a2", "a", 1'500) == Offer::taken);
    CHECK(leaving(dispatcher) == "a2");
}

TEST_CASE("an endpoint has room for so many, and for few where all together hold much",
          "[webhook][dispatcher]")
{
    Dispatcher dispatcher{
        {.under_way_per_endpoint_max = 1, .held_per_endpoint_max = 3, .held_max = 4}};
    for (const char* const id : {"a1", "a2", "a3"}) {
        CHECK(offer(dispatcher, id, "a") == Offer::taken);
    }
    CHECK(offer(dispatcher, "a4", "a") == Offer::no_room);
    CHECK(offer(dispatcher, "b1", "b") == Offer::taken);
    CHECK(offer(dispatcher, "b2", "b") == Offer::no_room);
    CHECK(offer(dispatcher, "c1", "c") == Offer::taken);
}

TEST_CASE("few are claimed before they can leave, more for an endpoint that is quick",
          "[webhook][dispatcher]")
{
    Dispatcher dispatcher{{.under_way_per_endpoint_max = 1,
                           .claimed_per_endpoint_min = 2,
                           .claimed_per_endpoint_max = 4}};
    for (int n = 1; n <= 20; ++n) {
        CHECK(offer(dispatcher, "a" + std::to_string(n), "a") == Offer::taken);
    }
    CHECK(claimed(dispatcher) == "a1 a2");
    CHECK(claimed(dispatcher).empty());
    CHECK(dispatcher.next(0)->id == "a1");
    CHECK(claimed(dispatcher) == "a3"); // Half of them have left.
    CHECK_FALSE(dispatcher.next(0));
    // Five answers within a second.
    std::string last = "a1";
    for (int n = 2; n <= 6; ++n) {
        CHECK(dispatcher.answered(sent(last, "a"), Outcome::answered, 100 * n).empty());
        static_cast<void>(claimed(dispatcher));
        last = dispatcher.next(0)->id;
        CHECK(last == "a" + std::to_string(n));
    }
    while (!claimed(dispatcher).empty()) {
    }
    // a6 is under way, and of those behind it no more than four are ours.
    CHECK(dispatcher.answered(sent(last, "a"), Outcome::unreachable, 700).size() == 4);
    CHECK(offer(dispatcher, "a30", "a", 31'000) == Offer::taken);
    CHECK(claimed(dispatcher) == "a30");
}

TEST_CASE("where much is claimed, each endpoint still gets what can leave at once",
          "[webhook][dispatcher]")
{
    Dispatcher dispatcher{{.claimed_per_endpoint_min = 2, .claimed_max = 2}};
    for (const char* const id : {"a1", "a2", "a3"}) {
        CHECK(offer(dispatcher, id, "a") == Offer::taken);
    }
    CHECK(offer(dispatcher, "b1", "b") == Offer::taken);
    CHECK(offer(dispatcher, "b2", "b") == Offer::taken);
    CHECK(claimed(dispatcher) == "a1 a2 b1");
    CHECK(claimed(dispatcher).empty());
}

TEST_CASE("what another run has claimed is forgotten, and the next is wanted",
          "[webhook][dispatcher]")
{
    Dispatcher dispatcher{{.claimed_per_endpoint_min = 2}};
    for (const char* const id : {"a1", "a2", "a3"}) {
        CHECK(offer(dispatcher, id, "a") == Offer::taken);
    }
    for (const Message& message : dispatcher.wanted()) {
        dispatcher.missed(message);
    }
    CHECK(dispatcher.waiting() == 1);
    CHECK(leaving(dispatcher) == "a3");
    CHECK(offer(dispatcher, "a1", "a") == Offer::taken);
}

TEST_CASE("an endpoint's own limits hold", "[webhook][dispatcher]")
{
    Dispatcher dispatcher{{.claimed_per_endpoint_min = 64}};
    dispatcher.limit("erp", {.under_way_max = 2, .rate = 100});
    const auto begun_at = [&](std::int64_t now_ms) {
        std::size_t begun = 0;
        while (dispatcher.next(now_ms)) {
            ++begun;
        }
        return begun;
    };
    for (int i = 0; i < 40; ++i) {
        Message message{.id = "msg_" + std::to_string(i), .url = "http://erp.example/", .body = {}};
        message.endpoint = "erp";
        REQUIRE(dispatcher.offer(std::move(message), 0) == Dispatcher::Offer::taken);
    }
    for (Message& message : dispatcher.wanted()) {
        dispatcher.claimed(std::move(message));
    }
    Message under_way{.id = "msg_0", .url = "http://erp.example/", .body = {}};
    under_way.endpoint = "erp";
    CHECK(begun_at(1'000) == 2);
    CHECK(begun_at(1'500) == 0); // Two are under way.
    std::size_t begun = 2;
    std::size_t answered = 0;
    for (std::int64_t now_ms = 1'500; now_ms < 1'600; ++now_ms) {
        for (; answered < begun; ++answered) {
            static_cast<void>(
                dispatcher.answered(under_way, Dispatcher::Outcome::answered, now_ms));
        }
        begun += begun_at(now_ms);
    }
    // At 100 a second ten in 100 ms, and those of the 100 ms before.
    CHECK(begun >= 18);
    CHECK(begun <= 26);
}
