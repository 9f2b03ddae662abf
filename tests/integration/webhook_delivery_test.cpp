// SPDX-License-Identifier: MIT
// send-webhooks against a real receiver and a real database.
#include "base/clock.hpp"
#include "base/log.hpp"
#include "integration/fresh_database.hpp"
#include "integration/receiver.hpp"
#include "job/send_webhooks.hpp"
#include "store/payment_store.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <thread>

using namespace ctrip;
using test::Receiver;

namespace {

// Longer than any test waits: how fast this machine is decides nothing.
constexpr std::int64_t kTimeoutMs = 150'000;

class Outbox
{
public:
    /// A payment with so many messages; they are "msg_NAME_1", "msg_NAME_2" and so on.
    void write(const std::string& name, const std::optional<std::string>& url, int messages = 1)
    {
        payment::Payment payment = test::payment_of(m_index++);
        payment.webhook_url = url;
        store::PaymentStore payments{database()};
        store::DbTransaction transaction{database()};
        payments.insert(std::span{&payment, 1});
        for (int seq = 1; seq <= messages; ++seq) {
            test::write_step(database(), payment, static_cast<std::uint64_t>(seq),
                             "msg_" + name + "_" + std::to_string(seq), m_clock.now_ms());
        }
        transaction.commit();
    }

    job::WebhookReport send(const std::optional<std::string>& url = std::nullopt,
                            webhook::PrivateAddresses policy = webhook::PrivateAddresses::allowed,
                            std::int64_t timeout_ms = kTimeoutMs)
    {
        // A run of its own: the thread that makes it may be another than the test's.
        const auto connection = open();
        store::WebhookStore store{*connection};
        store::EndpointStore endpoints{*connection};
        const auto place = store.claim_place();
        if (!place) {
            throw std::runtime_error{"no place is free"};
        }
        std::vector<base::Secret> secrets;
        secrets.emplace_back(std::string_view{"secret"});
        webhook::Delivery delivery{
            webhook::SigningKeys{secrets},
            {.private_addresses = policy, .timeout_ms = timeout_ms, .version = "test"},
            m_clock};
        return job::send_webhooks({.store = store,
                                   .endpoints = endpoints,
                                   .place = *place,
                                   .delivery = delivery,
                                   .url = url,
                                   .clock = m_clock,
                                   .log = m_log});
    }

    struct State
    {
        std::string state;
        std::int64_t attempts = 0;
        std::int64_t delay_ms = 0; ///< From the attempt to the next one.
        std::string error;
    };
    State state(const std::string& id)
    {
        const auto row = database().query_row(
            "SELECT state, attempts, next_attempt_ms - COALESCE(attempted_ms, next_attempt_ms), "
            "COALESCE(last_error, '') FROM webhooks WHERE id = $1",
            {id});
        REQUIRE(row.has_value());
        return {row->text(0), row->integer(1), row->integer(2), row->text(3)};
    }

    store::Database& database() { return m_fresh.database(); }
    [[nodiscard]] std::unique_ptr<store::Database> open() const { return m_fresh.open(); }
    [[nodiscard]] std::int64_t untried(const std::string& like)
    {
        return database()
            .query_row("SELECT COUNT(*) FROM webhooks WHERE attempts = 0 AND id LIKE $1", {like})
            ->integer(0);
    }
    [[nodiscard]] std::int64_t claimed()
    {
        return database()
            .query_row("SELECT COUNT(*) FROM webhooks WHERE claimed_by IS NOT NULL")
            ->integer(0);
    }

private:
    base::SystemClock m_clock;
    base::Log m_log{{.level = base::LogLevel::error}, m_clock};
    test::FreshDatabase m_fresh;
    std::uint64_t m_index = 0;
};

} // namespace

TEST_CASE("messages arrive signed, each payment's in order, all in one run",
          "[integration][webhook_delivery]")
{
    const Receiver shop;
    Outbox outbox;
    constexpr int kPayments = 40;
    constexpr int kMessages = 4;
    for (int i = 0; i < kPayments; ++i) {
        outbox.write(std::to_string(i), shop.url("/ok"), kMessages);
    }
    const auto report = outbox.send();
    CHECK(report.delivered == kPayments * kMessages);
    CHECK(report.retried + report.dead == 0);

    std::map<std::string, int> last;
    for (const test::ReceivedRequest& request : shop.requests()) {
        const std::string id = request.header("webhook-id");
        const std::string payment = id.substr(0, id.rfind('_'));
        CHECK(std::stoi(id.substr(id.rfind('_') + 1)) == ++last[payment]);
        std::vector<base::Secret> secrets;
        secrets.emplace_back(std::string_view{"secret"});
        const webhook::SigningKeys keys{secrets};
        const auto time_s = std::stoll(request.header("webhook-timestamp"));
        CHECK(request.header("webhook-signature") == keys.sign(id, time_s, request.body));
        CHECK(request.header("X-Webhook-Signature") == keys.sign_body(request.body));
        CHECK(request.header("Content-Type") == "application/json");
        CHECK(request.header("User-Agent") == "ctrip/test");
    }
    CHECK(last.size() == kPayments);
    CHECK(shop.requests().size() == kPayments * kMessages);
    CHECK(outbox.send().delivered == 0);
}

