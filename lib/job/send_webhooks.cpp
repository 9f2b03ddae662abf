// SPDX-License-Identifier: MIT
#include "job/send_webhooks.hpp"

#include "base/random.hpp"
#include "job/send_webhooks/attempt_meter.hpp"
#include "job/send_webhooks/endpoint_gate.hpp"
#include "job/send_webhooks/message_check.hpp"
#include "job/send_webhooks/targets.hpp"
#include "webhook/dispatcher.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <iterator>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ctrip::job {

namespace {

using webhook::Dispatcher;
using webhook::Message;
using Outcome = store::WebhookOutcome;

constexpr std::size_t kPageMessages = 500;
constexpr std::size_t kOutcomesPerWorkMax = 100;
/// How long outcomes are collected for one commit.
constexpr std::int64_t kGatherMs = 5;
/// How long to wait for slow answers before messages that became due are read.
constexpr std::int64_t kIdleMs = 250;
/// How long a walk blocks on an endpoint with a full queue before skipping it, so that a fast
/// endpoint with many messages is not skipped.
constexpr std::int64_t kPatienceMs = 1'000;
/// How often the claims of dead runs are searched.
constexpr std::int64_t kTakeOverMs = 5'000;
/// The pause after a walk over a long backlog, in multiples of its duration.
constexpr std::int64_t kRestFactor = 4;
/// When a message is looked at again whose payment belongs to a wallet that is not configured.
constexpr std::int64_t kPostponedMs = 3'600'000;
/// How often what other runs know about endpoints is read.
constexpr std::int64_t kRefreshMs = 5'000;
/// Old attempts that one run deletes.
constexpr std::size_t kForgottenMax = 10'000;
constexpr std::size_t kCopiedAtOnce = 5'000;

/// For intervals within a run: setting the machine's clock must not stop it.
std::int64_t steady_ms()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

/// An attempt that was made before its time, since the endpoint seemed to be back, changes
/// nothing in the message's schedule if it fails.
void decide(const Message& message, const webhook::Attempt& attempt, Outcome& outcome)
{
    const bool is_early = message.resume_ms && *message.resume_ms > attempt.at_ms;
    const auto steps = static_cast<std::uint64_t>(std::max<std::int64_t>(message.steps, 0));
    const webhook::RetryDecision decision = webhook::decide(
        attempt.result, is_early ? 1 : steps + 1, attempt.error.empty() ? 0 : base::random_share());
    switch (decision.verdict) {
    case webhook::Verdict::delivered:
        outcome.kind = Outcome::Kind::delivered;
        return;
    case webhook::Verdict::retry:
        outcome.kind = Outcome::Kind::retry;
        outcome.next_attempt_ms = is_early ? *message.resume_ms : attempt.at_ms + decision.delay_ms;
        outcome.step_shift = is_early ? -1 : 0;
        return;
    case webhook::Verdict::dead:
        outcome.kind = Outcome::Kind::dead;
        return;
    }
}

class Run
{
public:
    explicit Run(const WebhookJob& job)
        : m_job(job), m_targets(job.url), m_check(job.store, job.own_addresses, m_targets),
          m_gate({.messages = job.store, .endpoints = job.endpoints}, m_targets, job.clock, job.log)
    {
        for (const NamedEndpoint& one : job.named) {
            m_dispatcher.limit(one.name, one.limits);
            m_targets.add(one.name, one.url);
        }
    }

