// SPDX-License-Identifier: MIT
// The outbox in a real database: what is due, whose it is, and what became of it.
#include "integration/fresh_database.hpp"
#include "store/webhook_store.hpp"
#include "webhook/retry.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using store::WebhookOutcome;
using store::WebhookPlace;
using store::WebhookStore;
using store::WebhookUrls;

namespace {

using Ids = std::vector<std::string>;
using Kind = WebhookOutcome::Kind;

/// One message a payment and sequence number, written as reassess() writes it.
void write_message(FreshDatabase& fresh, std::uint64_t payment, std::uint64_t seq,
                   std::int64_t at_ms, const std::optional<std::string>& url = std::nullopt)
{
    fresh.database().execute(
        "INSERT INTO webhooks (id, payment_id, seq, event, url, body, state, attempts, "
        "created_at_ms, next_attempt_ms) "
        "VALUES ($1, $2, $3, 'payment.detected', $4, '{}', 'pending', 0, $5, $5)",
        {"msg_" + std::to_string(payment) + "_" + std::to_string(seq), id_of(payment), seq, url,
         at_ms});
}

Ids due(WebhookStore& webhooks, std::int64_t now_ms, std::size_t max = 100,
        WebhookUrls urls = WebhookUrls::any)
{
    Ids ids;
    for (const store::DueWebhook& message : webhooks.due(now_ms, urls, max)) {
        ids.push_back(message.id);
    }
    return ids;
}

Ids claim(WebhookStore& webhooks, const WebhookPlace& place, const Ids& wanted, std::int64_t now_ms)
{
    Ids ids;
    for (const store::WebhookMessage& message : webhooks.claim(place, wanted, now_ms)) {
        ids.push_back(message.id);
    }
    return ids;
}

/// Of one message, claimed just before.
void settle(WebhookStore& webhooks, const WebhookPlace& place, WebhookOutcome outcome)
{
    const auto claimed = webhooks.claim(place, std::vector{outcome.id}, outcome.attempted_ms);
    REQUIRE(claimed.size() == 1);
    outcome.request = store::WebhookRequest{.payment_id = claimed.front().payment_id,
                                            .number = claimed.front().attempts + 1,
                                            .duration_ms = 7,
                                            .address = "192.0.2.1",
                                            .answer = "ok"};
    webhooks.record(place, std::vector{std::move(outcome)});
}

/// Another run: a connection of its own, and its place.
struct Other
{
    explicit Other(const FreshDatabase& fresh)
        : database(fresh.open()), webhooks(*database), place(webhooks.claim_place())
    {
    }

    /// As its process would: nothing is said to the database, but its locks are gone.
    void die() { place.reset(); }

    std::unique_ptr<store::Database> database;
    WebhookStore webhooks;
    std::optional<WebhookPlace> place;
};

} // namespace

