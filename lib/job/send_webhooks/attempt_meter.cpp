// SPDX-License-Identifier: MIT
#include "job/send_webhooks/attempt_meter.hpp"

#include "base/url.hpp"
#include "meter/tracer.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

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

void trace_attempt(meter::Tracer& tracer, const webhook::Message& message,
                   const webhook::Attempt& attempt)
{
    const std::optional<base::SpanContext> root = base::root_span(message.payment_id);
    if (!root || attempt.address.empty()) {
        return;
    }
    const base::ParsedUrl url = base::parse_url(message.url);
    constexpr std::int64_t us_per_ms = 1'000;
    const std::int64_t now_us = tracer.now_us();
    meter::Span span{
        .name = "POST",
        .context = attempt.span,
        .parent_id = root->span_id,
        .link = tracer.run(),
        .kind = meter::SpanKind::client,
        .start_us = now_us - attempt.duration_ms * us_per_ms,
        .end_us = now_us,
        .attributes = {{"http.request.method", "POST"},
                       {"server.address", url.url.host_and_port()},
                       {"network.peer.address", attempt.address},
                       {"ctrip.payment", message.payment_id},
                       {"ctrip.message", message.id},
                       {"ctrip.endpoint", std::string{endpoint_label(message)}},
                       {"ctrip.attempt", static_cast<std::int64_t>(message.attempts) + 1}},
        .error = attempt.error};
    if (attempt.result.status) {
        span.attributes.emplace_back("http.response.status_code",
                                     std::int64_t{*attempt.result.status});
    }
    tracer.add(std::move(span));
}

} // namespace

void count_attempt(meter::Meter& meter, const webhook::Message& message,
                   const webhook::Attempt& attempt, store::WebhookOutcome::Kind kind)
{
    const std::string_view endpoint = endpoint_label(message);
    meter.counter(Family::webhook_attempts, {endpoint, result_label(attempt.result.status)}).add();
    meter.histogram(Family::webhook_duration, {endpoint}).observe(attempt.duration_ms);
    if (meter.tracer() != nullptr) {
        trace_attempt(*meter.tracer(), message, attempt);
    }
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
