// SPDX-License-Identifier: MIT
#include "webhook/delivery.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "http/client.hpp"
#include "http/url_guard.hpp"
#include "http/url_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ctrip::webhook {

namespace {

constexpr std::size_t kAnswerBytesMax = 64ULL << 10U;
constexpr std::size_t kQuotedCharactersMax = 200;
constexpr std::int64_t kConnectTimeoutMs = 5'000;
/// Of one host; each may take the time-out of a connection.
constexpr std::size_t kAddressesTriedMax = 4;
/// How long attempts use a checked address before it is looked up and checked again.
constexpr std::chrono::seconds kAddressValid{5};
/// Interval of the polls for an ended look-up.
constexpr std::int64_t kLookupTickMs = 5;

/// Makes one line that the database accepts, whatever bytes a foreign server put into it: an
/// attempt that cannot be stored is never scheduled again.
std::string storable(std::string text)
{
    if (!base::is_printable_utf8(text)) {
        std::replace_if(
            text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, ' ');
    }
    return text;
}

/// The beginning of a response, fit for one line of a log.
std::string quote(std::string_view body)
{
    std::string text{body.substr(0, kQuotedCharactersMax)};
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, ' ');
    const std::size_t last = text.find_last_not_of(' ');
    text.resize(last == std::string::npos ? 0 : last + 1);
    return text;
}

std::string describe_status(int status, std::string_view body)
{
    const std::string quoted = quote(body);
    const char* const kind =
        status >= 300 && status < 400 ? ", a redirect, which is not followed" : "";
    return quoted.empty() ? fmt::format("HTTP {}{}", status, kind)
                          : fmt::format("HTTP {}{}: {}", status, kind, quoted);
}

Attempt attempt_of(const http::Response& response)
{
    Attempt attempt;
    if (response.failure != http::Failure::none) {
        const bool no_answer = response.failure == http::Failure::timeout ||
                               response.failure == http::Failure::unreachable;
        attempt.outcome =
            no_answer ? Dispatcher::Outcome::unreachable : Dispatcher::Outcome::answered;
        attempt.error = storable(response.error);
        return attempt;
    }
    attempt.result = {.status = response.status, .retry_after_s = response.retry_after_s};
    attempt.answer = quote(response.body);
    if (response.status < 200 || response.status >= 300) {
        attempt.error = describe_status(response.status, response.body);
    }
    return attempt;
}

} // namespace

struct Delivery::Impl
{
    using SteadyTime = std::chrono::steady_clock::time_point;

    struct Waiting
    {
        Message message;
        Done done;
    };

    /// What is known about an endpoint's address.
    struct Lookup
    {
        std::future<http::GuardedUrl> asked; ///< Valid while a look-up is under way.
        http::GuardedUrl answer;
        SteadyTime valid_until;
        std::vector<Waiting> waiting; ///< Attempts that wait for the answer.
    };

    Impl(SigningKeys given_keys, DeliveryOptions given_options, const base::Clock& given_clock)
        : keys(std::move(given_keys)), options(std::move(given_options)), clock(given_clock),
          client({.connections_max = options.connections_max,
                  .user_agent = "ctrip/" + options.version})
    {
    }

    [[nodiscard]] const EndpointProfile* profile_of(const Message& message) const
    {
        const auto found = message.is_named ? endpoints.find(message.endpoint) : endpoints.end();
        return found == endpoints.end() ? nullptr : &found->second;
    }

    [[nodiscard]] const SigningKeys& keys_of(const Message& message) const
    {
        if (const EndpointProfile* const profile = profile_of(message)) {
            return profile->keys;
        }
        if (message.has_own_url && !host_keys.empty()) {
            const std::string place = endpoint_of(message.url);
            for (const std::string& name : {place, place.substr(0, place.rfind(':'))}) {
                if (const auto found = host_keys.find(name); found != host_keys.end()) {
                    return found->second;
                }
            }
        }
        return keys;
    }

    [[nodiscard]] Signatures sign(const Message& message, base::UnixSeconds now_s) const
    {
        const SigningKeys& signing = keys_of(message);
        return {.standard = signing.sign(message.id, now_s, message.body),
                .body = options.body_signature ? signing.sign_body(message.body) : std::string{}};
    }