TEST_CASE("what is not 2xx is tried again by the schedule, and holds back its payment",
          "[integration][webhook_delivery]")
{
    const Receiver shop;
    Outbox outbox;
    outbox.write("broken", shop.url("/broken"), 2);
    outbox.write("busy", shop.url("/busy"));
    outbox.write("redirect", shop.url("/redirect"));
    outbox.write("gone", shop.url("/gone"), 2);
    outbox.write("huge", shop.url("/huge"));
    const auto report = outbox.send();
    CHECK(report.delivered == 1);
    CHECK(report.retried == 3);
    CHECK(report.dead == 1);
    CHECK(report.held == 1);

    const auto broken = outbox.state("msg_broken_1");
    CHECK(broken.state == "pending");
    CHECK(broken.attempts == 1);
    CHECK(broken.delay_ms >= 5'000);
    CHECK(broken.delay_ms <= 5'500);
    CHECK(broken.error == "HTTP 500: no way");
    CHECK(outbox.state("msg_broken_2").attempts == 0);
    CHECK(outbox.state("msg_busy_1").delay_ms == 120'000);
    CHECK(outbox.state("msg_redirect_1").state == "pending");
    CHECK(outbox.state("msg_gone_1").state == "dead");
    CHECK(outbox.state("msg_gone_1").attempts == 1);
    // A dead letter no longer stands before the payment's next message, but its URL is disabled.
    CHECK(outbox.state("msg_gone_2").state == "pending");
    CHECK(outbox.state("msg_gone_2").attempts == 0);
    CHECK(outbox.state("msg_gone_2").error.find("410 Gone") != std::string::npos);
    CHECK(outbox.state("msg_huge_1").state == "delivered");
    for (const test::ReceivedRequest& request : shop.requests()) {
        CHECK(request.path != "/ok");
    }
}

TEST_CASE("the tenth failure is a dead letter", "[integration][webhook_delivery]")
{
    const Receiver shop;
    Outbox outbox;
    outbox.write("a", shop.url("/broken"));
    outbox.database().execute("UPDATE webhooks SET attempts = 8");
    CHECK(outbox.send().retried == 1);
    outbox.database().execute("UPDATE webhooks SET next_attempt_ms = 0");
    CHECK(outbox.send().dead == 1);
    CHECK(outbox.state("msg_a_1").attempts == 10);
}

TEST_CASE("an endpoint that drips or is away delays no other and costs few attempts",
          "[integration][webhook_delivery]")
{
    const Receiver shop;
    std::optional<Receiver> dripping{std::in_place};
    Outbox outbox;
    constexpr int kStuck = 700; // More than a page of the store.
    for (int i = 0; i < kStuck; ++i) {
        outbox.write("drip" + std::to_string(i), dripping->url("/drip"));
    }
    outbox.write("away", "http://127.0.0.1:1/");
    constexpr int kFine = 20;
    for (int i = 0; i < kFine; ++i) {
        outbox.write("fine" + std::to_string(i), shop.url("/ok"), 3);
    }
    // It drips until all of the shop's have arrived, however long this machine takes for them; then
    // it breaks off and is away.
    bool arrived = false;
    std::thread watch([&] {
        arrived = shop.was_asked("/ok", 3 * kFine);
        dripping.reset();
    });
    const auto report = outbox.send();
    watch.join();
    CHECK(arrived);
    CHECK(report.delivered == 3 * kFine);
    // Eight that dripped side by side, at most eight that found it away, and the one of "away".
    CHECK(report.retried <= 8 + 8 + 1);
    CHECK(outbox.untried("msg_drip%") >= kStuck - 16);
    CHECK(outbox.claimed() == 0);
}

TEST_CASE("an endpoint that drips beyond the time-out costs few attempts",
          "[integration][webhook_delivery]")
{
    const Receiver dripping;
    Outbox outbox;
    constexpr int kStuck = 40;
    for (int i = 0; i < kStuck; ++i) {
        outbox.write("drip" + std::to_string(i), dripping.url("/drip"));
    }
    const auto report = outbox.send(std::nullopt, webhook::PrivateAddresses::allowed, 500);
    CHECK(report.retried == 8);
    CHECK(outbox.untried("msg_drip%") == kStuck - 8);
    CHECK(outbox.claimed() == 0);
}

TEST_CASE("an endpoint that fails at once gets no more of what was queued for it",
          "[integration][webhook_delivery]")
{
    const Receiver shop;
    Outbox outbox;
    constexpr int kQueued = 60;
    for (int i = 0; i < kQueued; ++i) {
        outbox.write("broken" + std::to_string(i), shop.url("/broken"));
    }
    const auto report = outbox.send();
    // Five failures in a row open it, and at most eight are under way.
    CHECK(report.retried >= 5);
    CHECK(report.retried <= 5 + 8);
    CHECK(outbox.claimed() == 0);
}

TEST_CASE("private addresses are refused unless they are allowed",
          "[integration][webhook_delivery]")
{
    const Receiver shop;
    Outbox outbox;
    outbox.write("a", shop.url("/ok"));
    CHECK(outbox.send(std::nullopt, webhook::PrivateAddresses::refused).retried == 1);
    CHECK(shop.requests().empty());
    CHECK(outbox.state("msg_a_1").error.find("127.0.0.1") != std::string::npos);
}

TEST_CASE("without a URL of its own a message goes to the configured one, or waits",
          "[integration][webhook_delivery]")
{
    const Receiver shop;
    Outbox outbox;
    outbox.write("a", std::nullopt, 2);
    outbox.write("b", shop.url("/ok"));
    const auto nowhere = outbox.send();
    CHECK(nowhere.delivered == 1);
    CHECK(nowhere.without_endpoint);
    CHECK(outbox.state("msg_a_1").attempts == 0);
    const auto somewhere = outbox.send(shop.url("/ok"));
    CHECK(somewhere.delivered == 2);
    CHECK_FALSE(somewhere.without_endpoint);
    CHECK_FALSE(outbox.send().without_endpoint);
}

TEST_CASE("an outcome that could not be stored is delivered again by the next run",
          "[integration][webhook_delivery]")
{
    Receiver shop;
    Outbox outbox;
    outbox.write("a", shop.url("/hook"), 2);
    // The table is gone when the answer comes.
    shop.on_hook = [&] { outbox.open()->execute("ALTER TABLE webhooks RENAME TO webhooks_away"); };
    std::optional<ErrorKind> failed;
    try {
        static_cast<void>(outbox.send());
    } catch (const Error& error) {
        failed = error.kind();
    }
    CHECK(failed == ErrorKind::unavailable);
    outbox.database().execute("ALTER TABLE webhooks_away RENAME TO webhooks");
    CHECK(outbox.state("msg_a_1").attempts == 0);
    CHECK(shop.requests().size() == 1);

    shop.on_hook = [] {};
    CHECK(outbox.send().delivered == 2);
    std::vector<std::string> ids;
    for (const test::ReceivedRequest& request : shop.requests()) {
        ids.push_back(request.header("webhook-id"));
    }
    CHECK(ids == std::vector<std::string>{"msg_a_1", "msg_a_1", "msg_a_2"});
    CHECK(outbox.claimed() == 0);
}

TEST_CASE("a run that goes on for long delivers what a neighbour had claimed that died",
          "[integration][webhook_delivery]")
{
    Receiver shop;
    Outbox outbox;
    outbox.write("held", shop.url("/held"));
    outbox.write("taken", shop.url("/taken"), 2);
    const auto connection = outbox.open();
    store::WebhookStore neighbour{*connection};
    auto place = neighbour.claim_place();
    REQUIRE(place);
    const std::vector<std::string> taken{"msg_taken_1"};
    const auto now_ms = base::SystemClock{}.now_ms();
    REQUIRE(neighbour.claim(*place, taken, now_ms).size() == 1);

    job::WebhookReport report;
    std::string failure;
    std::thread run([&] {
        try {
            report = outbox.send();
        } catch (const std::exception& error) {
            failure = error.what();
        }
    });
    const bool began = shop.was_asked("/held");
    const std::size_t before = shop.requests().size();
    place.reset();
    const bool came = shop.was_asked("/taken");
    shop.release();
    run.join();
    CHECK(failure.empty());
    CHECK(began);
    CHECK(before == 1); // As long as the neighbour lived its message was its own.
    CHECK(came);
    CHECK(report.delivered == 3);
    CHECK(outbox.claimed() == 0);
}
