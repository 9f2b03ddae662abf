// SPDX-License-Identifier: MIT
// `send-webhooks`: delivers the messages that are due.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "job/shared/own_address.hpp"
#include "store/outbox/endpoint_store.hpp"
#include "store/webhook_store.hpp"
#include "webhook/delivery.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::job {

struct WebhookJob
{
    store::WebhookStore& store;
    store::EndpointStore& endpoints;
    const store::WebhookPlace& place;
    webhook::Delivery& delivery;
    std::optional<std::string> url; ///< For messages whose payment has none.
    const base::Clock& clock;
    const base::Log& log;
    FindOwnAddresses own_addresses = {}; ///< Called for the first message only.
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