    void submit(Waiting&& waiting)
    {
        if (const auto wrong = http::check_url_syntax(waiting.message.url)) {
            refuse(std::move(waiting.done), "the webhook's URL is refused: " + *wrong,
                   Dispatcher::Outcome::answered);
            return;
        }
        if (options.plain_http == PlainHttp::refused && base::is_plain_http(waiting.message.url)) {
            refuse(std::move(waiting.done),
                   "the webhook's URL is refused: plain http to another host; "
                   "webhooks.allow_plain_http: true allows it",
                   Dispatcher::Outcome::answered);
            return;
        }
        Lookup& lookup = lookups[endpoint_of(waiting.message.url)];
        if (lookup.asked.valid()) {
            lookup.waiting.push_back(std::move(waiting));
            return;
        }
        if (std::chrono::steady_clock::now() < lookup.valid_until) {
            go_on(std::move(waiting), lookup.answer);
            return;
        }
        ask(lookup, waiting.message.url);
        lookup.waiting.push_back(std::move(waiting));
    }

    /// The resolver may take seconds, so each host is looked up in a thread of its own.
    void ask(Lookup& lookup, const std::string& url)
    {
        const auto policy = options.private_addresses == PrivateAddresses::allowed
                                ? http::PrivateAddresses::allowed
                                : http::PrivateAddresses::refused;
        lookup.asked = std::async(std::launch::async, [url, policy, timeout_ms = options.timeout_ms,
                                                       resolver = options.resolver] {
            return http::guard_url(url, policy, timeout_ms, resolver);
        });
        ++lookups_open;
    }

    void refuse(Done&& done, std::string error, Dispatcher::Outcome outcome)
    {
        failed.emplace_back(std::move(done), Attempt{.result = {},
                                                     .error = storable(std::move(error)),
                                                     .outcome = outcome,
                                                     .at_ms = clock.now_ms()});
    }

    void go_on(Waiting&& waiting, const http::GuardedUrl& guarded)
    {
        switch (guarded.verdict) {
        case http::UrlVerdict::allowed:
            send(std::move(waiting), guarded.addresses);
            return;
        case http::UrlVerdict::refused:
            refuse(std::move(waiting.done), guarded.error, Dispatcher::Outcome::answered);
            return;
        case http::UrlVerdict::unresolvable:
            refuse(std::move(waiting.done), guarded.error, Dispatcher::Outcome::unreachable);
            return;
        }
    }

    /// A message on its way, and the addresses that it may still go to.
    struct Sending
    {
        http::Request request;
        std::string url;
        std::string endpoint;
        std::vector<std::string> addresses;
        std::size_t place = 0; ///< In `addresses`.
        Done done;
        SteadyTime begun;
        base::UnixSeconds signed_at_s = 0;
        base::SpanContext span;
    };

    void send(Waiting&& waiting, const std::vector<std::string>& addresses)
    {
        const Message& message = waiting.message;
        const base::UnixSeconds now_s = clock.now_s();
        auto sending = std::make_shared<Sending>();
        sending->url = message.url;
        sending->endpoint = endpoint_of(message.url);
        sending->addresses = addresses;
        sending->addresses.resize(std::min(addresses.size(), kAddressesTriedMax));
        sending->done = std::move(waiting.done);
        sending->begun = std::chrono::steady_clock::now();
        sending->signed_at_s = now_s;
        const auto payment = base::root_span(message.payment_id);
        sending->span = payment ? base::new_span_in(payment->trace_id) : base::new_trace();
        const EndpointProfile* const profile = profile_of(message);
        const Signatures signatures = sign(message, now_s);
        http::Request& request = sending->request;
        request.url = message.url;
        request.headers = {
            "Content-Type: application/json",
            "webhook-id: " + message.id,
            fmt::format("webhook-timestamp: {}", now_s),
            "webhook-signature: " + signatures.standard,
            "traceparent: " + base::traceparent(sending->span),
        };
        if (!signatures.body.empty()) {
            request.headers.push_back("X-Webhook-Signature: " + signatures.body);
        }
        if (profile != nullptr) {
            request.headers.insert(request.headers.end(), profile->headers.begin(),
                                   profile->headers.end());
            request.tls = profile->tls;
        }
        if (message.replayed) {
            request.headers.emplace_back("webhook-replayed: true");
        }
        request.body = std::move(waiting.message.body);
        const std::int64_t timeout_ms =
            profile != nullptr ? profile->timeout_ms : options.timeout_ms;
        request.connect_timeout_ms = std::min(kConnectTimeoutMs, timeout_ms);
        request.timeout_ms = timeout_ms;
        request.http2 = true;
        request.body_bytes_max = kAnswerBytesMax;
        request.oversize = http::Oversize::truncates;
        request.status_suffices = true;
        connect(sending);
    }