    WebhookReport work()
    {
        if (const std::uint64_t early = m_job.store.bring_back(m_job.clock.now_ms()); early > 0) {
            m_job.log.warning("messages were put off for longer than any retry, as by a wrong "
                              "clock; they are due now",
                              {{"messages", std::to_string(early)}});
        }
        if (m_job.feed != nullptr) {
            m_job.feed->tell_waiting();
        }
        while (true) {
            take_over();
            refresh();
            walk_on();
            claim();
            start();
            const std::size_t before = m_outcomes.size();
            const bool busy = m_job.delivery.run_once(wait_ms());
            const bool more_came = m_outcomes.size() > before;
            if (!busy && !more_came && m_dispatcher.waiting() > 0) {
                // Their endpoints' rates hold them back.
                std::this_thread::sleep_for(std::chrono::milliseconds{kGatherMs});
            }
            // A fast endpoint answers all that is under way at once: more is sent before the
            // commit.
            const bool more_comes = busy || m_dispatcher.waiting() > 0;
            if (has_results() &&
                (m_outcomes.size() >= kOutcomesPerWorkMax || !more_came || !more_comes)) {
                record();
            }
            if (!busy && !has_results() && m_dispatcher.waiting() == 0 && !m_walking &&
                !m_changed) {
                break;
            }
        }
        m_gate.flush();
        static_cast<void>(m_job.store.forget_attempts(m_job.clock.now_ms() - m_job.keep_attempts_ms,
                                                      kForgottenMax));
        m_report.held = m_gate.held();
        m_report.dead += m_gate.given_up();
        m_report.without_endpoint =
            !m_job.url && m_job.store.is_due_without_url(m_job.clock.now_ms());
        return m_report;
    }

private:
    [[nodiscard]] bool has_results() const noexcept
    {
        return !m_outcomes.empty() || !m_given_back.empty();
    }

    /// Releases the claims of runs that died, so that their messages leave in this run.
    void take_over()
    {
        const std::int64_t now_ms = steady_ms();
        if (m_took_over_ms && now_ms - *m_took_over_ms < kTakeOverMs) {
            return;
        }
        m_took_over_ms = now_ms;
        if (m_job.store.take_over(m_job.place) > 0) {
            m_changed = true;
        }
    }

    /// At the first call, and then from time to time.
    void refresh()
    {
        const std::int64_t now_ms = steady_ms();
        if (m_refreshed_ms && now_ms - *m_refreshed_ms < kRefreshMs) {
            return;
        }
        m_refreshed_ms = now_ms;
        m_gate.refresh();
    }

    /// Messages to the endpoints of the configuration, for events that are new.
    void write_copies() const
    {
        if (m_job.feed == nullptr) {
            return;
        }
        while (m_job.feed->number(kCopiedAtOnce) > 0) {
        }
    }

    // A walk reads the due messages page by page. A message that can't leave now (its endpoint is
    // down, or its queue is full) is skipped until the next walk, so that it never blocks the
    // messages after it.

    void walk_on()
    {
        if (!m_walking && !begin_walk()) {
            return;
        }
        if (m_page.empty()) {
            read_page();
        }
        while (!m_page.empty()) {
            if (!take(m_page.front())) {
                return; // The walk is blocked.
            }
            m_page.pop_front();
        }
        if (m_last_page) {
            end_walk();
        }
    }

    bool begin_walk()
    {
        const std::int64_t now_ms = steady_ms();
        const bool idle = m_dispatcher.waiting() + m_dispatcher.under_way() == 0;
        // A recorded outcome makes the next message of its payment due.
        const std::int64_t earliest_ms =
            m_changed ? m_rested_ms : std::max(m_rested_ms, m_walk_end_ms + kIdleMs);
        if (idle ? !m_changed : now_ms < earliest_ms) {
            return false;
        }
        write_copies();
        m_walking = true;
        m_changed = false;
        m_cursor = {};
        m_walk_start_ms = now_ms;
        return true;
    }

    void end_walk()
    {
        m_gate.flush();
        m_walking = false;
        m_walk_end_ms = steady_ms();
        m_rested_ms = m_walk_end_ms + kRestFactor * (m_walk_end_ms - m_walk_start_ms);
    }

    void read_page()
    {
        m_gate.flush();
        const auto urls = m_job.url ? store::WebhookUrls::any : store::WebhookUrls::own;
        auto page = m_job.store.due(m_job.clock.now_ms(), urls, kPageMessages, m_cursor);
        m_last_page = page.size() < kPageMessages;
        if (!page.empty()) {
            m_cursor = store::WebhookCursor::behind(page.back());
        }
        std::move(page.begin(), page.end(), std::back_inserter(m_page));
    }

