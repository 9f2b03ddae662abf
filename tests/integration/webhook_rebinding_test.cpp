// SPDX-License-Identifier: MIT
// A name that is checked and then stands for another machine (DNS rebinding): a message goes to the
// address that was checked, or nowhere.
#include "base/clock.hpp"
#include "integration/fake_node.hpp"
#include "webhook/delivery.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <string>
#include <vector>

using namespace ctrip;
using test::FakeNode;
using test::FakeReply;
using webhook::PrivateAddresses;

namespace {

/// Who has the name, and what he lets the resolver say.
struct Shop
{
    [[nodiscard]] std::string url(const std::string& host) const
    {
        return "http://" + host + ":" + std::to_string(node.port()) + "/hook";
    }

    webhook::Delivery delivery(PrivateAddresses policy = PrivateAddresses::allowed)
    {
        std::vector<base::Secret> secrets;
        secrets.emplace_back(std::string_view{"secret"});
        return webhook::Delivery{webhook::SigningKeys{secrets},
                                 {.private_addresses = policy,
                                  .timeout_ms = 60'000,
                                  .version = "test",
                                  .resolver =
                                      [this](const std::string&) {
                                          ++lookups;
                                          return http::Resolution{.addresses = addresses,
                                                                  .error = {}};
                                      }},
                                 clock};
    }

    /// One attempt, to its end.
    webhook::Attempt send(webhook::Delivery& delivery, const std::string& host)
    {
        webhook::Attempt result;
        delivery.submit({.id = "msg_1", .url = url(host), .body = "{}"},
                        [&](webhook::Attempt&& attempt) { result = std::move(attempt); });
        while (delivery.run_once(1'000)) {
        }
        return result;
    }

    FakeReply reply{.body = "taken"};
    std::string seen; ///< The head of the last request; read when its answer has come.
    FakeNode node{[this](const std::string& head, const std::string&) {
        seen = head;
        return reply;
    }};
    std::vector<std::string> addresses; ///< What the name stands for when it is checked.
    std::atomic<int> lookups = 0;
    base::SystemClock clock;
};

} // namespace

TEST_CASE("a message goes to the address that was checked, whatever the name stands for by then",
          "[webhook][delivery]")
{
    Shop shop;
    SECTION("now it stands for nothing")
    {
        // No resolver knows a name under .invalid (RFC 6761): who looks again finds nobody.
        shop.addresses = {"127.0.0.1"};
        webhook::Delivery delivery = shop.delivery();
        for (int i = 0; i < 2; ++i) {
            const webhook::Attempt attempt = shop.send(delivery, "shop.invalid");
            CHECK(attempt.result.status == 200);
            CHECK(attempt.error.empty());
        }
        CHECK(shop.lookups == 1); // Its answer served both.
        CHECK(shop.node.requests() == 2);
        CHECK(shop.seen.find("Host: shop.invalid:" + std::to_string(shop.node.port())) !=
              std::string::npos);
    }
    SECTION("now it stands for a machine that would take it")
    {
        // For everybody else this name is 127.0.0.1, where the node listens.
        shop.addresses = {"127.0.0.2"};
        webhook::Delivery delivery = shop.delivery();
        const webhook::Attempt attempt = shop.send(delivery, "localhost");
        CHECK(attempt.result.status != 200);
        CHECK(attempt.outcome == webhook::Dispatcher::Outcome::unreachable);
        CHECK_FALSE(attempt.error.empty());
        CHECK(shop.node.requests() == 0);
    }
}

TEST_CASE("of several addresses the next is tried where one takes no connection",
          "[webhook][delivery]")
{
    Shop shop;
    SECTION("the last one takes it")
    {
        shop.addresses = {"::1", "127.0.0.2", "127.0.0.1"};
        webhook::Delivery delivery = shop.delivery();
        for (int i = 1; i <= 2; ++i) {
            CHECK(shop.send(delivery, "shop.invalid").result.status == 200);
            CHECK(shop.node.requests() == i);
        }
        CHECK(shop.lookups == 1);
    }
    SECTION("none does")
    {
        shop.addresses = {"::1", "127.0.0.2"};
        webhook::Delivery delivery = shop.delivery();
        const webhook::Attempt attempt = shop.send(delivery, "shop.invalid");
        CHECK(attempt.outcome == webhook::Dispatcher::Outcome::unreachable);
        CHECK_FALSE(attempt.error.empty());
    }
    SECTION("one that takes it and fails is the only one that gets it")
    {
        shop.addresses = {"127.0.0.1", "127.0.0.1"};
        shop.reply = {.raw = "HTTP/1.1 "};
        webhook::Delivery delivery = shop.delivery();
        CHECK(shop.send(delivery, "shop.invalid").result.status != 200);
        CHECK(shop.node.requests() == 1);
    }
}

TEST_CASE("a name with one private address gets no message, whichever it gives first",
          "[webhook][delivery]")
{
    Shop shop;
    shop.addresses = GENERATE(std::vector<std::string>{"127.0.0.1"},
                              std::vector<std::string>{"127.0.0.1", "8.8.8.8"},
                              std::vector<std::string>{"8.8.8.8", "127.0.0.1"});
    webhook::Delivery delivery = shop.delivery(PrivateAddresses::refused);
    const webhook::Attempt attempt = shop.send(delivery, "shop.invalid");
    CHECK(attempt.result.status != 200);
    CHECK(attempt.error.find("127.0.0.1 is a private") != std::string::npos);
    CHECK(shop.node.requests() == 0);
}