TEST_CASE("of each payment only the first undelivered message is due", "[store][webhook_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1), payment_of(2)});
    WebhookStore webhooks{fresh.database()};
    const auto place = webhooks.claim_place();
    REQUIRE(place);
    write_message(fresh, 1, 1, 1'000);
    write_message(fresh, 1, 2, 1'000);
    write_message(fresh, 1, 3, 1'000);
    write_message(fresh, 2, 1, 1'001);
    CHECK(due(webhooks, 999).empty());
    CHECK(due(webhooks, 1'000) == Ids{"msg_1_1"});
    CHECK(due(webhooks, 1'001) == Ids{"msg_1_1", "msg_2_1"});
    CHECK(due(webhooks, 1'001, 1) == Ids{"msg_1_1"});
    const auto first = webhooks.due(1'001, WebhookUrls::any, 1);
    CHECK(
        webhooks.due(1'001, WebhookUrls::any, 10, store::WebhookCursor::behind(first[0])).size() ==
        1);
    CHECK(webhooks.backlog().pending == 4);
    CHECK(webhooks.backlog().oldest_pending_ms == 1'000);

    settle(webhooks, *place, {.id = "msg_1_1", .status = 200, .attempted_ms = 1'100});
    CHECK(due(webhooks, 1'100) == Ids{"msg_1_2", "msg_2_1"});
    settle(webhooks, *place,
           {.id = "msg_1_2",
            .kind = Kind::retry,
            .status = 500,
            .error = "HTTP 500",
            .attempted_ms = 1'200,
            .next_attempt_ms = 6'200});
    // It holds up its own payment until its time comes, and no other.
    CHECK(due(webhooks, 6'199) == Ids{"msg_2_1"});
    CHECK(due(webhooks, 6'200) == Ids{"msg_2_1", "msg_1_2"});
    settle(webhooks, *place,
           {.id = "msg_1_2", .kind = Kind::dead, .error = "refused", .attempted_ms = 6'300});
    // A dead letter does not hold up what comes behind it.
    CHECK(due(webhooks, 6'300) == Ids{"msg_1_3", "msg_2_1"});
    CHECK(webhooks.backlog().pending == 2);
    CHECK(webhooks.backlog().dead == 1);
    const auto row = fresh.database().query_row(
        "SELECT attempts, last_status, last_error FROM webhooks WHERE id = 'msg_1_2'");
    CHECK(row->integer(0) == 2);
    CHECK(row->is_null(1));
    CHECK(row->text(2) == "refused");

    // Each attempt has a row, until it is forgotten.
    const auto attempts = [&] {
        return fresh.database()
            .query("SELECT message_id, number FROM webhook_attempts ORDER BY message_id, number")
            .size();
    };
    CHECK(attempts() == 3);
    CHECK(webhooks.forget_attempts(1'100, 10) == 0);
    CHECK(webhooks.forget_attempts(6'301, 1) == 1);
    CHECK(attempts() == 2);
    CHECK(webhooks.forget_attempts(6'301, 10) == 2);
    CHECK(attempts() == 0);
}

TEST_CASE("a message is tried before its time, and postponed", "[store][webhook_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1), payment_of(2)});
    write_message(fresh, 1, 1, 5'000);
    write_message(fresh, 2, 1, 9'000);
    WebhookStore webhooks{fresh.database()};
    const auto place = webhooks.claim_place();
    REQUIRE(place);
    CHECK(webhooks.waiting(5'000, 10, {}).size() == 1);
    webhooks.bring_forward(Ids{"msg_1_1", "msg_2_1", "msg_none"}, 5'500);
    const auto early = webhooks.due(5'500, WebhookUrls::any, 10);
    REQUIRE(early.size() == 2);
    CHECK_FALSE(early[0].resume_ms); // It was due.
    CHECK(early[1].resume_ms == 9'000);
    webhooks.bring_forward(Ids{"msg_2_1"}, 5'400);
    CHECK(webhooks.due(5'400, WebhookUrls::any, 10).back().resume_ms == 9'000);

    REQUIRE(claim(webhooks, *place, {"msg_1_1"}, 5'500) == Ids{"msg_1_1"});
    const std::vector<store::PostponedWebhook> postponed{
        {.message = early[0], .next_attempt_ms = 8'000, .step_shift = 1, .error = "it is open"},
        {.message = webhooks.due(5'400, WebhookUrls::any, 10).back(),
         .next_attempt_ms = std::nullopt,
         .step_shift = 1,
         .error = "it is open"}};
    webhooks.postpone(postponed); // The first is under way.
    webhooks.record(*place, {}, Ids{"msg_1_1"});
    CHECK(due(webhooks, 5'500) == Ids{"msg_1_1"});
    CHECK(webhooks.backlog().dead == 1);
    webhooks.postpone(postponed);
    CHECK(due(webhooks, 7'999).empty());
    CHECK(webhooks.due(8'000, WebhookUrls::any, 10).front().steps == 1);
}

TEST_CASE("what was put off further than a retry can be is due now", "[store][webhook_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1), payment_of(2), payment_of(3)});
    constexpr std::int64_t kNow_ms = 1'000'000;
    write_message(fresh, 1, 1, kNow_ms + webhook::kDelayMaxMs);
    WebhookStore webhooks{fresh.database()};
    CHECK(webhooks.bring_back(kNow_ms) == 0);
    write_message(fresh, 2, 1, kNow_ms + webhook::kDelayMaxMs + 1);
    write_message(fresh, 3, 1, kNow_ms + 10 * webhook::kDelayMaxMs);
    CHECK(due(webhooks, kNow_ms).empty());
    CHECK(webhooks.bring_back(kNow_ms) == 2);
    CHECK(due(webhooks, kNow_ms) == Ids{"msg_2_1", "msg_3_1"});
    CHECK(webhooks.bring_back(kNow_ms) == 0);
}

TEST_CASE("an outcome that comes after the end changes nothing", "[store][webhook_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1)});
    WebhookStore webhooks{fresh.database()};
    const auto place = webhooks.claim_place();
    write_message(fresh, 1, 1, 1'000);
    settle(webhooks, *place, {.id = "msg_1_1", .status = 204, .attempted_ms = 1'100});
    webhooks.record(
        *place,
        std::vector<WebhookOutcome>{
            {.id = "msg_1_1", .kind = Kind::dead, .error = "timeout", .attempted_ms = 1'200}});
    CHECK(webhooks.backlog().pending == 0);
    CHECK(webhooks.backlog().dead == 0);
    CHECK_FALSE(webhooks.backlog().oldest_pending_ms);
}

TEST_CASE("messages without a URL of their own are asked for only where there is another",
          "[store][webhook_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1), payment_of(2)});
    WebhookStore webhooks{fresh.database()};
    write_message(fresh, 1, 1, 1'000, "https://shop.example");
    CHECK_FALSE(webhooks.is_due_without_url(1'000));
    write_message(fresh, 2, 1, 1'001);
    CHECK_FALSE(webhooks.is_due_without_url(1'000));
    CHECK(webhooks.is_due_without_url(1'001));
    CHECK(due(webhooks, 1'001, 100, WebhookUrls::own) == Ids{"msg_1_1"});
    CHECK(due(webhooks, 1'001) == Ids{"msg_1_1", "msg_2_1"});
}

TEST_CASE("what one run has claimed is no other's until it is given back", "[store][webhook_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1), payment_of(2), payment_of(3)});
    write_message(fresh, 1, 1, 1'002, "https://shop.example");
    write_message(fresh, 1, 2, 1'000);
    write_message(fresh, 2, 1, 1'001);
    write_message(fresh, 3, 1, 9'000);
    Other one{fresh};
    Other two{fresh};
    // Neither the second message of a payment, nor one whose time has not come, nor one unheard of.
    const Ids wanted{"msg_1_1", "msg_1_2", "msg_2_1", "msg_3_1", "msg_4_1"};
    const auto messages = one.webhooks.claim(*one.place, wanted, 2'000);
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].id == "msg_2_1"); // It waits longer.
    CHECK_FALSE(messages[0].url);
    CHECK(messages[1].id == "msg_1_1");
    CHECK(messages[1].payment_id == id_of(1));
    CHECK(messages[1].seq == 1);
    CHECK(messages[1].url == "https://shop.example");
    CHECK(messages[1].body == "{}");
    CHECK(messages[1].attempts == 0);

    CHECK(due(two.webhooks, 2'000).empty());
    CHECK(claim(two.webhooks, *two.place, wanted, 2'000).empty());
    CHECK(claim(one.webhooks, *one.place, wanted, 2'000).empty());

    // Only its own can be given back.
    two.webhooks.record(*two.place, {}, Ids{"msg_1_1", "msg_2_1"});
    CHECK(due(two.webhooks, 2'000).empty());
    one.webhooks.record(
        *one.place,
        std::vector<WebhookOutcome>{{.id = "msg_1_1", .status = 200, .attempted_ms = 2'100}},
        Ids{"msg_2_1"});
    CHECK(due(two.webhooks, 2'100) == Ids{"msg_1_2", "msg_2_1"});
    CHECK(claim(two.webhooks, *two.place, wanted, 2'100) == Ids{"msg_1_2", "msg_2_1"});
    CHECK(fresh.database()
              .query_row("SELECT attempts FROM webhooks WHERE id = 'msg_2_1'")
              ->integer(0) == 0);
}

TEST_CASE("an outcome counts only as long as the message is still ours", "[store][webhook_store]")
{
    FreshDatabase fresh;
    insert(fresh, {payment_of(1)});
    write_message(fresh, 1, 1, 1'000);
    Other one{fresh};
    Other two{fresh};
    REQUIRE(claim(one.webhooks, *one.place, {"msg_1_1"}, 1'000).size() == 1);
    const WebhookPlace lost{one.place->number(), nullptr};
    one.die();
    REQUIRE(two.webhooks.take_over(*two.place) == 1);
    const std::vector<WebhookOutcome> dead{
        {.id = "msg_1_1", .kind = Kind::dead, .error = "late", .attempted_ms = 1'100}};
    std::vector<WebhookOutcome> delivered{
        {.id = "msg_1_1", .status = 200, .attempted_ms = 1'100, .request = {}}};
    delivered.front().request = store::WebhookRequest{.payment_id = id_of(1)};
    one.webhooks.record(lost, dead);
    one.webhooks.record(lost, delivered);
    CHECK(two.webhooks.backlog().pending == 1);
    REQUIRE(claim(two.webhooks, *two.place, {"msg_1_1"}, 1'000).size() == 1);
    one.webhooks.record(lost, dead);
    one.webhooks.record(lost, delivered);
    one.webhooks.record(lost, {}, Ids{"msg_1_1"});
    CHECK(two.webhooks.backlog().pending == 1);
    CHECK(due(two.webhooks, 1'100).empty());
}

TEST_CASE("each run has a place of its own, the lowest that is free", "[store][webhook_store]")
{
    FreshDatabase fresh;
    Other zero{fresh};
    Other one{fresh};
    CHECK(zero.place->number() == 0);
    CHECK(one.place->number() == 1);
    std::vector<std::unique_ptr<store::Lock>> locks;
    for (std::int64_t number = 2; number < store::kWebhookPlaces; ++number) {
        locks.push_back(fresh.database().try_lock(store::webhook_place_lock(number)));
        REQUIRE(locks.back());
    }
    CHECK_FALSE(Other{fresh}.place);
    locks[5].reset();
    zero.die();
    CHECK(Other{fresh}.place->number() == 0);
    const Other next{fresh};
    const Other after{fresh};
    CHECK(next.place->number() == 0);
    CHECK(after.place->number() == 7);
}

TEST_CASE("what the dead have claimed is taken over, what the living have is not",
          "[store][webhook_store]")
{
    FreshDatabase fresh;
    Other zero{fresh};
    Other one{fresh};
    Other two{fresh};
    Other three{fresh};
    std::vector<payment::Payment> payments;
    for (std::uint64_t n = 0; n < 8; ++n) {
        payments.push_back(payment_of(n));
    }
    insert(fresh, payments);
    for (std::uint64_t n = 0; n < 8; ++n) {
        write_message(fresh, n, 1, 1'000);
    }
    const auto take_two = [](Other& run, const std::string& a, const std::string& b) {
        REQUIRE(claim(run.webhooks, *run.place, {a, b}, 1'000).size() == 2);
    };
    take_two(zero, "msg_0_1", "msg_1_1");
    take_two(one, "msg_2_1", "msg_3_1");
    take_two(two, "msg_4_1", "msg_5_1");
    take_two(three, "msg_6_1", "msg_7_1");
    CHECK(two.webhooks.take_over(*two.place) == 0);
    zero.die();
    three.die();
    CHECK(two.webhooks.take_over(*two.place) == 4);
    CHECK(due(two.webhooks, 1'000) == Ids{"msg_0_1", "msg_1_1", "msg_6_1", "msg_7_1"});
    CHECK(two.webhooks.take_over(*two.place) == 0);

    // Whoever takes the place of a dead run gives back what that had.
    one.die();
    const Other next{fresh};
    const Other heir{fresh};
    CHECK(next.place->number() == 0);
    CHECK(heir.place->number() == 1);
    CHECK(due(two.webhooks, 1'000).size() == 6);
}

TEST_CASE("runs that claim the same messages at once share them", "[store][webhook_store]")
{
    FreshDatabase fresh;
    constexpr std::uint64_t kPayments = 300; // Several statements for one claim.
    constexpr std::size_t kRuns = 4;
    std::vector<payment::Payment> payments;
    for (std::uint64_t n = 0; n < kPayments; ++n) {
        payments.push_back(payment_of(n));
    }
    insert(fresh, payments);
    for (std::uint64_t n = 0; n < kPayments; ++n) {
        write_message(fresh, n, 1, 1'000);
        write_message(fresh, n, 2, 1'000);
    }
    std::vector<std::unique_ptr<Other>> runs;
    for (std::size_t n = 0; n < kRuns; ++n) {
        runs.push_back(std::make_unique<Other>(fresh));
    }
    // Each takes what it gets of all that is due, and delivers it, until nothing is due.
    std::vector<Ids> delivered(kRuns);
    std::vector<std::string> failures(kRuns);
    std::vector<std::thread> threads;
    for (std::size_t n = 0; n < kRuns; ++n) {
        threads.emplace_back([&run = *runs[n], &mine = delivered[n], &failure = failures[n]] {
            try {
                for (Ids wanted = due(run.webhooks, 1'000, 1'000); !wanted.empty();
                     wanted = due(run.webhooks, 1'000, 1'000)) {
                    wanted.resize(std::min<std::size_t>(wanted.size(), 100));
                    const Ids ours = claim(run.webhooks, *run.place, wanted, 1'000);
                    std::vector<WebhookOutcome> outcomes;
                    for (const std::string& id : ours) {
                        outcomes.push_back({.id = id, .status = 200, .attempted_ms = 1'000});
                        mine.push_back(id);
                    }
                    run.webhooks.record(*run.place, outcomes);
                }
            } catch (const std::exception& error) {
                failure = error.what();
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    Ids all;
    for (std::size_t n = 0; n < kRuns; ++n) {
        CHECK(failures[n].empty());
        all.insert(all.end(), delivered[n].begin(), delivered[n].end());
    }
    CHECK(all.size() == 2 * kPayments);
    std::sort(all.begin(), all.end());
    CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
    CHECK(WebhookStore{fresh.database()}.backlog().pending == 0);
    CHECK_FALSE(fresh.database().query_row("SELECT 1 FROM webhooks WHERE claimed_by IS NOT NULL"));
}