    void connect(const std::shared_ptr<Sending>& sending)
    {
        const bool is_last = sending->place + 1 == sending->addresses.size();
        http::Request request = is_last ? std::move(sending->request) : sending->request;
        request.connect_to = sending->addresses[sending->place];
        client.submit(std::move(request), [this, sending, is_last](http::Response&& response) {
            if (response.failure != http::Failure::none && !response.was_connected && !is_last) {
                ++sending->place;
                connect(sending);
                return;
            }
            if (response.was_connected && sending->place > 0) {
                prefer(sending->endpoint, sending->addresses[sending->place]);
            }
            ++answered;
            Attempt attempt = attempt_of(response);
            // A server may quote the request, and its URL may be the key to it.
            for (std::string* const text : {&attempt.error, &attempt.answer}) {
                if (!text->empty()) {
                    *text = http::hide_secrets(sending->url, std::move(*text));
                }
            }
            attempt.at_ms = clock.now_ms();
            attempt.duration_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                                      std::chrono::steady_clock::now() - sending->begun)
                                      .count();
            attempt.signed_at_s = sending->signed_at_s;
            attempt.address = sending->addresses[sending->place];
            attempt.span = sending->span;
            sending->done(std::move(attempt));
        });
    }

    /// Messages that follow go there first.
    void prefer(const std::string& endpoint, const std::string& address)
    {
        const auto lookup = lookups.find(endpoint);
        if (lookup == lookups.end()) {
            return;
        }
        std::vector<std::string>& known = lookup->second.answer.addresses;
        const auto place = std::find(known.begin(), known.end(), address);
        if (place != known.end()) {
            std::rotate(known.begin(), place, place + 1);
        }
    }

    void collect_lookups()
    {
        if (lookups_open == 0) {
            return;
        }
        for (auto& [endpoint, lookup] : lookups) {
            if (!lookup.asked.valid() ||
                lookup.asked.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
                continue;
            }
            lookup.answer = lookup.asked.get();
            lookup.valid_until = std::chrono::steady_clock::now() + kAddressValid;
            --lookups_open;
            for (Waiting& waiting : std::exchange(lookup.waiting, {})) {
                go_on(std::move(waiting), lookup.answer);
            }
        }
    }

    void tell_failed()
    {
        // A callback may submit, and that may fail at once: the next call reports it.
        for (auto& [done, attempt] : std::exchange(failed, {})) {
            ++answered;
            done(std::move(attempt));
        }
    }

    bool run_once(std::int64_t wait_ms)
    {
        const SteadyTime end =
            std::chrono::steady_clock::now() + std::chrono::milliseconds{wait_ms};
        answered = 0;
        bool client_busy = true;
        while (true) {
            collect_lookups();
            tell_failed();
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(
                end - std::chrono::steady_clock::now());
            const std::int64_t left_ms = answered > 0 ? 0 : std::max<std::int64_t>(left.count(), 0);
            client_busy =
                client.run_once(lookups_open > 0 ? std::min(left_ms, kLookupTickMs) : left_ms);
            if (answered > 0 || left_ms == 0 || (!client_busy && lookups_open == 0)) {
                break;
            }
            if (!client_busy) { // Only look-ups: the client does not block for them.
                wait_for_a_lookup(std::min(left_ms, kLookupTickMs));
            }
        }
        return client_busy || lookups_open > 0 || !failed.empty();
    }

    void wait_for_a_lookup(std::int64_t wait_ms) const
    {
        const auto open = std::find_if(lookups.begin(), lookups.end(), [](const auto& entry) {
            return entry.second.asked.valid();
        });
        if (open != lookups.end()) {
            open->second.asked.wait_for(std::chrono::milliseconds{wait_ms});
        }
    }

    SigningKeys keys;
    std::unordered_map<std::string, EndpointProfile> endpoints;
    std::unordered_map<std::string, SigningKeys> host_keys;
    DeliveryOptions options;
    const base::Clock& clock;
    http::Client client;
    std::unordered_map<std::string, Lookup> lookups;
    std::size_t lookups_open = 0;
    /// Failed before a request was made; their callbacks are not called yet.
    std::vector<std::pair<Done, Attempt>> failed;
    std::size_t answered = 0; ///< Callbacks made since run_once began.
};

Delivery::Delivery(SigningKeys keys, DeliveryOptions options, const base::Clock& clock)
    : m_impl(std::make_unique<Impl>(std::move(keys), std::move(options), clock))
{
}

Delivery::~Delivery() = default;

void Delivery::add_endpoint(const std::string& name, EndpointProfile profile)
{
    m_impl->endpoints.emplace(name, std::move(profile));
}

void Delivery::add_host_keys(const std::string& host, SigningKeys keys)
{
    m_impl->host_keys.emplace(host, std::move(keys));
}

Delivery::Signatures Delivery::sign(const Message& message, base::UnixSeconds now_s) const
{
    return m_impl->sign(message, now_s);
}

void Delivery::submit(const Message& message, Done done)
{
    m_impl->submit({message, std::move(done)});
}

bool Delivery::run_once(std::int64_t wait_ms)
{
    return m_impl->run_once(wait_ms);
}

} // namespace ctrip::webhook