    /// False where the walk is blocked at this message.
    bool take(const store::DueWebhook& due)
    {
        std::optional<Message> found = m_targets.message_of(due);
        if (!found || !m_gate.admits(due, *found)) {
            m_standing_since_ms.reset();
            return true;
        }
        const Message message = *found;
        const std::string& endpoint = message.endpoint;
        const std::int64_t now_ms = steady_ms();
        const Dispatcher::Offer offer = m_dispatcher.offer(std::move(*found), now_ms);
        if (offer != Dispatcher::Offer::taken) {
            m_gate.withdrawn(message);
        }
        if (offer != Dispatcher::Offer::no_room) {
            m_standing_since_ms.reset();
            return true;
        }
        if (m_slow.contains(endpoint)) {
            return true;
        }
        if (!m_standing_since_ms) {
            m_standing_since_ms = now_ms;
        }
        if (now_ms - *m_standing_since_ms < kPatienceMs) {
            return false;
        }
        m_standing_since_ms.reset();
        m_slow.insert(endpoint);
        return true;
    }

    [[nodiscard]] std::int64_t wait_ms() const
    {
        if (m_walking && !m_standing_since_ms) {
            return 0;
        }
        return m_outcomes.empty() ? kIdleMs : kGatherMs;
    }

    /// Claims the messages that are to leave soon. One that another run claimed first is left to
    /// that run.
    void claim()
    {
        while (true) {
            std::vector<Message> wanted = m_dispatcher.wanted();
            if (wanted.empty()) {
                return;
            }
            std::vector<std::string> ids;
            std::unordered_map<std::string, Message> by_id;
            for (Message& message : wanted) {
                ids.push_back(message.id);
                by_id.emplace(message.id, std::move(message));
            }
            auto claimed = m_job.store.claim(m_job.place, ids, m_job.clock.now_ms());
            m_check.add(claimed);
            for (store::WebhookMessage& ours : claimed) {
                auto node = by_id.extract(ours.id);
                Message& message = node.mapped();
                message.body = std::move(ours.body);
                message.attempts = ours.attempts;
                message.payment_id = std::move(ours.payment_id);
                message.steps = ours.steps;
                message.resume_ms = ours.resume_ms;
                message.replayed = ours.replayed;
                message.created_at_ms = ours.created_at_ms;
                m_dispatcher.claimed(std::move(message));
            }
            for (const auto& [id, message] : by_id) {
                m_dispatcher.missed(message);
                m_gate.withdrawn(message);
            }
        }
    }

    /// Ends the message's turn without a request.
    void reject(const Message& message, const MessageCheck::Finding& finding)
    {
        free_turn(message, Dispatcher::Outcome::answered);
        m_gate.withdrawn(message);
        const std::int64_t now_ms = m_job.clock.now_ms();
        const bool is_refused = finding.verdict == MessageVerdict::refuse;
        const base::LogFields fields{
            {"payment", finding.payment_id}, {"message_id", message.id}, {"reason", finding.why}};
        if (is_refused) {
            ++m_report.refused;
            m_job.log.error("a webhook message is not what ctrip wrote, and was not signed",
                            fields);
        } else {
            ++m_report.postponed;
            m_job.log.error("a webhook message has to wait", fields);
        }
        m_outcomes.push_back({.id = message.id,
                              .kind = is_refused ? Outcome::Kind::dead : Outcome::Kind::retry,
                              .status = std::nullopt,
                              .error = "not signed: " + finding.why,
                              .attempted_ms = now_ms,
                              .next_attempt_ms = now_ms + kPostponedMs,
                              .step_shift = 0,
                              .request = std::nullopt});
    }

    void start()
    {
        while (std::optional<Message> next = m_dispatcher.next(steady_ms())) {
            const Message& message = *next;
            const MessageCheck::Finding finding = m_check.finding(message);
            if (finding.verdict != MessageVerdict::send) {
                reject(message, finding);
                continue;
            }
            if (!m_gate.may_leave(message)) { // Its endpoint failed while it was queued.
                free_turn(message, Dispatcher::Outcome::answered);
                m_given_back.push_back(message.id);
                m_dispatcher.forget(message.id);
                m_changed = true;
                continue;
            }
            Message sent = message;
            sent.body.clear();
            m_job.delivery.submit(message,
                                  [this, sent = std::move(sent)](webhook::Attempt&& attempt) {
                                      settle(sent, attempt);
                                  });
        }
    }

    void free_turn(const Message& message, Dispatcher::Outcome outcome)
    {
        auto release = m_dispatcher.answered(message, outcome, steady_ms());
        std::move(release.begin(), release.end(), std::back_inserter(m_given_back));
    }

