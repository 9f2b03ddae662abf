// SPDX-License-Identifier: MIT
// Sends webhook messages over HTTP: signed, to checked addresses only, with a time limit and a cap
// on what is read.
#pragma once

#include "base/clock.hpp"
#include "http/url_guard.hpp"
#include "webhook/dispatcher.hpp"
#include "webhook/retry.hpp"
#include "webhook/signature.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace ctrip::webhook {

enum class PrivateAddresses : std::uint8_t
{
    refused,
    allowed,
};

struct DeliveryOptions
{
    PrivateAddresses private_addresses = PrivateAddresses::refused;
    std::int64_t timeout_ms =
        10'000; ///< For one attempt from connecting to the answer's end; for a look-up, again.
    std::size_t connections_max = 64;
    std::string version; ///< Of the program, for User-Agent.
    http::Resolver resolver = http::resolve_by_system;
};

/// What one attempt gave.
struct Attempt
{
    AttemptResult result;
    std::string error; ///< One line without the URL's secrets; empty where it was delivered.
    Dispatcher::Outcome outcome = Dispatcher::Outcome::answered;
    std::int64_t at_ms = 0; ///< When it ended.
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

    /// Begins one attempt; `done` is called from within run_once(). The host's name is looked up
    /// beside the others' requests, and the address that was found and checked is the one that is
    /// connected to.
    void submit(const Message& message, Done done);

    /// Works for at most `wait_ms`, less where an attempt ends. False where nothing is under way
    /// any more.
    [[nodiscard]] bool run_once(std::int64_t wait_ms);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ctrip::webhook
