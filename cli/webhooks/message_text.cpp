// SPDX-License-Identifier: MIT
#include "cli/webhooks/message_text.hpp"

#include "base/clock.hpp"
#include "cli/table.hpp"
#include "http/client.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;
using store::LoggedAttempt;
using store::LoggedMessage;
using webhook::EndpointHealth;

std::string time_text(std::int64_t time_ms)
{
    return base::to_rfc3339(time_ms / 1000);
}

template <typename T>
Json json_or_null(const std::optional<T>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json time_json(const std::optional<std::int64_t>& time_ms)
{
    return time_ms ? Json(time_text(*time_ms)) : Json(nullptr);
}

/// An endpoint's answer may hold any bytes.
std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<std::int64_t> next_attempt_ms(const LoggedMessage& message)
{
    return message.state == "pending" ? std::optional{message.next_attempt_ms} : std::nullopt;
}

Json to_json(const LoggedMessage& message, const std::optional<std::string>& usual_url)
{
    const std::string endpoint = job::endpoint_name(message, usual_url);
    return {{"id", message.id},
            {"payment_id", message.payment_id},
            {"seq", message.seq},
            {"type", message.event},
            {"endpoint", endpoint.empty() ? Json(nullptr) : Json(endpoint)},
            {"state", message.state},
            {"attempts", message.attempts},
            {"replayed", message.replayed},
            {"created_at", time_text(message.created_ms)},
            {"next_attempt_at", time_json(next_attempt_ms(message))},
            {"last_attempt_at", time_json(message.attempted_ms)},
            {"last_status", json_or_null(message.last_status)},
            {"last_error", json_or_null(message.last_error)}};
}

Json to_json(const LoggedAttempt& attempt)
{
    return {{"number", attempt.number},
            {"at", time_text(attempt.ended_ms)},
            {"latency_ms", attempt.duration_ms},
            {"status", json_or_null(attempt.status)},
            {"address", json_or_null(attempt.address)},
            {"answer", attempt.answer},
            {"error", json_or_null(attempt.error)}};
}

Json to_json(const EndpointHealth& health)
{
    const bool is_open = health.state == EndpointHealth::State::open;
    return {{"endpoint", health.endpoint},
            {"state", to_string(health.state)},
            {"failures", health.failures},
            {"since", time_text(health.since_ms)},
            {"next_probe_at", is_open ? Json(time_text(health.probe_ms)) : Json(nullptr)},
            {"last_error", health.last_error}};
}

Ink ink_of_state(std::string_view state)
{
    return state == "dead" ? Ink::red : state == "pending" ? Ink::yellow : Ink::plain;
}

std::string last_result(const LoggedMessage& message)
{
    return message.last_error    ? *message.last_error
           : message.last_status ? std::to_string(*message.last_status)
                                 : std::string{"-"};
}

std::string endpoint_line(const EndpointHealth& health)
{
    const std::string since = time_text(health.since_ms);
    switch (health.state) {
    case EndpointHealth::State::failing:
        return fmt::format("{}: {} failures in a row since {}: {}", health.endpoint,
                           health.failures, since, health.last_error);
    case EndpointHealth::State::open:
        return fmt::format("{}: open after {} failures since {}; the next message tries it at {}: "
                           "{}",
                           health.endpoint, health.failures, since, time_text(health.probe_ms),
                           health.last_error);
    case EndpointHealth::State::disabled:
        break;
    }
    return fmt::format(
        "{}: disabled since {}, it has answered 410 Gone; 'ctrip webhooks enable {}' "
        "sends to it again",
        health.endpoint, since, health.endpoint);
}

} // namespace

std::string messages_json(const MessageList& list)
{
    Json messages = Json::array();
    for (const LoggedMessage& message : list.messages) {
        messages.push_back(to_json(message, list.usual_url));
    }
    Json endpoints = Json::array();
    for (const EndpointHealth& health : list.endpoints) {
        endpoints.push_back(to_json(health));
    }
    return dumped({{"webhooks", std::move(messages)},
                   {"next", list.next.empty() ? Json(nullptr) : Json(list.next)},
                   {"endpoints", std::move(endpoints)}});
}

std::string messages_text(const MessageList& list, bool color)
{
    std::string text;
    if (list.messages.empty()) {
        text = "no messages\n";
    } else {
        Table table{{{"ID"},
                     {"STATE"},
                     {"TYPE"},
                     {"CREATED"},
                     {"ATTEMPTS", Align::right},
                     {"NEXT"},
                     {"ENDPOINT"},
                     {"LAST"}},
                    color};
        for (const LoggedMessage& message : list.messages) {
            const auto next_ms = next_attempt_ms(message);
            const std::string endpoint = job::endpoint_name(message, list.usual_url);
            table.add({{message.id},
                       {message.state, ink_of_state(message.state)},
                       {message.event},
                       {time_text(message.created_ms)},
                       {std::to_string(message.attempts)},
                       {next_ms ? time_text(*next_ms) : "-"},
                       {endpoint.empty() ? "-" : endpoint},
                       {last_result(message)}});
        }
        text = table.text();
    }
    if (!list.next.empty()) {
        text += fmt::format("there are more: add --after {}\n", list.next);
    }
    for (const EndpointHealth& health : list.endpoints) {
        text += paint(endpoint_line(health), Ink::red, color) + "\n";
    }
    return text;
}

