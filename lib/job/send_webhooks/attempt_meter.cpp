// SPDX-License-Identifier: MIT
#include "job/send_webhooks/attempt_meter.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace ctrip::job {

namespace {

using meter::Family;

std::string_view endpoint_label(const webhook::Message& message)
{
    if (message.is_named) {
        return message.endpoint;
    }
    return message.has_own_url ? "payment" : "default";
}

std::string_view result_label(std::optional<int> status)
{
    constexpr std::array<std::string_view, 5> classes{"1xx", "2xx", "3xx", "4xx", "5xx"};
    if (!status || *status < 100 || *status > 599) {
        return "no_answer";
    }
    return classes[static_cast<std::size_t>(*status / 100 - 1)];
}

} // namespace

void count_attempt(meter::Meter& meter, const webhook::Message& message,
                   const webhook::Attempt& attempt, store::WebhookOutcome::Kind kind)
{
    const std::string_view endpoint = endpoint_label(message);
    meter.counter(Family::webhook_attempts, {endpoint, result_label(attempt.result.status)}).add();
    meter.histogram(Family::webhook_duration, {endpoint}).observe(attempt.duration_ms);
    if (message.replayed) {
        meter.counter(Family::webhook_replays, {endpoint}).add();
    }
    switch (kind) {
    case store::WebhookOutcome::Kind::delivered:
        if (!message.replayed) { // Its event may be months old.
            meter.histogram(Family::webhook_delay, {endpoint})
                .observe(attempt.at_ms - message.created_at_ms);
        }
        return;
    case store::WebhookOutcome::Kind::dead:
        meter.counter(Family::webhook_dead, {endpoint}).add();
        return;
    case store::WebhookOutcome::Kind::retry:
        return;
    }
}

} // namespace ctrip::job
