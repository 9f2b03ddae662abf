// SPDX-License-Identifier: MIT
// Webhook messages, their attempts and endpoints, as JSON and as text for people.
#pragma once

#include "job/webhooks.hpp"
#include "store/outbox/message_log.hpp"
#include "webhook/breaker.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ctrip::cli {

struct MessageList
{
    std::vector<store::LoggedMessage> messages;
    std::vector<webhook::EndpointHealth> endpoints; ///< Those that fail.
    std::string next;                               ///< Empty: there are no more.
    std::optional<std::string> usual_url;
};

[[nodiscard]] std::string messages_json(const MessageList& list);
[[nodiscard]] std::string messages_text(const MessageList& list, bool color);

struct ShownMessage
{
    store::LoggedMessage message;
    std::string body;
    std::vector<store::LoggedAttempt> attempts;
    std::optional<std::string> usual_url;
};

[[nodiscard]] std::string message_json(const ShownMessage& shown);
[[nodiscard]] std::string message_text(const ShownMessage& shown, bool color);

/// A test message: what was sent, as a shop's verifier gets it, and what came back.
struct ShownTest
{
    job::TestedEndpoint tested;
    webhook::Delivery::Signatures signatures;
};

[[nodiscard]] std::string test_json(const ShownTest& test);
[[nodiscard]] std::string test_text(const ShownTest& test, bool color);

} // namespace ctrip::cli