std::string message_json(const ShownMessage& shown)
{
    Json json = to_json(shown.message, shown.usual_url);
    Json attempts = Json::array();
    for (const LoggedAttempt& attempt : shown.attempts) {
        attempts.push_back(to_json(attempt));
    }
    json["history"] = std::move(attempts);
    json["body"] = shown.body;
    return dumped(json);
}

std::string message_text(const ShownMessage& shown, bool color)
{
    const LoggedMessage& message = shown.message;
    const std::string endpoint = job::endpoint_name(message, shown.usual_url);
    Sheet sheet{color};
    sheet.add("id", message.id, Ink::bold);
    sheet.add("state", message.state, ink_of_state(message.state));
    sheet.add("payment", message.payment_id);
    sheet.add("type", fmt::format("{}, event {} of the payment", message.event, message.seq));
    sheet.add("endpoint", endpoint.empty() ? "none" : endpoint);
    if (message.url) {
        sheet.add("url", http::redact_url(*message.url));
    }
    sheet.add("created", time_text(message.created_ms));
    sheet.add("attempts", std::to_string(message.attempts));
    if (message.replayed) {
        sheet.add("replayed", "yes");
    }
    if (const auto next_ms = next_attempt_ms(message)) {
        sheet.add("next attempt", message.is_under_way ? "under way" : time_text(*next_ms));
    }
    if (message.last_error) {
        sheet.add("last error", *message.last_error, Ink::red);
    }
    std::string text = sheet.text();
    if (!shown.attempts.empty()) {
        Table table{{{"ATTEMPT", Align::right},
                     {"ENDED"},
                     {"LATENCY", Align::right},
                     {"STATUS", Align::right},
                     {"ADDRESS"},
                     {"ANSWER"}},
                    color};
        for (const LoggedAttempt& attempt : shown.attempts) {
            table.add({{std::to_string(attempt.number)},
                       {time_text(attempt.ended_ms)},
                       {fmt::format("{} ms", attempt.duration_ms)},
                       {attempt.status ? std::to_string(*attempt.status) : "-",
                        attempt.error ? Ink::red : Ink::green},
                       {attempt.address.value_or("-")},
                       {attempt.status || !attempt.error ? attempt.answer : *attempt.error}});
        }
        text += "\n" + table.text();
    }
    return text + "\n" + shown.body + "\n";
}

std::string test_json(const ShownTest& test)
{
    const webhook::Message& message = test.tested.message;
    const webhook::Attempt& attempt = test.tested.attempt;
    Json headers{{"webhook-id", message.id},
                 {"webhook-timestamp", std::to_string(attempt.signed_at_s)},
                 {"webhook-signature", test.signatures.standard}};
    if (!test.signatures.body.empty()) {
        headers["X-Webhook-Signature"] = test.signatures.body;
    }
    return dumped(
        {{"delivered", attempt.error.empty()},
         {"url", http::redact_url(message.url)},
         {"status", json_or_null(attempt.result.status)},
         {"latency_ms", attempt.duration_ms},
         {"address", attempt.address.empty() ? Json(nullptr) : Json(attempt.address)},
         {"answer", attempt.answer},
         {"error", attempt.error.empty() ? Json(nullptr) : Json(attempt.error)},
         {"headers", std::move(headers)},
         {"signed_content", fmt::format("{}.{}.{}", message.id, attempt.signed_at_s, message.body)},
         {"body", message.body}});
}

std::string test_text(const ShownTest& test, bool color)
{
    const webhook::Message& message = test.tested.message;
    const webhook::Attempt& attempt = test.tested.attempt;
    Sheet sheet{color};
    sheet.add("url", http::redact_url(message.url));
    if (!attempt.address.empty()) {
        sheet.add("address", attempt.address);
        sheet.add("webhook-id", message.id);
        sheet.add("webhook-timestamp", std::to_string(attempt.signed_at_s));
        sheet.add("webhook-signature", test.signatures.standard);
        if (!test.signatures.body.empty()) {
            sheet.add("X-Webhook-Signature", test.signatures.body);
        }
        sheet.add("signed content",
                  fmt::format("{}.{}.{}", message.id, attempt.signed_at_s, message.body));
        sheet.add("body", message.body);
        sheet.add("latency", fmt::format("{} ms", attempt.duration_ms));
    }
    if (attempt.result.status) {
        sheet.add("status", std::to_string(*attempt.result.status),
                  attempt.error.empty() ? Ink::green : Ink::red);
    }
    if (!attempt.answer.empty()) {
        sheet.add("answer", attempt.answer);
    }
    return sheet.text();
}

} // namespace ctrip::cli
