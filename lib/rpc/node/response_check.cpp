// SPDX-License-Identifier: MIT
#include "rpc/node/response_check.hpp"

#include "rpc/node/limit_hint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace ctrip::rpc {

namespace {

constexpr unsigned kTimeoutsMax = 2;
/// A timeout costs half a minute, so the next request is much smaller.
constexpr std::uint64_t kTimeoutDivisor = 10;

bool holds_json(const http::Response& response)
{
    const std::size_t first = response.body.find_first_not_of(" \t\r\n");
    return first != std::string::npos &&
           (response.body[first] == '{' || response.body[first] == '[');
}

/// Statuses that have nothing to do with the size of the request.
bool is_refused_access(int status)
{
    constexpr std::array<int, 4> statuses{401, 402, 403, 429};
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

/// Statuses by which servers refuse an array where they expect an object.
bool is_refused_form(int status)
{
    constexpr std::array<int, 7> statuses{400, 404, 405, 406, 415, 422, 501};
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

} // namespace

std::optional<SizeDoubt> size_doubt(const http::Response& response)
{
    switch (response.failure) {
    case http::Failure::none:
        break;
    case http::Failure::unreachable:
        return std::nullopt;
    case http::Failure::timeout:
        return SizeDoubt{.why = "gave no answer in time", .timed_out = true};
    case http::Failure::cut_off:
        return SizeDoubt{.why = "broke off its answer: " + response.error};
    case http::Failure::too_large:
        return SizeDoubt{.why = response.error, .refusal = Refusal::clear};
    }
    // A body that is no JSON with status 200 is found by the parser.
    if (response.status == 200 || is_refused_access(response.status) || holds_json(response)) {
        return std::nullopt;
    }
    return SizeDoubt{.why = fmt::format("answered with HTTP status {}", response.status),
                     .refusal = response.status == 413 ? Refusal::clear : Refusal::unclear,
                     .of_batch = is_refused_form(response.status)};
}

std::optional<SizeDoubt> batch_doubt(const NodeError& error)
{
    if (!error.of_request && !is_batch_limit(error)) {
        return std::nullopt;
    }
    return SizeDoubt{.why = "refuses: " + error.message,
                     .refusal = is_passing(error) ? Refusal::unclear : Refusal::clear,
                     .of_batch = true,
                     .answered = true};
}

void ask_for_less(Node& node, Limit& limit, std::uint64_t asked, const SizeDoubt& doubt,
                  std::optional<std::uint64_t> hint)
{
    if (doubt.timed_out) {
        if (++node.timeouts > kTimeoutsMax) {
            throw NodeFailure{NodeFault::timed_out, doubt.why};
        }
        hint = node.timeouts == kTimeoutsMax ? 1 : asked / kTimeoutDivisor;
    }
    limit.refused(asked, hint, doubt.refusal);
    if (!doubt.answered) {
        node.checked = false;
    }
    throw NodeFailure{NodeFault::too_much, doubt.why};
}

bool may_hold_reply(const http::Response& response)
{
    return response.failure == http::Failure::none && !is_refused_access(response.status) &&
           (response.status == 200 || holds_json(response));
}

void require_reply(const http::Response& response)
{
    switch (response.failure) {
    case http::Failure::none:
        break;
    case http::Failure::unreachable:
        throw NodeFailure{NodeFault::unreachable, "cannot be reached: " + response.error};
    case http::Failure::timeout:
        throw NodeFailure{NodeFault::timed_out, "gave no answer in time"};
    case http::Failure::cut_off:
        throw NodeFailure{NodeFault::cut_off, "broke off its answer: " + response.error};
    case http::Failure::too_large:
        throw NodeFailure{NodeFault::broken, response.error};
    }
    if (response.status == 429) {
        throw NodeFailure{NodeFault::rate_limited, "limits the rate of requests (HTTP 429)",
                          response.retry_after_s};
    }
    if (response.status == 402) {
        // Quotas end at some midnight; a request each minute would only add to the bill.
        constexpr std::int64_t pause_s = 3'600;
        throw NodeFailure{NodeFault::broken, "its quota is used up (HTTP 402)",
                          std::max(pause_s, response.retry_after_s.value_or(0))};
    }
    if (response.status == 401 || response.status == 403) {
        throw NodeFailure{
            NodeFault::broken,
            fmt::format("refuses access (HTTP {}); is the key in its URL right?", response.status)};
    }
    // Some nodes send JSON-RPC errors with status 400, 413 or 500.
    if (response.status != 200 && !holds_json(response)) {
        throw NodeFailure{NodeFault::broken,
                          fmt::format("answered with HTTP status {}", response.status)};
    }
}

void require_no_limit(Node& node, const NodeError& error, std::size_t calls)
{
    if (is_rate_limit(error)) {
        throw NodeFailure{NodeFault::rate_limited, "limits the rate of requests: " + error.message,
                          error.backoff_s};
    }
    const auto doubt = batch_doubt(error);
    if (doubt && calls > 1 && node.calls.value() > 1) {
        ask_for_less(node, node.calls, std::min<std::uint64_t>(calls, node.calls.value()), *doubt);
    }
}

} // namespace ctrip::rpc
