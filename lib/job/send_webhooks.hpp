// SPDX-License-Identifier: MIT
// `send-webhooks`: delivers the notifications that are due.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "store/webhook_store.hpp"
#include "webhook/delivery.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::job {

struct WebhookJob
{
    store::WebhookStore& store;
    const store::WebhookPlace& place;
    webhook::Delivery& delivery;
    std::optional<std::string> url; ///< For messages whose payment names none.
    const base::Clock& clock;
    const base::Log& log;
};

struct WebhookReport
{
    std::uint64_t delivered = 0;
    std::uint64_t retried = 0;     ///< Failed, and will be tried again.
    std::uint64_t dead = 0;        ///< Failed, and given up.
    bool without_endpoint = false; ///< Some are due, but nobody said where they go.
};

/// Delivers until nothing that can be delivered is due, also what becomes due meanwhile, and what a
/// run that died had claimed. Each payment's messages leave in order, whatever number of runs share
/// them: the next one only after the outcome of the one before was stored. Stopped anywhere, at
/// worst a message is sent again; what a failed run holds is freed by whoever next looks at its
/// place, not before this one's requests have ended with it.
[[nodiscard]] WebhookReport send_webhooks(const WebhookJob& job);

} // namespace ctrip::job