    void settle(const Message& message, const webhook::Attempt& attempt)
    {
        free_turn(message, attempt.outcome);
        Outcome outcome{.id = message.id,
                        .status = attempt.result.status,
                        .error = attempt.error,
                        .attempted_ms = attempt.at_ms,
                        .request = store::WebhookRequest{.payment_id = message.payment_id,
                                                         .number = message.attempts + 1,
                                                         .duration_ms = attempt.duration_ms,
                                                         .address = attempt.address,
                                                         .answer = attempt.answer}};
        decide(message, attempt, outcome);
        if (m_job.meter != nullptr) {
            count_attempt(*m_job.meter, message, attempt, outcome.kind);
        }
        EndpointGate::Result result = EndpointGate::Result::failed;
        switch (outcome.kind) {
        case Outcome::Kind::delivered:
            ++m_report.delivered;
            result = EndpointGate::Result::delivered;
            break;
        case Outcome::Kind::retry:
            ++m_report.retried;
            break;
        case Outcome::Kind::dead:
            ++m_report.dead;
            result = EndpointGate::Result::given_up;
            break;
        }
        if (attempt.result.status == webhook::kGone) {
            result = EndpointGate::Result::gone;
        }
        if (outcome.kind == Outcome::Kind::dead) {
            log_given_up(m_job.log, {{"endpoint", message.endpoint},
                                     {"payment", message.payment_id},
                                     {"message_id", message.id},
                                     {"reason", attempt.error}});
        } else if (outcome.kind == Outcome::Kind::retry) {
            tell(message, attempt);
        }
        m_gate.answered(message, result, attempt.error);
        m_outcomes.push_back(std::move(outcome));
    }

    /// An endpoint that is down fails many messages: only the first is logged as a warning.
    void tell(const Message& message, const webhook::Attempt& attempt)
    {
        const std::string& endpoint = message.endpoint;
        const base::LogFields fields{
            {"endpoint", endpoint}, {"message_id", message.id}, {"reason", attempt.error}};
        if (m_told.insert(endpoint).second) {
            m_job.log.warning("a webhook was not delivered", fields);
        } else {
            m_job.log.debug("a webhook was not delivered", fields);
        }
    }

    void record()
    {
        m_gate.bring_forward();
        m_job.store.record(m_job.place, m_outcomes, m_given_back);
        for (const Outcome& outcome : m_outcomes) {
            m_dispatcher.forget(outcome.id);
        }
        m_outcomes.clear();
        m_given_back.clear();
        m_gate.flush();
        m_changed = true;
    }

    const WebhookJob& m_job;
    Dispatcher m_dispatcher;
    Targets m_targets;
    MessageCheck m_check;
    EndpointGate m_gate;
    WebhookReport m_report;
    std::vector<Outcome> m_outcomes;       ///< Not stored yet.
    std::vector<std::string> m_given_back; ///< Claims to release with the next outcomes.
    std::optional<std::int64_t> m_took_over_ms;
    std::optional<std::int64_t> m_refreshed_ms;

    bool m_changed = true; ///< Something was recorded since the last walk began, or none began.
    bool m_walking = false;
    bool m_last_page = false;
    store::WebhookCursor m_cursor;
    std::deque<store::DueWebhook> m_page; ///< Read, and neither queued nor skipped.
    std::int64_t m_walk_start_ms = 0;
    std::int64_t m_walk_end_ms = 0;
    std::int64_t m_rested_ms = 0; ///< No walk begins before, unless there is nothing else to do.
    std::optional<std::int64_t> m_standing_since_ms;
    std::unordered_set<std::string> m_slow; ///< Endpoints that no longer block the walk.
    std::unordered_set<std::string> m_told; ///< Endpoints whose failure was logged.
};

} // namespace

store::Subscribers subscribers_of(std::span<const NamedEndpoint> endpoints, bool has_usual)
{
    store::Subscribers subscribers{.endpoints = {}, .has_usual = has_usual};
    for (const NamedEndpoint& one : endpoints) {
        subscribers.endpoints.push_back({.endpoint = one.name, .types = one.types});
    }
    return subscribers;
}

WebhookReport send_webhooks(const WebhookJob& job)
{
    return Run{job}.work();
}

} // namespace ctrip::job
