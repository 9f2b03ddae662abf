// SPDX-License-Identifier: MIT
// Counts attempts to deliver webhook messages; with a tracer each request is a span of its
// payment's trace.
#pragma once

#include "meter/meter.hpp"
#include "store/webhook_store.hpp"
#include "webhook/delivery.hpp"

namespace ctrip::job {

/// By endpoint: its configured name; "default" for webhooks.url, and "payment" for the URLs of
/// payments, which others choose. By result: "2xx" to "5xx", or "no_answer".
void count_attempt(meter::Meter& meter, const webhook::Message& message,
                   const webhook::Attempt& attempt, store::WebhookOutcome::Kind kind);

} // namespace ctrip::job
