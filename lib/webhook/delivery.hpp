// SPDX-License-Identifier: MIT
// Sends webhook messages over HTTP: signed, to checked addresses only, with a time limit and a cap
// on what is read.
#pragma once

#include "base/clock.hpp"
#include "base/trace_context.hpp"
#include "http/client.hpp"
#include "http/url_guard.hpp"
#include "webhook/dispatcher.hpp"
#include "webhook/retry.hpp"
#include "webhook/signature.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ctrip::webhook {

enum class PrivateAddresses : std::uint8_t
{
    refused,
    allowed,
};

enum class PlainHttp : std::uint8_t
{
    refused, ///< To another host than this one.
    allowed,
};

struct DeliveryOptions
{
    PrivateAddresses private_addresses = PrivateAddresses::refused;
    PlainHttp plain_http = PlainHttp::allowed;
    bool body_signature = true; ///< Send X-Webhook-Signature.
    /// For one attempt, from connecting to the end of the answer; a look-up before it has the same
    /// limit.
    std::int64_t timeout_ms = 10'000;
    std::size_t connections_max = 256;
    std::string version; ///< Of the program, for User-Agent.
    http::Resolver resolver = http::resolve_by_system;
};

/// What messages to one configured endpoint differ in.
struct EndpointProfile
{
    SigningKeys keys;
    std::int64_t timeout_ms = 10'000;
    std::vector<std::string> headers; ///< "Name: value"
    http::TlsFiles tls;
};

/// The result of one attempt.
struct Attempt
{
    AttemptResult result;
    std::string error; ///< One line without the URL's secrets; empty where it was delivered.
    Dispatcher::Outcome outcome = Dispatcher::Outcome::answered;
    std::int64_t at_ms = 0; ///< When it ended, Unix time.

    // The request; where none was made, `address` is empty.
    std::int64_t duration_ms = 0;
    base::UnixSeconds signed_at_s = 0; ///< webhook-timestamp.
    std::string address;               ///< Connected to, or tried last: an IP literal.
    std::string answer;                ///< The first bytes of the answer, in one line.
    base::SpanContext span; ///< As `traceparent` named it: of the trace of the message's payment.
};

/// Not thread-safe.
class Delivery
{
public:
    using Done = std::function<void(Attempt&&)>;

    Delivery(SigningKeys keys, DeliveryOptions options, const base::Clock& clock);
    ~Delivery();
    Delivery(const Delivery&) = delete;
    Delivery& operator=(const Delivery&) = delete;

    /// For messages whose `endpoint` is this name.
    void add_endpoint(const std::string& name, EndpointProfile profile);
    /// Signs messages to payments' own URLs on this host, or host:port; in lower case.
    void add_host_keys(const std::string& host, SigningKeys keys);

    /// The headers that sign this message.
    struct Signatures
    {
        std::string standard; ///< webhook-signature
        std::string body;     ///< X-Webhook-Signature; empty: it is not sent.
    };
    [[nodiscard]] Signatures sign(const Message& message, base::UnixSeconds now_s) const;

    /// Begins one attempt; `done` is called from within run_once(). The host is looked up while
    /// other requests are under way, and the connection is made to the address that was checked.
    void submit(const Message& message, Done done);

    /// Works for at most `wait_ms`, or until an attempt ends. False if none is under way any more.
    [[nodiscard]] bool run_once(std::int64_t wait_ms);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ctrip::webhook
