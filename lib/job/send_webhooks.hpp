// SPDX-License-Identifier: MIT
// `send-webhooks`: delivers the messages that are due.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "job/shared/own_address.hpp"
#include "meter/meter.hpp"
#include "store/outbox/endpoint_store.hpp"
#include "store/outbox/event_feed.hpp"
#include "store/webhook_store.hpp"
#include "webhook/delivery.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::job {

/// An endpoint of the configuration beside the usual one.
struct NamedEndpoint
{
    std::string name;
    std::string url;
    std::vector<std::string> types; ///< Events that it takes. Empty: all.
    webhook::EndpointLimits limits;
};

/// Who gets messages, for the store.
[[nodiscard]] store::Subscribers subscribers_of(std::span<const NamedEndpoint> endpoints,
                                                bool has_usual);

struct WebhookJob
{
    store::WebhookStore& store;
    store::EndpointStore& endpoints;
    store::EventFeed* feed = nullptr; ///< Null where no endpoint has a name.
    const store::WebhookPlace& place;
    webhook::Delivery& delivery;
    std::optional<std::string> url; ///< The usual endpoint, for messages whose payment has none.
    std::vector<NamedEndpoint> named = {};
    const base::Clock& clock;
    const base::Log& log;
    FindOwnAddresses own_addresses = {}; ///< Called for the first message only.
    meter::Meter* meter = nullptr;       ///< Null: attempts are not counted.
    std::int64_t keep_attempts_ms = std::int64_t{30} * 24 * 3'600'000;
};

struct WebhookReport
{
    std::uint64_t delivered = 0;
    std::uint64_t retried = 0;     ///< Failed; to be attempted again.
    std::uint64_t dead = 0;        ///< Failed, and given up.
    std::uint64_t refused = 0;     ///< Not what ctrip wrote, so not signed: dead letters.
    std::uint64_t postponed = 0;   ///< Of payments of a wallet that is not configured.
    std::uint64_t held = 0;        ///< Due and not sent, since their endpoints fail.
    bool without_endpoint = false; ///< Messages are due that have no URL.
};

/// Delivers until no message that can be delivered is due, including messages that become due
/// meanwhile, and those that a dead run had claimed. The messages of one payment leave in order,
/// whatever number of runs share the outbox: the next one only after the outcome of the one before
/// was stored. A message is signed only if it is what the payment, its history and its transfers
/// say (job/send_webhooks/message_check.hpp); one that is not is named in the log. After an
/// interruption a message may be sent twice. The claims of a failed run are released by the next
/// run that checks its place, once its requests have ended with it.
[[nodiscard]] WebhookReport send_webhooks(const WebhookJob& job);

} // namespace ctrip::job
